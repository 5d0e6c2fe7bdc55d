"""Turns what a label printer would get into pictures of every label it would give, with programs that are not ours."""

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image
from zplkit import Options, render
from zplkit.rendering import Limits

from app.labels import DOTS_PER_MM

Picture = Image.Image


class Head(NamedTuple):
    """A print head over a label: width and height in mm, nominal dots an inch."""

    width: float
    height: float
    dpi: int

    @property
    def dots(self) -> float:
        """Dots a mm."""
        return DOTS_PER_MM[self.dpi]


Press = Callable[[bytes, Head], Sequence[Picture]]
"""Gives every label that comes out, or raises ``ValueError`` where nothing sensible would."""


class BeyondTheLabelError(ValueError):
    """Something is printed where the label has already ended; a printer would clip it without a word."""


_BEYOND = 200
_SIZE = re.compile(rb"\^PW\d+\^LL\d+")


def zplkit_press(data: bytes, head: Head) -> list[Picture]:
    """Prints with a model of a printer's firmware; strict, and it knows every command here but ``^PQ``.

    It prints on stock larger than the label, so that what hangs over is seen and not clipped.
    """
    width, height = int(head.width * head.dots), int(head.height * head.dots)
    if _SIZE.findall(data) != [b"^PW%d^LL%d" % (width, height)] * data.count(b"^PW"):
        raise ValueError("the label does not say its size")
    larger = b"^PW%d^LL%d" % (width + _BEYOND, height + _BEYOND)
    options = Options(profile="zd621", width=width + _BEYOND, height=height + _BEYOND, dpi=head.dpi)
    printed = render(_SIZE.sub(larger, without_copies(data)), options, limits=Limits(graphic_bytes=8_000_000))
    pictures = [Image.open(io.BytesIO(label.png())).convert("L") for label in printed.labels]
    for picture in pictures:
        rest = picture.copy()
        rest.paste(255, (0, 0, width, height))
        if rest.getextrema() != (255, 255):
            raise BeyondTheLabelError(f"ink beyond {width} by {height} dots")
    return [picture.crop((0, 0, width, height)) for picture in pictures]


def without_copies(data: bytes) -> bytes:
    """Takes the order for one copy away, which neither renderer obeys; an order for more is refused."""
    start, found, rest = data.rpartition(b"^PQ1")
    if not found or rest[:1] not in {b"^", b"\n"} or b"^PQ" in start:
        raise ValueError("the label does not ask for one copy, once")
    return start + rest


def pdfium_press(data: bytes, head: Head) -> list[Picture]:
    """Prints PDF with the engine of Chrome."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=head.dpi / 72, grayscale=True).to_pil().convert("L") for page in document]


def why_no_poppler() -> str:
    """Says why poppler cannot print here; empty where it can."""
    return "" if shutil.which("pdftoppm") else "pdftoppm is not installed, so PDF labels are not printed with poppler"


def poppler_press(data: bytes, head: Head) -> list[Picture]:
    """Prints PDF with the engine of the free desktops."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(head.dpi), "-gray", "-", str(Path(folder) / "page")]
        subprocess.run(command, input=data, check=True, capture_output=True)
        pages = sorted(Path(folder).iterdir(), key=lambda page: int(page.stem.split("-")[-1]))
        return [Image.open(io.BytesIO(page.read_bytes())).convert("L") for page in pages]
