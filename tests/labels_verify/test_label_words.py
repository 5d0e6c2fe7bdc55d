"""What people read on a label: every word of every address and name is on it, none cut and none lost."""

from collections.abc import Callable, Iterable
from dataclasses import astuple
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.labels import KINDS, LabelError, Templates, make_label
from app.labels.drawing.fonts import showable
from tests.labels_verify.amount import QUICK
from tests.labels_verify.orders import records

pytestmark = pytest.mark.timeout(3600)
TEMPLATES = Templates()
SAID: dict[str, Callable[[Any], Iterable[str]]] = {
    "shipping": lambda label: (*astuple(label.sender), *astuple(label.recipient), label.order_ref, label.carrier),
    "logistic": lambda label: (*astuple(label.sender), *astuple(label.recipient), label.content, label.lot),
    "return": lambda label: (*astuple(label.sender), *astuple(label.recipient), label.order_ref, label.reference),
    "tote": lambda label: (label.code,),
    "place": lambda label: (label.shown, label.check_digits, label.barcode),
    "item": lambda label: (label.name, label.sku, label.lot, label.barcode),
    "badge": lambda label: (label.name, label.role_text, label.code),
    "command": lambda label: (label.title, label.code),
    "commands": lambda sheet: (text for card in sheet.cards for text in astuple(card)),
    "slip": lambda slip: (*astuple(slip.recipient), slip.order_ref, *(line.name for line in slip.lines)),
    "manifest": lambda paper: (paper.carrier, paper.site, *(line.recipient for line in paper.parcels)),
}


def run_together(text: str) -> str:
    """Leaves out white space, because a line may break anywhere."""
    return "".join(text.split())


HYPHENS = str.maketrans("\x02\ufffe", "--")
"""What the engine makes of a hyphen that ends a line: it believes the word goes on below."""


def words_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return run_together(" ".join(page.get_textpage().get_text_range() for page in document).translate(HYPHENS))


def test_every_kind_says_something() -> None:
    assert frozenset(SAID) == frozenset(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_on_the_label(kind: str) -> None:
    sizes = TEMPLATES.sizes(KINDS[kind]) if "zpl" in KINDS[kind].formats else ("",)

    @settings(max_examples=QUICK, deadline=None)
    @given(records(kind), st.sampled_from(sizes))
    def one(record: Any, size: str) -> None:
        try:
            data = make_label(kind, record, form="pdf", size=size, templates=TEMPLATES)
        except LabelError:
            return
        printed = words_of(data)
        for text in SAID[kind](record):
            assert run_together(showable(text)) in printed, text

    one()
