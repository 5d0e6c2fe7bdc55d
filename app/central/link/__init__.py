"""What a station and the centre tell each other at every connect, and what changed since the last time."""
