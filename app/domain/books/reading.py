"""Reads the deed out of a fact, or says why it can never be booked.

Facts are never refused, but one that makes no sense at all (no such deed, a number where a code belongs, units
moved from a place into itself) is parked so that the queue behind it goes on.
"""

from dataclasses import fields
from enum import StrEnum
from typing import get_args

from app.domain.deeds import Counted, Deed
from app.domain.facts import Fact
from app.domain.master.places import VIRTUAL

MOST_UNITS = 1_000_000
"""More units than this in one deed are a mistake of a device, not work."""

_CODES = frozenset({"sku", "place", "tote", "parcel"})
_KEYS = frozenset({"walk", "put", "order", "line", "manifest"})
_LONGEST_CODE = 200
_LARGEST_KEY = 2**63 - 1
_LARGEST_NUMBER = 2**31 - 1
_SHAPES = {kind.__name__: tuple((field.name, field.type) for field in fields(kind)) for kind in get_args(Deed)}


class Unreadable(StrEnum):
    """Why a fact can never be booked."""

    KIND = "unknown_kind"
    FIELD = "wrong_field"
    QUANTITY = "impossible_quantity"
    CODE = "impossible_code"
    ENDS = "same_place"
    FAILED = "failed"


def read(fact: Fact) -> Deed | Unreadable:
    """Gives the deed inside a fact, checked so that the rules can rely on it."""
    try:
        deed = fact.deed
    except KeyError:
        return Unreadable.KIND
    except (TypeError, AttributeError):
        return Unreadable.FIELD
    for name, kind in _SHAPES[fact.kind]:
        trouble = _trouble(deed, name, getattr(deed, name), kind)
        if trouble is not None:
            return trouble
    return Unreadable.ENDS if _goes_nowhere(deed) else deed


def _trouble(deed: Deed, name: str, value: object, kind: object) -> Unreadable | None:
    if type(value) is not kind:
        return Unreadable.FIELD
    if isinstance(value, str):
        return _code_trouble(value) if name in _CODES else None
    if name == "qty":
        least = 0 if isinstance(deed, Counted) else 1
        return None if least <= int(getattr(deed, name)) <= MOST_UNITS else Unreadable.QUANTITY
    most = _LARGEST_KEY if name in _KEYS else _LARGEST_NUMBER
    return None if 0 <= int(getattr(deed, name)) <= most else Unreadable.FIELD


def _code_trouble(code: str) -> Unreadable | None:
    possible = 0 < len(code) <= _LONGEST_CODE and code.isprintable() and code.strip() == code
    return None if possible and code not in VIRTUAL else Unreadable.CODE


def _goes_nowhere(deed: Deed) -> bool:
    codes = [getattr(deed, name, None) for name in ("place", "tote", "parcel")]
    named = [code for code in codes if code is not None]
    return len(set(named)) < len(named)
