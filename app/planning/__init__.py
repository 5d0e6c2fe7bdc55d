"""Planning: which orders walk together and in which sequence. Pure arithmetic; knows only the domain."""
