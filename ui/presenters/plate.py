"""Which reading of a scale counts as the weight of the parcel that is to be weighed, and which says that none comes."""

from collections.abc import Callable

EMPTY_G = 10
"""Up to so many grams the plate counts as empty."""

PATIENCE_S = 4.0
"""So long a plate may move under a parcel: somebody puts it down, straightens it, lets go."""

_SAID = frozenset({"overload", "underload", "negative"})


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


class Unrest:
    """Tells what keeps a scale from giving a weight: too much on it, too little, or a plate that never rests."""

    def __init__(self, clock: Callable[[], float], patience_s: float = PATIENCE_S) -> None:
        """Is content.

        Args:
            clock: Seconds that only grow.
            patience_s: How long a plate may move with something on it before that is said.
        """
        self._clock, self._patience_s = clock, patience_s
        self._since: float | None = None

    def heard(self, steadiness: str, grams: int | None) -> str:
        """Takes a reading; gives ``overload``, ``underload``, ``negative``, ``unsteady`` or nothing."""
        moves = steadiness == "unstable" and (grams is None or grams > EMPTY_G)
        if not moves:
            self._since = None
            return steadiness if steadiness in _SAID else ""
        now = self._clock()
        self._since = now if self._since is None else self._since
        return "unsteady" if now - self._since >= self._patience_s else ""
