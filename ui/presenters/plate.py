"""Which reading of a scale counts as the weight of the parcel that is to be weighed."""

EMPTY_G = 10
"""Up to so many grams the plate counts as empty."""


class Plate:
    """Takes one stable weight each time the parcel was put on, or when it is asked for.

    A parcel that still lies there after its weight was refused is not weighed again by itself: lift it and put
    it back, or ask.
    """

    def __init__(self) -> None:
        self._ready = True

    def ask(self) -> None:
        """Takes the next stable weight, whatever lay there before."""
        self._ready = True

    def accepts(self, grams: int, *, stable: bool, wanted: bool) -> bool:
        """Tells whether this reading is the parcel's weight.

        Args:
            grams: What the scale shows.
            stable: Whether it came to rest.
            wanted: Whether a parcel is to be weighed now.
        """
        if grams <= EMPTY_G:
            self._ready = True
            return False
        if not (stable and wanted and self._ready):
            return False
        self._ready = False
        return True
