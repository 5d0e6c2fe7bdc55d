"""What one station remembers alone, in its own file ``station.db``.

The journal of facts, the work in hand, a copy of the catalogue, the print queue and the parcel numbers: everything
a station needs to go on when the network is away and to stand at the same line after a power cut.
"""
