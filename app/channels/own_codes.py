"""Codes an item must not have, because a scan of them already means something else here."""

import re

from app.domain.codes import COMMAND_PREFIX, ItemDetails, MalformedGs1, PlaceCode, Template, Unknown, read_code

OWN_CODES = (
    re.compile(r"PL[A-Z0-9]+\Z"),  # a place's label: PL and the place's code without hyphens
    re.compile(r"[0-9]{2,3}\Z"),  # check digits, typed
)
"""What ``read_code`` knows only together with the books: shapes a barcode of an item must not have."""


class _NoCatalogue:
    """A directory that knows nothing, so that only Pasillo's own codes mean something."""

    templates: tuple[Template, ...] = ()

    def item_of(self, code: str) -> None:
        """Knows no item."""

    def place_of(self, barcode: str) -> None:
        """Knows no place."""


def is_command(code: str) -> bool:
    """Tells whether a code starts like a command to the screen, e.g. ``#UNDO``."""
    return code.startswith(COMMAND_PREFIX)


def is_ours(code: str) -> bool:
    """Tells whether a scan of this code would be read as a tote, badge, zone, station, printer, order or parcel."""
    return not isinstance(read_code(code, _NoCatalogue()), Unknown | PlaceCode | ItemDetails | MalformedGs1)


def could_be_ours(code: str) -> bool:
    """Tells whether a barcode is one of ours or has the shape of a place's label or of check digits."""
    return is_ours(code) or any(shape.match(code.upper()) for shape in OWN_CODES)
