"""What the supervisor's screens think with: the zone board, the exceptions, the devices of this station."""
