"""What every screen does alike with a scan and with the two ways in which the world says no."""

from app.domain.codes import Meaning, Template, read_code
from app.domain.errors import Conflict, Unavailable
from ui.presenters.frame import Line


class _OwnCodes:
    """A directory with no items and no places: only commands and our own codes mean something."""

    templates: tuple[Template, ...] = ()

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        del code
        return None

    def place_of(self, barcode: str) -> str | None:
        del barcode
        return None


_OWN = _OwnCodes()


def own_meaning(text: str) -> Meaning:
    """Says what a text means where neither items nor places are scanned: commands, badges, zones, parcels, orders."""
    return read_code(text, _OWN)


def conflict_of(error: Exception) -> Line | None:
    """Gives the sentence of a promise somebody else got first, or None when the world is away.

    Raises:
        Exception: The error itself when it is neither; a bug is never swallowed.
    """
    match error:
        case Conflict():
            return Line(error.reason, tuple(error.names.items()))
        case Unavailable():
            return None
        case _:
            raise error
