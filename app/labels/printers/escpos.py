"""A label in ESC/POS, the language of receipt printers: one picture, then a cut.

ESC/POS Application Programming Guide: ``ESC @`` forgets what an earlier job set, ``GS v 0`` prints a picture whose
bits of 1 are black, ``GS V 66 0`` feeds the paper to the knife and cuts it.
"""

from PIL import Image

_RESET = b"\x1b@"
_PICTURE = b"\x1dv0\x00"
_CUT = b"\x1dVB\x00"
_STRIP = 256
"""Rows of one picture: printers with little memory take a long label in pieces, which join without a gap."""


def to_escpos(picture: Image.Image) -> bytes:
    """Writes a picture (mode ``"1"``, 1 is black, a whole number of bytes a row) as one label."""
    wide, data = picture.width // 8, picture.tobytes()
    strips = []
    for top in range(0, picture.height, _STRIP):
        high = min(_STRIP, picture.height - top)
        head = _PICTURE + wide.to_bytes(2, "little") + high.to_bytes(2, "little")
        strips.append(head + data[top * wide : (top + high) * wide])
    return _RESET + b"".join(strips) + _CUT
