"""Reads the pictures back out of the printer languages that carry nothing else; any other command is an error.

TSPL/TSPL2 Programming Manual (``SIZE``, ``BITMAP``, ``PRINT``); ESC/POS Application Programming Guide (``ESC @``,
``GS v 0``, ``GS V``). A picture wider than the label must be white there: a printer has no dots beyond its head.
"""

import re

from PIL import Image

from tests.labels_verify.printing.presses import BeyondTheLabelError, Head, Picture

_TSPL = re.compile(
    rb"SIZE (?P<width>[0-9.]+) mm,(?P<height>[0-9.]+) mm\r\n(?:(?:GAP|DIRECTION|REFERENCE|SPEED|DENSITY)[ 0-9,m]+\r\n)*"
    rb"CLS\r\nBITMAP 0,0,(?P<bytes>\d+),(?P<rows>\d+),0,"
)
_END = b"\r\nPRINT 1,1\r\n"
_RESET, _PICTURE, _CUTS = b"\x1b@", b"\x1dv0\x00", (b"\x1dVB\x00", b"\x1dV\x00")


def tspl_press(data: bytes, head: Head) -> list[Picture]:
    """Prints TSPL, where a bit of 0 is black."""
    found = _TSPL.match(data)
    if not found:
        raise ValueError("not SIZE, CLS and BITMAP")
    if (float(found["width"]), float(found["height"])) != (head.width, head.height):
        raise ValueError(f"SIZE {found['width']!r} by {found['height']!r}")
    wide, high = int(found["bytes"]), int(found["rows"])
    dots, rest = data[found.end() : found.end() + wide * high], data[found.end() + wide * high :]
    if rest != _END:
        raise ValueError(f"{rest[:40]!r} after the picture")
    return [_on_the_label(Image.frombytes("1", (wide * 8, high), dots).convert("L"), head)]


def escpos_press(data: bytes, head: Head) -> list[Picture]:
    """Prints ESC/POS, where a bit of 1 is black; strips of a picture follow each other without a gap."""
    if not data.startswith(_RESET):
        raise ValueError("the printer is not reset")
    rest, strips = data.removeprefix(_RESET), []
    while rest.startswith(_PICTURE):
        wide, high = int.from_bytes(rest[4:6], "little"), int.from_bytes(rest[6:8], "little")
        dots, rest = rest[8 : 8 + wide * high], rest[8 + wide * high :]
        inverted = bytes(255 - byte for byte in dots)
        strips.append(Image.frombytes("1", (wide * 8, high), inverted).convert("L"))
    if rest not in _CUTS:
        raise ValueError(f"{rest[:40]!r} instead of one cut")
    whole = Image.new("L", (max(strip.width for strip in strips), sum(strip.height for strip in strips)), 255)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return [_on_the_label(whole, head)]


def _on_the_label(picture: Picture, head: Head) -> Picture:
    width, height = int(head.width * head.dots), int(head.height * head.dots)
    if (-(-width // 8) * 8, height) != picture.size:
        raise ValueError(f"a picture of {picture.size} on a label of {width} by {height} dots")
    if picture.width > width and picture.crop((width, 0, picture.width, height)).getextrema() != (255, 255):
        raise BeyondTheLabelError("ink in the dots that fill the last byte up")
    return picture.crop((0, 0, width, height))
