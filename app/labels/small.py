"""The small labels: totes, shelf places, badges and command cards, each in the rectangle it is given."""

from app.labels.codes import LabelError, require_plain, require_printable
from app.labels.data import BadgeLabel, CommandCard, PlaceLabel, ToteLabel
from app.labels.layout import (
    LEADING,
    Align,
    Area,
    Bars,
    Element,
    Layout,
    Paragraph,
    TextBox,
    frame,
    text_box,
)

STICKER = (100.0, 50.0)
"""Width and height in mm of the tote and place labels a label printer prints."""

BADGE = (85.6, 53.98)
"""Width and height in mm of a badge: a credit card (ISO/IEC 7810 ID-1)."""

_MARGIN = 3.0
_WIDEST_DIGIT = 0.7


def tote_layout(label: ToteLabel, width: float, height: float) -> Layout:
    """Lays out a tote's label: tall bars for a scan in passing, the code as large as it fits.

    Raises:
        LabelError: The code is empty or has other characters than capitals, digits and ``#``.
    """
    code = require_plain(label.code)
    inner = width - 2 * _MARGIN
    bars = (height - 2 * _MARGIN) * 0.58
    rest = height - 2 * _MARGIN - bars - 1
    return Layout(
        width=width,
        height=height,
        elements=(
            Bars(x=0, y=_MARGIN, width=width, height=bars, payload=code, widest=0.75),
            _large((_MARGIN, _MARGIN + bars + 1, inner, rest), code, rest),
        ),
    )


def place_layout(label: PlaceLabel, width: float, height: float) -> Layout:
    """Lays out a shelf place's label: name and check digits large, bars under them.

    Raises:
        LabelError: The barcode is empty or has other characters than capitals, digits and ``#``, or
            the place has no name to show.
    """
    if not label.shown.strip():
        raise LabelError("labels.error.place_unnamed", place=label.code)
    code = require_plain(label.barcode)
    top = (height - 2 * _MARGIN) * 0.46
    inner = width - 2 * _MARGIN
    check = inner * 0.28 if label.check_digits.strip() else 0.0
    name = inner - check - (4 if check else 0)
    below = _MARGIN + top + 2
    bars = height - below - _MARGIN - 4.6
    elements: tuple[Element, ...] = (
        _large((_MARGIN, _MARGIN, name, top), label.shown, top),
        *_check_digits(label.check_digits, _MARGIN + inner - check, check, top),
        Bars(x=0, y=below, width=width, height=bars, payload=code, widest=0.75),
        _line(_MARGIN, below + bars + 0.8, inner, 3.2, code),
    )
    return Layout(width=width, height=height, elements=elements)


def badge_layout(badge: BadgeLabel) -> Layout:
    """Lays out a badge: name, role, bars.

    Raises:
        LabelError: The code cannot be a barcode.
    """
    width, height = BADGE
    code = require_printable(badge.code)
    inner = width - 2 * _MARGIN
    elements: tuple[Element, ...] = (
        *frame(0, 0, width, height, line=0.2),
        _large((_MARGIN, 5, inner, 16), badge.name, 8),
        _line(_MARGIN, 21.5, inner, 4, badge.role_text),
        Bars(x=_MARGIN / 2, y=28.5, width=width - _MARGIN, height=17, payload=code),
        _line(_MARGIN, 46.5, inner, 3.2, code),
    )
    return Layout(width=width, height=height, elements=elements)


def card_layout(card: CommandCard, width: float, height: float) -> Layout:
    """Lays out a card of the command sheet: what it does, its bars, what the bars say.

    Raises:
        LabelError: The code cannot be a barcode.
    """
    code = require_printable(card.code)
    inner = width - 2 * _MARGIN
    bars = height - 15
    elements: tuple[Element, ...] = (
        *frame(0, 0, width, height, line=0.2),
        _large((_MARGIN, 1.6, inner, 6.4), card.title, 5),
        Bars(x=_MARGIN / 2, y=8.6, width=width - _MARGIN, height=bars, payload=code),
        _line(_MARGIN, 8.6 + bars + 0.9, inner, 3, code),
    )
    return Layout(width=width, height=height, elements=elements)


def _check_digits(digits: str, x: float, width: float, height: float) -> tuple[Element, ...]:
    if not width:
        return ()
    inside = (x + 2, _MARGIN + 1, width - 4, height - 2)
    # A narrow "11" is set no larger than a wide "40", so that neighbouring shelves look alike.
    size = (width - 4) / (len(digits) * _WIDEST_DIGIT)
    return (*frame(x, _MARGIN, width, height, line=0.8), _large(inside, digits, size))


def _large(area: Area, text: str, size: float) -> TextBox:
    written = Paragraph(text, bold=True)
    return text_box(area, written, size=size, least=2.6, align=Align.CENTER, middle=True)


def _line(x: float, y: float, width: float, size: float, text: str) -> TextBox:
    area = (x, y, width, size * LEADING)
    return text_box(area, Paragraph(text), size=size, least=1.6, align=Align.CENTER)
