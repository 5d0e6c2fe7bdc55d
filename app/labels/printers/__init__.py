"""A layout in the language of a label or receipt printer."""
