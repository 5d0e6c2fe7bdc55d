"""A label in TSPL, the language of TSC label printers and many cheap ones: one picture, printed once.

TSPL/TSPL2 Programming Manual. In ``BITMAP`` a bit of 1 is white and 0 is black, the other way round than elsewhere.
"""

from PIL import Image, ImageChops

_GAP_MM = 3
"""Between two labels of common stock: an eighth of an inch."""


def to_tspl(picture: Image.Image, width: float, height: float) -> bytes:
    """Writes a picture as one label.

    Args:
        picture: Mode ``"1"``, 1 is black, a whole number of bytes a row.
        width: The label's width in mm.
        height: The label's height in mm.
    """
    wide = picture.width // 8
    head = (
        f"SIZE {width:g} mm,{height:g} mm\r\nGAP {_GAP_MM} mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n"
        f"BITMAP 0,0,{wide},{picture.height},0,"
    )
    return head.encode("ascii") + ImageChops.invert(picture).tobytes() + b"\r\nPRINT 1,1\r\n"
