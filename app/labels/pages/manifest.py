"""The manifest: the list of parcels a driver signs for."""

from functools import partial

from app.labels.codes import require_sscc
from app.labels.data import Manifest
from app.labels.layout import Align, Paragraph, Rule, text_box
from app.labels.pages.canvas import Paper
from app.labels.pages.table import INNER, LEFT, Column, TableDocument, draw_facts
from app.labels.wording import day, weight
from app.language import Phrases, load_phrases

_FIRST_TABLE = 52.0
_NEXT_TABLE = 31.0
_TAIL = 44.0
_RIGHT_HALF = LEFT + INNER / 2 + 4


def manifest_pdf(manifest: Manifest) -> bytes:
    """Prints a manifest on A4 with totals and a line to sign on, over several pages if it must.

    Raises:
        LabelError: A text that cannot be shown whole, or a parcel number that is none.
    """
    phrases = load_phrases(manifest.language)
    return TableDocument(
        title=f"{phrases('labels.manifest_title')} {manifest.number}",
        phrases=phrases,
        columns=(
            Column(phrases("labels.sscc"), 0.25),
            Column(phrases("labels.order"), 0.19),
            Column(phrases("labels.recipient"), 0.29),
            Column(phrases("labels.postcode"), 0.12),
            Column(phrases("labels.weight"), 0.15, Align.RIGHT),
        ),
        rows=[
            (
                require_sscc(line.sscc),
                line.order_ref,
                line.recipient,
                line.postcode,
                weight(phrases, line.weight_g),
            )
            for line in manifest.parcels
        ],
        first_head=_FIRST_TABLE,
        next_head=_NEXT_TABLE,
        tail_height=_TAIL,
        head=partial(_head, manifest, phrases),
        tail=partial(_tail, manifest, phrases),
    ).pdf()


def _head(manifest: Manifest, phrases: Phrases, paper: Paper, number: int) -> None:
    title = Paragraph(phrases("labels.manifest_title"), bold=True)
    which = Paragraph(f"{manifest.carrier} · {manifest.number}", scale=0.6)
    first = number == 1
    paper.draw(text_box((LEFT, 12, INNER / 2 if first else INNER, 15), title, which, size=7.5))
    if not first:
        return
    count, total = _totals(manifest, phrases)
    left = (
        (phrases("labels.date"), day(phrases, manifest.date)),
        (phrases("labels.site"), manifest.site),
    )
    draw_facts(paper, (LEFT, 32), left)
    right = ((phrases("labels.parcels"), count), (phrases("labels.weight"), total))
    draw_facts(paper, (_RIGHT_HALF, 32), right)


def _tail(manifest: Manifest, phrases: Phrases, paper: Paper, y: float) -> None:
    count, total = _totals(manifest, phrases)
    words = phrases("labels.manifest_total", parcels=count, weight=total)
    paper.draw(text_box((LEFT, y + 2, INNER, 6), Paragraph(words, bold=True), size=4, align=Align.RIGHT))
    received = Paragraph(phrases("labels.manifest_received", carrier=manifest.carrier))
    paper.draw(text_box((LEFT, y + 11, INNER, 8), received, size=3.4))
    third = INNER / 3
    for place, key in enumerate(("labels.driver", "labels.signature", "labels.time")):
        x = LEFT + third * place
        paper.draw(Rule(x=x, y=y + 36, width=third - 6, height=0.3))
        paper.draw(text_box((x, y + 37, third - 6, 4.5), Paragraph(phrases(key)), size=2.8))


def _totals(manifest: Manifest, phrases: Phrases) -> tuple[str, str]:
    grams = sum(line.weight_g for line in manifest.parcels)
    return str(len(manifest.parcels)), weight(phrases, grams)
