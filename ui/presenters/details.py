"""What a code says of the goods besides which item they are, in words: lot, last day, serial number, weight."""

from collections.abc import Iterator
from functools import reduce

from app.domain.codes import ItemCode, ItemDetails
from ui.presenters.frame import Line, Text, line


def details_in_words(said: ItemCode | ItemDetails) -> Text:
    """Gives what a code says besides the item, one thing after the other; empty when it says nothing more."""
    parts = list(_parts(said))
    return reduce(lambda first, rest: line("codes.and", first=first, rest=rest), parts) if parts else ""


def _parts(said: ItemCode | ItemDetails) -> Iterator[Line]:
    if isinstance(said, ItemCode) and said.gtin:
        yield line("codes.gtin", gtin=said.gtin)
    if said.lot:
        yield line("codes.lot", lot=said.lot)
    if said.expires:
        yield line("codes.expires", day=said.expires)
    if said.serial:
        yield line("codes.serial", serial=said.serial)
    if said.grams:
        yield line("codes.grams", grams=said.grams)
    if isinstance(said, ItemDetails) and said.count:
        yield line("codes.pieces", pieces=said.count)
