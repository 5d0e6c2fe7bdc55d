"""The compiled loops of the search: they change plans millions of times a second."""
