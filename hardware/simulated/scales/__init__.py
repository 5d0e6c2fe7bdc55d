"""Scales made of software: one plate, and every language that a driver here understands."""
