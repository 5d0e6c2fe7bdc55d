"""Reads what a scale answers in MT-SICS, the language of Mettler Toledo scales and their clones.

``S S     1.234 kg`` is a stable weight, ``S D`` one that still moves, ``S I`` "not now", ``S +`` and
``S -`` too much and too little on the plate; ``ES``, ``EL`` and ``ET`` are refusals of the command
(MT-SICS reference manual, level 0).
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum


class Steadiness(Enum):
    """What a weight is worth."""

    STABLE = "stable"
    """The plate is still; the grams may be used."""
    UNSTABLE = "unstable"
    """The plate moves; grams, where there are any, are for looking at only."""
    OVERLOAD = "overload"
    """More than the scale can weigh."""
    UNDERLOAD = "underload"
    """Less than the scale can weigh: the plate is off."""
    NOT_EXECUTABLE = "not_executable"
    """The scale refused or answered something unreadable; the detail says which."""
    GONE = "gone"
    """The scale is not there or says nothing."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One answer of a scale.

    Attributes:
        steadiness: What the weight is worth.
        grams: Whole grams, rounded half to even; may be negative after a tare. None without a weight.
        detail: Short code for what went wrong, or empty.
    """

    steadiness: Steadiness
    grams: int | None = None
    detail: str = ""


GRAMS = {
    b"mg": Decimal("0.001"),
    b"g": Decimal(1),
    b"kg": Decimal(1000),
    b"lb": Decimal("453.59237"),
    b"oz": Decimal("28.349523125"),
}
"""Grams in one of each unit; the pound and the ounce exactly, by the agreement of 1959."""

_WEIGHT = re.compile(rb"S +([SD]) +([+-]? *[0-9]{1,9}(?:\.[0-9]{1,9})?) *(mg|g|kg|lb|oz)")

_WORDS = {
    b"S I": Weight(Steadiness.NOT_EXECUTABLE, detail="busy"),
    b"S +": Weight(Steadiness.OVERLOAD),
    b"S -": Weight(Steadiness.UNDERLOAD),
    b"ES": Weight(Steadiness.NOT_EXECUTABLE, detail="syntax_error"),
    b"EL": Weight(Steadiness.NOT_EXECUTABLE, detail="logic_error"),
    b"ET": Weight(Steadiness.NOT_EXECUTABLE, detail="transmission_error"),
}


def parse(line: bytes) -> Weight:
    """Reads one line of answer, with or without its line end. Never raises."""
    stripped = line.strip()
    word = _WORDS.get(b" ".join(stripped.split()))
    if word:
        return word
    match = _WEIGHT.fullmatch(stripped)
    if not match:
        return Weight(Steadiness.NOT_EXECUTABLE, detail="unreadable")
    steadiness = Steadiness.STABLE if match[1] == b"S" else Steadiness.UNSTABLE
    return Weight(steadiness, to_grams(Decimal(match[2].replace(b" ", b"").decode()), match[3]))


def to_grams(amount: Decimal, unit: bytes) -> int:
    """Converts an amount to whole grams, half to even.

    Raises:
        KeyError: The unit is none of :data:`GRAMS`.
    """
    return int((amount * GRAMS[unit]).quantize(Decimal(1), ROUND_HALF_EVEN))
