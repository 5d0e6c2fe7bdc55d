"""Sets text into a box: wraps at spaces, breaks only words wider than the box, shrinks, never cuts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from app.labels.codes import LabelError
from app.labels.drawing.layout import LEADING, Align, Paragraph, TextBox

Measure = Callable[[str, bool, float], float]
"""(text, bold, type size in mm) to its width in mm; letters add up, there is no kerning."""

LONGEST_TEXT = 2000
"""Characters of one paragraph beyond which no label could show it; refused without trying."""

_STEP = 0.93
_SPACE = " "
_ROUNDING = 1e-6

Shown = list[tuple[Paragraph, str]]
"""Paragraphs with the text that can really be drawn."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line as it will be printed.

    Attributes:
        text: The line.
        bold: Drawn heavier.
        size: Type size in mm.
        x: Left end in mm, as the box counts.
        y: Top in mm, as the box counts.
        width: Width in mm.
    """

    text: str
    bold: bool
    size: float
    x: float
    y: float
    width: float


def fit(box: TextBox, measure: Measure, show: Callable[[str], str]) -> tuple[SetLine, ...]:
    """Sets a box's paragraphs at the largest size that shows them whole.

    Args:
        box: Where and how large.
        measure: Widths of the printing typeface.
        show: Makes a person's text drawable: one line, known characters only.

    Raises:
        LabelError: Even the smallest size is too large; with the box's own sentence.
    """
    if any(len(paragraph.text) > LONGEST_TEXT for paragraph in box.paragraphs):
        raise _too_long(box)
    texts = [(paragraph, show(paragraph.text)) for paragraph in box.paragraphs]
    shown = [(paragraph, text) for paragraph, text in texts if text]
    # A smaller whole word reads better than a larger broken one.
    for breaking in (False, True):
        for size in _sizes(box):
            lines = _set(box, shown, size, measure, breaking=breaking)
            if lines is not None:
                return _placed(box, lines)
    raise _too_long(box)


def wrap(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Breaks a text into lines no wider than ``room``, at spaces where it can.

    ``room`` is never narrower than one character of the text: such a character stands alone.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(_SPACE):
        pieces = _pieces(word, room, width)
        gap = width(_SPACE) if line else 0.0
        if line and used + gap + width(pieces[0]) > room:
            lines.append(line)
            line, used, gap = "", 0.0, 0.0
        line, used = (f"{line} " if line else "") + pieces[0], used + gap + width(pieces[0])
        for piece in pieces[1:]:
            lines.append(line)
            line, used = piece, width(piece)
    return [*lines, line]


def _pieces(word: str, room: float, width: Callable[[str], float]) -> list[str]:
    if width(word) <= room:
        return [word]
    pieces, piece, used = [], "", 0.0
    for char in word:
        wide = width(char)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + char, used + wide
    return [*pieces, piece]


def _sizes(box: TextBox) -> Iterator[float]:
    size = box.size
    while size > box.least:
        yield size
        size *= _STEP
    yield box.least


@dataclass(frozen=True, slots=True)
class _Pen:
    """A type size and weight, as a measure of parts of one paragraph in mm."""

    measure: Measure
    bold: bool
    size: float

    def __call__(self, part: str) -> float:
        return self.measure(part, self.bold, self.size)


def _set(box: TextBox, shown: Shown, size: float, measure: Measure, *, breaking: bool) -> list[SetLine] | None:
    lines: list[SetLine] = []
    y = box.y
    for paragraph, text in shown:
        pen = _Pen(measure, paragraph.bold, size * paragraph.scale)
        if not breaking and any(pen(word) > box.width for word in text.split(_SPACE)):
            return None
        for line in wrap(text, box.width, pen):
            width, deep = pen(line), pen.size * LEADING
            if width > box.width + _ROUNDING or y + deep > box.y + box.height + _ROUNDING:
                return None
            lines.append(SetLine(line, pen.bold, pen.size, _start(box, width), y, width))
            y += deep
    return lines


def _placed(box: TextBox, lines: list[SetLine]) -> tuple[SetLine, ...]:
    if not box.middle or not lines:
        return tuple(lines)
    used = sum(line.size for line in lines) * LEADING
    down = (box.height - used) / 2
    return tuple(replace(line, y=line.y + down) for line in lines)


def _start(box: TextBox, width: float) -> float:
    match box.align:
        case Align.LEFT:
            return box.x
        case Align.CENTER:
            return box.x + (box.width - width) / 2
        case Align.RIGHT:
            return box.x + box.width - width


def _too_long(box: TextBox) -> LabelError:
    text = " / ".join(paragraph.text for paragraph in box.paragraphs if paragraph.text)
    return LabelError(box.too_long, text=text, count=len(text))
