"""What things are and what may happen to them, in plain Python."""
