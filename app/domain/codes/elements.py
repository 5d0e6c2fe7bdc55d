"""Cuts a GS1 text into its element strings: ``01`` and a GTIN, ``17`` and a date, ``10`` and a lot, one after another.

Which fields there are and what they may hold is known to biip, which carries GS1's own list. This room adds what a
warehouse must not overlook: a check digit that is wrong, a field said twice with two values, and a separator that
the scanner lost, so that one field swallows the next.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.codes.marks import GROUP_SEPARATOR
from app.domain.codes.meanings import Why

_DATES = frozenset({"11", "12", "13", "15", "16", "17"})
_INTERNAL = "9"
_SURE_START = re.compile(r"1[1-35-7][0-9]{6}|310[0-5][0-9]{6}|0[0-2][0-9]{14}")
_COUNT = re.compile(r"37[0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Element:
    """One field of a GS1 text.

    Attributes:
        ai: Its application identifier, e.g. ``"17"``.
        value: What it says, e.g. ``"271231"``.
        day: The same as a date where it is one; a day 00 is the month's last.
        amount: The same as a number in the unit of its identifier where it is a measure.
        variable: Whether its length varies, so that a separator must end it.
    """

    ai: str
    value: str
    day: date | None = None
    amount: Decimal | None = None
    variable: bool = False


class Gs1Error(ValueError):
    """A text that breaks the rules of GS1.

    Attributes:
        why: Which rule.
        read: Fields that were right before it.
    """

    def __init__(self, why: Why, read: int) -> None:
        super().__init__(why)
        self.why, self.read = why, read


def elements(text: str) -> dict[str, Element]:
    """Reads a GS1 text whole; gives its fields by application identifier, in their order.

    Args:
        text: The text behind the AIM identifier, with a group separator after fields of variable length.

    Raises:
        Gs1Error: It breaks a rule, or a separator is missing.
    """
    found: dict[str, Element] = {}
    for part in filter(None, text.split(GROUP_SEPARATOR)):
        _read_part(part, found, separated=GROUP_SEPARATOR in text)
    if GROUP_SEPARATOR not in text and _swallowed(found):
        raise Gs1Error(Why.SEPARATOR, len(found))
    return found


def _read_part(part: str, found: dict[str, Element], *, separated: bool) -> None:
    """Reads the fields between two separators; one of variable length can only be the last."""
    rest = part
    while rest:
        element = _first(rest, len(found))
        if found.setdefault(element.ai, element) != element:
            raise Gs1Error(Why.TWICE, len(found))
        rest = rest[len(element.ai) + len(element.value) :]
        if rest and element.variable:
            raise Gs1Error(Why.VALUE if separated else Why.SEPARATOR, len(found))


def _first(rest: str, read: int) -> Element:
    from biip import ParseError  # noqa: PLC0415 - GS1's lists take 130 ms to load; a station loads them once it is shown
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier  # noqa: PLC0415 - the same
    from biip.gs1_element_strings import GS1ElementString  # noqa: PLC0415 - the same

    if not rest.isascii():
        raise Gs1Error(Why.VALUE, read)
    try:
        kind = GS1ApplicationIdentifier.extract(rest)
    except ParseError as error:
        raise Gs1Error(Why.UNKNOWN_AI, read) from error
    try:
        element = GS1ElementString.extract(rest)
    except ParseError as error:
        raise Gs1Error(Why.DATE if kind.ai in _DATES else Why.VALUE, read) from error
    if not element.value:  # biip lets a count have no digits
        raise Gs1Error(Why.VALUE, read)
    if element.gtin_error or element.sscc_error:
        raise Gs1Error(Why.CHECK_DIGIT, read)
    return Element(kind.ai, element.value, element.date, element.decimal, kind.separator_required)


def _swallowed(found: dict[str, Element]) -> bool:
    """Tells whether the last field, such as a lot or a serial number, ends with what is a message of its own.

    Only what hardly stands there by chance counts: a date, a weight or a number with a right check digit, said with
    its identifier and for the first time; and behind ``02`` the count that always belongs to it. The fields 90 to 99
    are a company's own and may hold anything.
    """
    last = next(reversed(found.values()), None)
    if last is None or not last.variable or last.ai.startswith(_INTERNAL):
        return False
    tails = (last.value[at:] for at in range(1, len(last.value)))
    return any(_is_message(tail, found) for tail in tails)


def _is_message(tail: str, found: dict[str, Element]) -> bool:
    if _COUNT.match(tail):
        return "02" in found and "37" not in found
    if not _SURE_START.match(tail):
        return False
    try:
        return found.keys().isdisjoint(_alone(tail))
    except Gs1Error:
        return False


def _alone(text: str) -> dict[str, Element]:
    inside: dict[str, Element] = {}
    _read_part(text, inside, separated=False)
    return inside
