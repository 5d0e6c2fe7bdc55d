"""GS1 element strings: what a barcode says about goods, as pairs of an application identifier and a value.

An identifier is two to four digits that say what follows ("10" a lot, "17" an expiry date). In the barcode
the pairs stand one behind the other; a value of no fixed length is ended by a separator unless it is
the last. Which identifier takes what, and which needs a separator, biip knows (GS1 General
Specifications, section 3.2).
"""

from collections.abc import Iterable

from biip import BiipException
from biip.gs1_application_identifiers import GS1ApplicationIdentifier
from biip.gs1_element_strings import GS1ElementString

from app.labels.codes import LabelError

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
    try:
        return GS1ApplicationIdentifier.extract(identifier).ai == identifier
    except BiipException:
        return False


def _full(identifier: str, value: str) -> str:
    return value.zfill(_GTIN_DIGITS) if identifier in _GTIN_IDENTIFIERS else value


def _said(identifier: str, value: str) -> GS1ElementString:
    refusal = LabelError("labels.error.gs1", identifier=identifier, value=value)
    try:
        found = GS1ElementString.extract(identifier + value)
    except BiipException as error:
        raise refusal from error
    if (found.ai.ai, found.value) != (identifier, value) or found.gtin_error or found.sscc_error:
        raise refusal
    return found


def _split(elements: str) -> Iterable[GS1ElementString]:
    rest = elements
    while rest:
        try:
            found = GS1ElementString.extract(rest)
        except BiipException as error:
            raise LabelError("labels.error.gs1", identifier=rest[:2], value=rest[2:]) from error
        yield found
        rest = rest[len(found.ai.ai) + len(found.value) :].removeprefix(SEPARATOR)
