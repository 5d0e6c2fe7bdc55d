"""The station's side of every connect: meeting the centre, and pulling what changed there."""
