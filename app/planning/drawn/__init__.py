"""Houses drawn as points and ways: any shape, several floors, one-way aisles and ways that are closed for now."""
