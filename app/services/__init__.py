"""Use cases, one verb each: what screens and commands call. A service hands results back as values."""
