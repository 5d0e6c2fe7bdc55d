"""GS1 element strings: what a barcode says about goods, as pairs of an application identifier and a value.

An identifier is two to four digits that say what follows ("10" a lot, "17" an expiry date). In the barcode
the pairs stand one behind the other; a value of no fixed length is ended by a separator unless it is
the last. Which identifier takes what, and which needs a separator, biip knows (GS1 General
Specifications, section 3.2).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.labels.codes import LabelError

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

SEPARATOR = "\x1d"
"""Ends a value of no fixed length; the encoders turn it into the function character FNC1."""

SSCC_IDENTIFIER = "00"
"""The application identifier that says: a parcel's number (SSCC) follows."""

LONGEST_GS1_128 = 48
"""Characters of one GS1-128 barcode, identifiers and separators included, the leading FNC1 not."""

_GTIN_IDENTIFIERS = ("01", "02")
_GTIN_DIGITS = 14

Pairs = Iterable[tuple[str, str]]
"""Application identifiers and values; a value may be empty and is then not said."""


def element_strings(pairs: Pairs) -> str:
    """Joins pairs as a barcode says them; values of fixed length come first, so that it gets short.

    A trade item number of fewer than 14 digits gets zeros in front, as identifiers 01 and 02 ask.

    Raises:
        LabelError: An identifier GS1 does not know, or a value it does not take.
    """
    said = [_said(identifier, _full(identifier, value)) for identifier, value in pairs if value]
    said.sort(key=lambda each: each.ai.separator_required)
    ends = [SEPARATOR if each.ai.separator_required else "" for each in said[:-1]]
    texts = [f"{each.ai.ai}{each.value}" for each in said]
    return "".join(text + end for text, end in zip(texts, [*ends, ""], strict=False))


def bracketed(elements: str, marks: tuple[str, str] = ("(", ")"), between: str = "") -> str:
    """Writes element strings with their identifiers between marks: ``(02)08412345678905(37)12``.

    Raises:
        LabelError: They are no element strings.
    """
    return between.join(f"{marks[0]}{each.ai.ai}{marks[1]}{each.value}" for each in _split(elements))


def knows(identifier: str) -> bool:
    """Tells whether GS1 has such an application identifier."""
    from biip import BiipException  # noqa: PLC0415 - GS1's lists take 130 ms to load, and few labels need them
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier  # noqa: PLC0415 - the same

    try:
        return GS1ApplicationIdentifier.extract(identifier).ai == identifier
    except BiipException:
        return False


def _full(identifier: str, value: str) -> str:
    return value.zfill(_GTIN_DIGITS) if identifier in _GTIN_IDENTIFIERS else value


def _said(identifier: str, value: str) -> "GS1ElementString":
    refusal = LabelError("labels.error.gs1", identifier=identifier, value=value)
    found = _first(identifier + value)
    if found is None:
        raise refusal
    if (found.ai.ai, found.value) != (identifier, value) or found.gtin_error or found.sscc_error:
        raise refusal
    return found


def _split(elements: str) -> Iterable["GS1ElementString"]:
    rest = elements
    while rest:
        found = _first(rest)
        if found is None:
            raise LabelError("labels.error.gs1", identifier=rest[:2], value=rest[2:])
        yield found
        rest = rest[len(found.ai.ai) + len(found.value) :].removeprefix(SEPARATOR)


def _first(elements: str) -> "GS1ElementString | None":
    """Reads the first element string; None where there is none that GS1 knows."""
    from biip import BiipException  # noqa: PLC0415 - see `knows`
    from biip.gs1_element_strings import GS1ElementString  # noqa: PLC0415 - the same

    try:
        return GS1ElementString.extract(elements)
    except BiipException:
        return None
