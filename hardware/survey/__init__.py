"""A look around: what is plugged in, and how the devices of a station are."""
