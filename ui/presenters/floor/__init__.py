"""What the picker's screens think with: signing in, the queue of work, and the walk itself."""
