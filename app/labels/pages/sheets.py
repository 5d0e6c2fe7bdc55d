"""Many small labels on A4 sheets: sticker sheets of eight, badges to cut out, the command sheet."""

from collections.abc import Sequence
from math import ceil

from app.labels.codes import LabelError
from app.labels.drawing.layout import Align, Layout, Paragraph, TextBox, text_box
from app.labels.kinds import KINDS, phrases_of
from app.labels.pages.canvas import A4, Paper
from app.labels.records.papers import CommandSheet
from app.labels.records.small import BadgeLabel, PlaceLabel, ToteLabel
from app.labels.templates.filling import lay_out
from app.labels.templates.shelf import Templates

STICKER = "sheet"
"""Size of the labels on sticker sheets of 2 by 4: 99.1 by 67.7 mm."""

_TITLE = "Pasillo"
_STICKERS = (2, 4)
_STICKER_GAP = (2.5, 0.0)
_BADGES = (2, 5)
_BADGE_GAP = (6.0, 2.0)
_CARDS = (2, 8)
_CARD_GAP = (4.0, 3.0)
_CARDS_TOP = 34.0
_MARGIN = 10.0


def tote_sheet_pdf(labels: Sequence[ToteLabel], templates: Templates) -> bytes:
    """Prints tote labels on A4 sticker sheets of 2 by 4, 99.1 by 67.7 mm each.

    Raises:
        LabelError: No labels, or one that cannot be made.
    """
    return _sheets(_layouts("tote", labels, templates, STICKER), _TITLE, _STICKERS, _STICKER_GAP)


def place_sheet_pdf(labels: Sequence[PlaceLabel], templates: Templates) -> bytes:
    """Prints shelf labels on A4 sticker sheets of 2 by 4, 99.1 by 67.7 mm each.

    Raises:
        LabelError: No labels, or one that cannot be made.
    """
    return _sheets(_layouts("place", labels, templates, STICKER), _TITLE, _STICKERS, _STICKER_GAP)


def badge_sheet_pdf(badges: Sequence[BadgeLabel], templates: Templates) -> bytes:
    """Prints badges of credit card size on A4, ten a sheet, with lines to cut along.

    Raises:
        LabelError: No badges, or one that cannot be made.
    """
    return _sheets(_layouts("badge", badges, templates), _TITLE, _BADGES, _BADGE_GAP)


def command_sheet_pdf(sheet: CommandSheet, templates: Templates) -> bytes:
    """Prints the sheet that hangs at a station: one barcode for each thing a button does, sixteen a page.

    Raises:
        LabelError: No cards, or one that cannot be made.
    """
    phrases = phrases_of(sheet)
    title, hint = phrases("labels.commands_title"), phrases("labels.commands_hint")
    headline = text_box(
        (_MARGIN, 12, A4[0] - 2 * _MARGIN, 18),
        Paragraph(title, bold=True),
        Paragraph(hint, scale=0.55),
        size=7,
        align=Align.CENTER,
    )
    layouts = _layouts("command", sheet.cards, templates)
    return _sheets(layouts, title, _CARDS, _CARD_GAP, headline=headline, top=_CARDS_TOP)


def _layouts(kind: str, records: Sequence[object], templates: Templates, size: str = "") -> list[Layout]:
    template = templates.label(KINDS[kind], size)
    return [lay_out(template, KINDS[kind], record) for record in records]


def _sheets(
    layouts: Sequence[Layout],
    title: str,
    grid: tuple[int, int],
    gap: tuple[float, float],
    *,
    headline: TextBox | None = None,
    top: float | None = None,
) -> bytes:
    if not layouts:
        raise LabelError("labels.error.nothing")
    paper = Paper(A4, title)
    columns, rows = grid
    for number in range(ceil(len(layouts) / (columns * rows))):
        if number:
            paper.turn()
        if headline:
            paper.draw(headline)
        start = number * columns * rows
        _fill(paper, layouts[start : start + columns * rows], grid, gap, top)
    return paper.finish()


def _fill(
    paper: Paper,
    layouts: Sequence[Layout],
    grid: tuple[int, int],
    gap: tuple[float, float],
    top: float | None,
) -> None:
    columns, rows = grid
    step_x, step_y = layouts[0].width + gap[0], layouts[0].height + gap[1]
    left = (A4[0] - columns * step_x + gap[0]) / 2
    first = (A4[1] - rows * step_y + gap[1]) / 2 if top is None else top
    for place, layout in enumerate(layouts):
        row, column = divmod(place, columns)
        paper.place(layout, left + column * step_x, first + row * step_y)
