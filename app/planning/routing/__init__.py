"""Routes: in which order one walk visits its places, shortest of all or by a named habit of pickers."""
