"""What keeps the centre in order while nobody looks: the bookkeeper's seat, stale claims, housekeeping."""
