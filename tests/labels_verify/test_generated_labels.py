"""Every kind of label in every form, with made-up orders: it is refused with a sentence, or it scans."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

from app.labels import KINDS, LabelError, Templates, make_label
from app.labels.carrier import carrier_labels
from app.language import LANGUAGES, load_phrases
from tests.labels_verify.amount import QUICK, SLOW
from tests.labels_verify.orders import records
from tests.labels_verify.printing.presses import (
    Head,
    Picture,
    Press,
    pdfium_press,
    poppler_press,
    why_no_poppler,
    zplkit_press,
)
from tests.labels_verify.printing.rasters import escpos_press, tspl_press
from tests.labels_verify.printing.second_renderer import SecondRenderer, misreads
from tests.labels_verify.truth import KINDS_KNOWN, sheets
from tests.labels_verify.verifier import Fault, verify

pytestmark = pytest.mark.timeout(3600)  # 200 labels on the slow renderer take minutes on a busy machine
TEMPLATES = Templates()
A4 = (210.0, 297.0)
LABELS = [name for name, kind in KINDS.items() if "zpl" in kind.formats]


def judge(kind: str, record: Any, form: str, press: Press, *, dpi: int, size: str) -> list[Fault] | None:
    """Makes a label and finds what is wrong with it; None where it was refused as it should be."""
    try:
        data = make_label(kind, record, form=form, dpi=dpi, size=size, templates=TEMPLATES)
    except LabelError as error:
        refusal = error
    else:
        head = Head(*(A4 if "zpl" not in KINDS[kind].formats else _paper(kind, size)), dpi)
        pages = len(pypdfium2.PdfDocument(data)) if KINDS[kind].rows else 1
        return verify(data, press, head, sheets(kind, record, pages), whole=form != "pdf")
    for language in LANGUAGES:
        assert load_phrases(language)(refusal.key, **refusal.names)
    return None


def _paper(kind: str, size: str) -> tuple[float, float]:
    template = TEMPLATES.label(KINDS[kind], size)
    return template.width, template.height


def sizes(kind: str) -> tuple[str, ...]:
    return TEMPLATES.sizes(KINDS[kind]) if kind in LABELS else ("",)


def judge_many(kind: str, form: str, press: Press, count: int) -> None:
    """Judges many made-up records; most must be printed, or nothing is shown by it."""
    seen: Counter[bool] = Counter()
    # Each keeps its own failures: another kind would try them, find them harmless and forget them.
    kept = DirectoryBasedExampleDatabase(f".hypothesis/labels/{kind}-{form}-{press.__name__}")

    @settings(max_examples=count, deadline=None, database=kept)
    @given(records(kind), st.sampled_from(sizes(kind)), st.sampled_from([203, 300]))
    def one(record: Any, size: str, dpi: int) -> None:
        faults = judge(kind, record, form, press, dpi=dpi, size=size)
        seen[faults is None] += 1
        assert not faults

    one()
    assert seen[False] >= count // 4, seen


@pytest.fixture
def second_press(second_renderer: SecondRenderer) -> Press:
    def press(data: bytes, head: Head) -> Sequence[Picture]:
        if misreads(data):
            return zplkit_press(data, head)
        return second_renderer.press(data, head)

    return press


def test_the_truth_is_told_of_every_kind() -> None:
    assert frozenset(KINDS) == KINDS_KNOWN


@pytest.mark.parametrize("kind", LABELS)
def test_any_order_makes_zpl_that_scans_or_is_refused(kind: str) -> None:
    judge_many(kind, "zpl", zplkit_press, QUICK)


@pytest.mark.parametrize("kind", LABELS)
def test_any_order_makes_zpl_that_scans_on_a_second_renderer(kind: str, second_press: Press) -> None:
    judge_many(kind, "zpl", second_press, SLOW)


@pytest.mark.parametrize("kind", KINDS)
def test_any_order_makes_a_pdf_that_scans_or_is_refused(kind: str) -> None:
    judge_many(kind, "pdf", pdfium_press, SLOW)


@pytest.mark.skipif(bool(why_no_poppler()), reason=why_no_poppler())
@pytest.mark.parametrize("kind", KINDS)
def test_any_order_makes_a_pdf_that_scans_with_a_second_engine(kind: str) -> None:
    judge_many(kind, "pdf", poppler_press, SLOW)


@pytest.mark.parametrize(("form", "press"), [("tspl", tspl_press), ("escpos", escpos_press)])
@pytest.mark.parametrize("kind", LABELS)
def test_any_order_makes_a_picture_that_scans_or_is_refused(kind: str, form: str, press: Press) -> None:
    judge_many(kind, form, press, SLOW)


PRESSES = {"zpl": zplkit_press, "pdf": pdfium_press, "tspl": tspl_press, "escpos": escpos_press}


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "tspl", "escpos"])
@pytest.mark.parametrize("kind", ["shipping", "logistic", "return"])
def test_a_carriers_pdf_still_scans_as_a_picture(kind: str, form: str, dpi: int) -> None:
    record, stock = KINDS[kind].sample("es"), _paper(kind, "")
    paper = make_label(kind, record, form="pdf", templates=TEMPLATES)
    (job,) = carrier_labels(paper, stock, form=form, dpi=dpi)
    assert verify(job, PRESSES[form], Head(*stock, dpi), sheets(kind, record), whole=False) == []


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize(("kind", "size"), [(kind, size) for kind in KINDS for size in sizes(kind)])
def test_every_example_scans_in_every_form(kind: str, size: str, dpi: int) -> None:
    for language in LANGUAGES:
        for form in KINDS[kind].formats:
            assert judge(kind, KINDS[kind].sample(language), form, PRESSES[form], dpi=dpi, size=size) == [], form
