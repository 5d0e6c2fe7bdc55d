"""Faults planted into a site's own templates: refused before anything is printed, or found on the print."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.labels import KINDS, LabelError, Templates, make_label
from tests.labels_verify.printing.presses import Head, zplkit_press
from tests.labels_verify.truth import sheets
from tests.labels_verify.verifier import Flaw, verify

OWN = Path(__file__).resolve().parents[2] / "resources" / "labels"
AREA = "area = [2, 104.9, 97.6, 36]"
"""Where the parcel's bars stand on the shipping label."""


def site_with(folder: Path, name: str, old: str, new: str) -> Templates:
    text = (OWN / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return Templates(folder)


def element(kind: str, area: str, more: str = "") -> str:
    return f'[[element]]\nname = "planted"\nkind = "{kind}"\narea = [{area}]\n{more}\n'


def first(planted: str) -> str:
    return f"height = 152.4\n\n{planted}"


WORDS = 'size = 6\nwords = [{ text = "MMMM" }]'

REFUSED = {
    "text over the bars": (first(element("text", "30, 115, 40, 8", WORDS)), "labels.template.quiet"),
    "a line over the bars": (first(element("rule", "10, 120, 80, 0.4")), "labels.template.quiet"),
    "a line in the white beside the bars": (first(element("rule", "3, 106, 1, 20")), "labels.template.quiet"),
    "a frame through the white": (first(element("frame", "5, 100, 90, 45")), "labels.template.quiet"),
    "text past the edge": (first(element("text", "80, 40, 30, 8", WORDS)), "labels.template.outside"),
    "a field no parcel has": (
        first(element("text", "4, 60, 40, 8", 'size = 6\nwords = [{ text = "{price}" }]')),
        "labels.template.unknown_field",
    ),
}
IN_THE_BARS = {
    "bars too thin": ("narrowest = 0.25", "labels.template.module"),
    "bars never thick enough": ("widest = 0.3", "labels.template.module"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_planted_element_is_refused_before_anything_is_printed(name: str, tmp_path: Path) -> None:
    planted, key = REFUSED[name]
    assert refusal(site_with(tmp_path, "shipping-4x6.toml", "height = 152.4\n", planted)) == key


@pytest.mark.parametrize("name", IN_THE_BARS)
def test_unreadable_bars_are_refused_before_anything_is_printed(name: str, tmp_path: Path) -> None:
    setting, key = IN_THE_BARS[name]
    assert refusal(site_with(tmp_path, "shipping-4x6.toml", AREA, f"{AREA}\n{setting}")) == key


def refusal(templates: Templates) -> str:
    with pytest.raises(LabelError) as refused:
        make_label("shipping", KINDS["shipping"].sample("es"), templates=templates)
    return refused.value.key


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        (AREA, f"{AREA}\nwidest = 0.4", Flaw.NARROW),
        (AREA, AREA.replace("36]", "12]"), Flaw.LOW),
        ('says = "{sscc}"', 'says = "952000000000000439"', Flaw.CODES),
        ('symbology = "sscc"\nsays = "{sscc}"', 'says = "00{sscc}"', Flaw.CODES),
        ("height = 152.4\n", first(element("rule", "0, 0, 50, 0.5")), Flaw.EDGE),
    ],
)
@pytest.mark.parametrize("dpi", [203, 300])
def test_what_a_site_may_do_but_should_not_is_found_on_the_print(
    old: str, new: str, flaw: Flaw, dpi: int, tmp_path: Path
) -> None:
    templates, record = site_with(tmp_path, "shipping-4x6.toml", old, new), KINDS["shipping"].sample("es")
    data = make_label("shipping", record, dpi=dpi, templates=templates)
    faults = verify(data, zplkit_press, Head(101.6, 152.4, dpi), sheets("shipping", record), whole=True)
    assert flaw in {fault.flaw for fault in faults}, faults


@pytest.mark.parametrize("dpi", [203, 300])
def test_text_smaller_than_the_printers_own_letters_stays_in_its_box(dpi: int, tmp_path: Path) -> None:
    small = 'size = 1\nleast = 0.7\nwords = [{ text = "' + "W" * 40 + '" }]'
    templates = site_with(
        tmp_path, "tote.toml", "height = 50\n", f"height = 50\n\n{element('text', '70, 1, 28, 2', small)}"
    )
    record = KINDS["tote"].sample("es")
    data = make_label("tote", record, dpi=dpi, templates=templates)
    assert verify(data, zplkit_press, Head(100, 50, dpi), sheets("tote", record), whole=True) == []


def test_check_digits_too_long_to_be_read_are_refused(tmp_path: Path) -> None:
    record = replace(KINDS["place"].sample("es"), check_digits="W" * 60)
    with pytest.raises(LabelError, match="text_long"):
        make_label("place", record, templates=Templates(tmp_path))
