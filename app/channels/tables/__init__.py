"""Tables from outside: CSV or Excel bytes in, rows with named columns out, and every mistake as a value."""
