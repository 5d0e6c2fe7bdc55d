"""Barcodes as rows of modules: a text of ``1`` (bar) and ``0`` (space), each one module wide.

python-barcode does the encoding. Its Code 128 drops a leading ``99``, so those payloads go through
reportlab's encoder; its EAN-13 repairs wrong check digits, so those are refused before.
"""

from typing import Any

from app.labels.codes import LabelError, require_ean13, require_printable, require_sscc
from app.labels.drawing.layout import Symbology
from app.labels.gs1 import LONGEST_GS1_128, SEPARATOR, SSCC_IDENTIFIER

QUIET_MODULES = {Symbology.CODE128: 10, Symbology.EAN13: 11, Symbology.GS1_128: 10, Symbology.SSCC: 10}
"""Empty modules a reader needs on either side of the bars (ISO/IEC 15417 and 15420)."""

FIXED_MODULES = {Symbology.EAN13: 95, Symbology.SSCC: 156}
"""Modules of the symbols that are always equally wide."""

_FNC1 = "\xf1"
"""What python-barcode takes for the FNC1 that ends a value."""


def modules_of(symbology: Symbology, payload: str) -> str:
    """Encodes a payload.

    Raises:
        LabelError: Such a barcode cannot say this.
    """
    match symbology:
        case Symbology.CODE128:
            return code128(payload)
        case Symbology.EAN13:
            return ean13(payload)
        case Symbology.GS1_128:
            return gs1_128(payload)
        case Symbology.SSCC:
            return gs1_sscc(payload)


def code128(payload: str) -> str:
    """Encodes printable ASCII as Code 128.

    Raises:
        LabelError: Empty, or not printable ASCII.
    """
    from barcode import codex  # noqa: PLC0415 - takes 30 ms, and no scan needs it

    require_printable(payload)
    if payload.startswith("99"):
        return _second_encoder(payload)
    return _only(codex.Code128(payload).build())


def gs1_sscc(sscc: str) -> str:
    """Encodes a parcel number as GS1-128 with the application identifier 00; 156 modules.

    Raises:
        LabelError: Not an SSCC.
    """
    from barcode import codex  # noqa: PLC0415 - see `code128`

    return _only(codex.Gs1_128(SSCC_IDENTIFIER + require_sscc(sscc)).build())


def gs1_128(elements: str) -> str:
    """Encodes element strings, as ``app.labels.gs1`` joins them, as GS1-128.

    Raises:
        LabelError: Nothing to say, or more than the 48 characters such a barcode may hold.
    """
    from barcode import codex  # noqa: PLC0415 - see `code128`

    if not elements:
        raise LabelError("labels.error.code_empty")
    if len(elements) > LONGEST_GS1_128:
        raise LabelError("labels.error.code_wide", code=elements.replace(SEPARATOR, " "))
    return _only(codex.Gs1_128(elements.replace(SEPARATOR, _FNC1)).build())


def ean13(code: str) -> str:
    """Encodes a trade item number as EAN-13; 95 modules.

    Raises:
        LabelError: Not an EAN-13.
    """
    from barcode import ean  # noqa: PLC0415 - see `code128`

    return _only(ean.EuropeanArticleNumber13(require_ean13(code)).build())


def bars(modules: str) -> list[tuple[int, int]]:
    """Merges neighbouring bar modules: (first module, modules wide) of every bar, left to right."""
    found: list[tuple[int, int]] = []
    for place, module in enumerate(modules):
        if module != "1":
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _only(rows: list[str]) -> str:
    (row,) = rows
    return row


def _second_encoder(payload: str) -> str:
    from reportlab.graphics.barcode.code128 import Code128  # noqa: PLC0415 - takes 150 ms, and few codes need it

    symbol: Any = Code128(payload, quiet=0)  # its methods carry no types
    symbol.validate()
    symbol.encode()
    # A bar of one to four modules is written as A to D, a space as a to d.
    widths = ((mark.isupper(), ord(mark.lower()) - ord("a") + 1) for mark in symbol.decompose())
    return "".join(("1" if bar else "0") * wide for bar, wide in widths)
