r"""What stands between ``^FD`` and ``^FS``: texts that become no command, barcodes with code sets written out.

In a Code 128 field ``>`` announces a code: ``>:`` and ``>;`` start in set B (letters) and C (pairs of digits),
``>6`` changes from C to B, ``>8`` is FNC1 and ``>0`` the character ``>`` itself (ZPL II Programming Guide, ``^BC``).
Set C is left once and never entered again: some firmware reads the change back as something else.
"""

from dataclasses import dataclass

from app.labels.codes import require_printable, require_sscc
from app.labels.drawing.layout import Symbology
from app.labels.drawing.modules import gs1_128
from app.labels.gs1 import SEPARATOR, SSCC_IDENTIFIER

_START_B, _START_C, _TO_B, _FNC1, _GREATER = ">:", ">;", ">6", ">8", ">0"
_SYMBOL, _STOP = 11, 13


@dataclass(frozen=True, slots=True)
class Field:
    """A barcode's field data, and how many modules the printer makes of it."""

    data: str
    modules: int


def escaped(text: str) -> str:
    r"""Writes a text as field data under ``^FH\``: anything but letters, digits and spaces as hex bytes."""
    return "".join(char if char == " " or (char.isascii() and char.isalnum()) else _hex(char) for char in text)


def field_of(symbology: Symbology, payload: str) -> Field:
    """Writes the payload of a Code 128, GS1-128 or SSCC as field data.

    Raises:
        LabelError: Such a barcode cannot say this.
    """
    match symbology:
        case Symbology.SSCC:
            return _gs1(SSCC_IDENTIFIER + require_sscc(payload))
        case Symbology.GS1_128:
            gs1_128(payload)  # refuses what such a barcode cannot say
            return _gs1(payload)
        case _:
            return _code128(require_printable(payload))


def _code128(payload: str) -> Field:
    if payload.isdigit() and len(payload) % 2 == 0:
        return Field(_START_C + payload, _modules(len(payload) // 2))
    return Field(_START_B + _in_set_b(payload), _modules(len(payload)))


def _gs1(elements: str) -> Field:
    """Writes digits as pairs as far as they go, all after them as letters."""
    data, symbols, rest = _START_C + _FNC1, 1, elements
    while (rest[:2].isdigit() and len(rest) > 1) or rest.startswith(SEPARATOR):
        step = 1 if rest.startswith(SEPARATOR) else 2
        data += _FNC1 if step == 1 else rest[:step]
        rest, symbols = rest[step:], symbols + 1
    if rest:
        data, symbols = data + _TO_B + _in_set_b(rest), symbols + 1 + len(rest)
    return Field(data, _modules(symbols))


def _in_set_b(text: str) -> str:
    return "".join({SEPARATOR: _FNC1, ">": _GREATER}.get(char) or escaped(char) for char in text)


def _hex(char: str) -> str:
    return "".join(f"\\{byte:02X}" for byte in char.encode())


def _modules(symbols: int) -> int:
    return _SYMBOL * (symbols + 2) + _STOP
