"""The picker's screens: sign-in, the queue of work, and the walk."""
