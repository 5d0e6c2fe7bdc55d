"""Reads what a scale answers in MT-SICS, the language of Mettler Toledo scales and their clones.

``S S     1.234 kg`` is a stable weight, ``S D`` one that still moves, ``S I`` "not now", ``S +`` and
``S -`` too much and too little on the plate; ``ES``, ``EL`` and ``ET`` are refusals of the command
(MT-SICS reference manual, level 0).
"""

import re
from decimal import Decimal

from hardware.scales.weight import Steadiness, Weight, to_grams, told, unreadable

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
        return unreadable()
    exact = to_grams(Decimal(match[2].replace(b" ", b"").decode()), match[3].decode())
    return told(exact, still=match[1] == b"S")
