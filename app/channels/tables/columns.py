"""Finding the columns of a table by their headings, never by position.

Exports drift: capitals, hyphens, accents, a new column in the middle. A heading is compared after capitals,
accents and punctuation are taken away, and a column may answer to several headings.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.intake import Rejected

SHOWN = 60
"""Characters of a file's own text that a sentence repeats at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column a channel reads.

    Attributes:
        key: Our word for it; also accepted as a heading.
        names: Further headings accepted, in any capitals, with or without accents.
        required: True when the table makes no sense without it.
    """

    key: str
    names: tuple[str, ...] = ()
    required: bool = False

    def answers_to(self) -> frozenset[str]:
        """Gives the plain forms of every heading that means this column."""
        return frozenset(plain(name) for name in (self.key, *self.names))


Layout = tuple[Column, ...]
"""The columns of one kind of table."""


def plain(heading: str) -> str:
    """Takes capitals, accents and punctuation away: ``"Código artículo"`` becomes ``"codigo_articulo"``."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def known_headings(layout: Layout) -> frozenset[str]:
    """Gives every plain heading a layout knows; used to guess the delimiter."""
    return frozenset().union(*(column.answers_to() for column in layout))


def locate(file: str, header: Sequence[str], layout: Layout) -> dict[str, int] | Rejected:
    """Says at which position each column of the layout stands.

    Returns:
        Key to position for the columns found, or why the header will not do.
    """
    forms = [plain(heading) for heading in header]
    found: dict[str, int] = {}
    for column in layout:
        places = [at for at, form in enumerate(forms) if form and form in column.answers_to()]
        if len(places) > 1:
            same = " = ".join(header[at].strip() for at in places)
            return Rejected(file, 0, header[places[1]].strip(), same[:SHOWN], "channels.column_twice")
        if places:
            found[column.key] = places[0]
    missing = [column.key for column in layout if column.required and column.key not in found]
    if missing:
        return _wrong_header(file, header, layout, missing)
    return found


def _wrong_header(file: str, header: Sequence[str], layout: Layout, missing: Sequence[str]) -> Rejected:
    needed = ", ".join(column.key for column in layout if column.required)
    seen = ", ".join(heading.strip() for heading in header)[:SHOWN]
    names = {"expected": needed, "missing": ", ".join(missing)}
    return Rejected(file, 0, "", seen, "channels.wrong_header", names)
