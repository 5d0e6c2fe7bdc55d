"""The packing slip: the paper inside a parcel that says what is in it and what follows. No prices."""

from functools import partial

from app.labels.data import PackingSlip
from app.labels.layout import Align, Bars, Paragraph, text_box
from app.labels.pages.canvas import A4, Paper
from app.labels.pages.table import INNER, LEFT, Column, TableDocument, draw_facts
from app.labels.shipping import address_paragraphs
from app.labels.wording import day, parcel, weight
from app.language import Phrases, load_phrases

_BARS = 112.0
_QUIET = 4.0
_FIRST_TABLE = 92.0
_NEXT_TABLE = 31.0
_TAIL = 18.0


def packing_slip_pdf(slip: PackingSlip) -> bytes:
    """Prints a packing slip on A4, over several pages if it must.

    Raises:
        LabelError: A text or code that cannot be shown whole, or no such parcel.
    """
    phrases = load_phrases(slip.language)
    return TableDocument(
        title=f"{phrases('labels.slip_title')} {slip.order_ref}",
        phrases=phrases,
        columns=(
            Column(phrases("labels.sku"), 0.2),
            Column(phrases("labels.article"), 0.41),
            Column(phrases("labels.ordered"), 0.13, Align.RIGHT),
            Column(phrases("labels.shipped"), 0.12, Align.RIGHT),
            Column(phrases("labels.backordered"), 0.14, Align.RIGHT),
        ),
        rows=[
            (line.sku, line.name, str(line.ordered), str(line.shipped), str(line.backordered)) for line in slip.lines
        ],
        first_head=_FIRST_TABLE,
        next_head=_NEXT_TABLE,
        tail_height=_TAIL,
        head=partial(_head, slip, phrases),
        tail=partial(_tail, slip, phrases),
    ).pdf()


def _head(slip: PackingSlip, phrases: Phrases, paper: Paper, number: int) -> None:
    title = Paragraph(phrases("labels.slip_title"), bold=True)
    order = Paragraph(f"{phrases('labels.order')} {slip.order_ref}", scale=0.6)
    first = number == 1
    paper.draw(text_box((LEFT, 12, INNER - (_BARS if first else 0), 15), title, order, size=7.5))
    if not first:
        return
    bars = A4[0] - LEFT - _BARS + _QUIET
    paper.draw(Bars(x=bars, y=13, width=_BARS, height=16, payload=slip.order_code))
    code = Paragraph(slip.order_code)
    paper.draw(text_box((bars, 29.8, _BARS, 4.5), code, size=3.2, align=Align.CENTER))
    paper.draw(text_box((LEFT, 41, INNER / 2, 4), Paragraph(phrases("labels.recipient")), size=2.8))
    paper.draw(text_box((LEFT, 45, INNER / 2 - 4, 42), *address_paragraphs(slip.recipient), size=4.4))
    draw_facts(
        paper,
        (LEFT + INNER / 2 + 4, 45),
        (
            (phrases("labels.date"), day(phrases, slip.date)),
            (phrases("labels.channel"), slip.channel),
            (phrases("labels.parcel"), parcel(phrases, slip.parcel_no, slip.parcel_count)),
            (phrases("labels.weight"), weight(phrases, slip.weight_g)),
        ),
    )


def _tail(slip: PackingSlip, phrases: Phrases, paper: Paper, y: float) -> None:
    count = sum(line.shipped for line in slip.lines)
    units = Paragraph(phrases("labels.slip_units", count=count), bold=True)
    back = Paragraph(phrases("labels.slip_return", order=slip.order_ref))
    paper.draw(text_box((LEFT, y + 4, INNER, _TAIL - 4), units, back, size=3.4))
