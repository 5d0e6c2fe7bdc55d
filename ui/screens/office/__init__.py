"""The supervisor's screens: the zone board, the exceptions, the devices."""
