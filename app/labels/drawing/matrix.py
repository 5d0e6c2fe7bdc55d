"""DataMatrix symbols as rows of modules; zxing-cpp makes them, and the quiet zone is left to whoever draws."""

from typing import Any

import zxingcpp

from app.labels.codes import LabelError, require_printable
from app.labels.gs1 import bracketed

QUIET = 1
"""Empty modules a reader needs on every side (ISO/IEC 16022)."""


def data_matrix(payload: str, *, gs1: bool) -> tuple[str, ...]:
    """Encodes a payload: one text of ``1`` (black) and ``0`` a row, all equally long.

    Args:
        payload: Printable ASCII, or element strings as ``app.labels.gs1`` joins them.
        gs1: They are element strings.

    Raises:
        LabelError: Nothing to say, or such a symbol cannot say it.
    """
    if not payload:
        raise LabelError("labels.error.code_empty")
    # Square brackets mark the identifiers, because a value may hold round ones and never holds these.
    content = bracketed(payload, ("[", "]")) if gs1 else require_printable(payload)
    try:
        # Square, because many readers do not know the long shapes that were added to the standard later.
        symbol = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.DataMatrix, gs1=gs1, force_square=True)
    except ValueError as error:
        raise LabelError("labels.error.code_wide", code=content) from error
    picture: Any = symbol.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its type does not say
    rows: Any = memoryview(picture).tolist()
    return tuple("".join("0" if dot else "1" for dot in row) for row in rows)
