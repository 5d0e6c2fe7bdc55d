"""What a scanner puts in front of a code to say which kind of barcode it was: the AIM identifier.

An AIM identifier is ``]``, a letter and one more sign (ISO/IEC 15424). Most of them say nothing that a meaning
depends on: ``]C0`` is Code 128, ``]E0`` an EAN-13. A few say that the text follows the rules of GS1, and without them
an element string looks like any other digits; those stay in front of the text and are part of it.
"""

import re

GROUP_SEPARATOR = "\x1d"
"""Ends a GS1 field of variable length; the scanner's stand-in for the symbol's FNC1."""

GS1_MARKS = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1"})
"""GS1-128, GS1 DataBar and its composites, GS1 DataMatrix, GS1 QR and GS1 DotCode (GS1 General Specifications,
figure 5.1.2-2)."""

MARK_LENGTH = 3

_GENERIC = "]C1"
_MARK = re.compile(r"\][A-Za-z][0-9A-Za-z](?=.)", re.DOTALL)


def without_mark(text: str) -> str:
    """Takes off an AIM identifier that adds nothing: ``"]C0#HOME"`` becomes ``"#HOME"``.

    One that says GS1 stays. Some scanners send the FNC1 in front as a group separator instead; that says GS1, too,
    and is written as ``]C1``, which no trimming of white space can lose.
    """
    if not text.startswith(("]", GROUP_SEPARATOR)):  # most scanners send neither; this is on the way of every scan
        return text
    if text.startswith(GROUP_SEPARATOR):
        rest = text.lstrip(GROUP_SEPARATOR)
        return _GENERIC + rest if rest else text
    mark = _MARK.match(text)
    return text if mark is None or mark[0] in GS1_MARKS else text[MARK_LENGTH:]


def says_gs1(text: str) -> bool:
    """Tells whether a text begins with an identifier that says GS1, and something follows."""
    return len(text) > MARK_LENGTH and text[:MARK_LENGTH] in GS1_MARKS


def readable(text: str) -> str:
    """Gives a text for people: the separator, which no font draws, as ``<GS>``."""
    return text.replace(GROUP_SEPARATOR, "<GS>")
