"""One file for each step, named by its number; a step that was shipped is never changed."""
