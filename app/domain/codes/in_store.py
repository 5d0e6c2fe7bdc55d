"""In-store codes: what a shop's own scale prints, an EAN-13 that holds an item's number and a weight or a price.

GS1 keeps the numbers that begin with 2 for each country, each shop and each scale to lay out by itself, so a site
says its own layout as a *template* of thirteen signs, e.g. ``2IIIIIIWWWWWC`` (GS1 General Specifications, 2.1.12):

- a digit stands in the code as it is;
- ``I``: the item's number; ``W``: weight in grams; ``P``: price in cents, passed over; ``Q``: pieces;
- ``V``: check digit of the weight or price, passed over, for the code's own guards it;
- ``C``: the check digit of every EAN-13.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.codes.gtin import check_digit

LENGTH = 13

_FORM = re.compile(r"2[0-9IWPQV]{11}C")
_VALUES = "WPQV"


@dataclass(frozen=True, slots=True)
class InStore:
    """What one in-store code says.

    Attributes:
        candidates: Barcodes the item may be registered with: the code with a value of zero, and the digits up to the
            item's number.
        grams: Weight, 0 when the template has none.
        pieces: Pieces, 1 when the template has none.
    """

    candidates: tuple[str, str]
    grams: int = 0
    pieces: int = 1


@dataclass(frozen=True)
class Template:
    """The layout of a site's in-store codes.

    Attributes:
        form: Thirteen signs, as in this module's description.

    Raises:
        ValueError: It is no such form.
    """

    form: str

    def __post_init__(self) -> None:
        wrong = _mistake(self.form)
        if wrong:
            raise ValueError(f"in-store code {self.form!r}: {wrong}")

    def read(self, code: str) -> InStore | None:
        """Reads a code of this layout; None when it is another one, or its check digit is wrong."""
        if self._pattern.fullmatch(code) is None or check_digit(code[:-1]) != code[-1]:
            return None
        grams, pieces = self._number(code, "W"), self._number(code, "Q")
        return InStore((self._empty(code), self._bare(code)), grams, pieces or 1)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub("[A-Z]", "[0-9]", self.form))

    def _number(self, code: str, sign: str) -> int:
        digits = "".join(digit for digit, kind in zip(code, self.form, strict=True) if kind == sign)
        return int(digits or "0")

    def _empty(self, code: str) -> str:
        pairs = zip(code[:-1], self.form[:-1], strict=True)
        payload = "".join("0" if kind in _VALUES else digit for digit, kind in pairs)
        return payload + check_digit(payload)

    def _bare(self, code: str) -> str:
        return code[: self.form.rindex("I") + 1]


def templates(forms: Iterable[str]) -> Sequence[Template]:
    """Gives the templates of their forms.

    Raises:
        ValueError: One is no such form.
    """
    return tuple(map(Template, forms))


def _mistake(form: str) -> str:
    """Says what is wrong with a form, or nothing."""
    if not _FORM.fullmatch(form):
        return f"{LENGTH} signs expected: a 2 first, then digits, I, W, P, Q or V, a C last"
    if len(re.findall("I+", form)) != 1:
        return "exactly one run of I expected, the digits of the item's number"
    if len(re.findall("W+|P+|Q+", form)) > 1:
        return "at most one run of W, P or Q expected, the digits of the value"
    if form.count("V") > 1:
        return "at most one V expected"
    return ""
