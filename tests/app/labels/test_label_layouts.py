from itertools import combinations

import pytest

from app.labels import KINDS
from app.labels.drawing.layout import Bars, Layout, Matrix, TextBox
from app.labels.templates.filling import lay_out
from app.language import LANGUAGES
from tests.app.labels.made import SIZES, TEMPLATES
from tests.app.labels.samples import SHIPPING

LAYOUTS = {
    f"{kind.name} {size} {language}": lay_out(TEMPLATES.label(kind, size), kind, kind.sample(language))
    for kind in KINDS.values()
    if "zpl" in kind.formats
    for size in TEMPLATES.sizes(kind)
    for language in LANGUAGES
}

Area = tuple[float, float, float, float]


def overlap(one: Area, other: Area) -> bool:
    x, y, width, height = one
    left, top, wide, high = other
    return x < left + wide and left < x + width and y < top + high and top < y + height


def areas(layout: Layout) -> list[tuple[object, Area]]:
    return [(element, (element.x, element.y, element.width, element.height)) for element in layout.elements]


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_text_or_line_stands_on_bars_and_no_texts_on_each_other(name: str) -> None:
    checked = 0
    for (one, area), (other, its) in combinations(areas(LAYOUTS[name]), 2):
        if (
            isinstance(one, Bars | Matrix)
            or isinstance(other, Bars | Matrix)
            or (isinstance(one, TextBox) and isinstance(other, TextBox))
        ):
            checked += 1
            assert not overlap(area, its), (one, other)
    assert checked


@pytest.mark.parametrize("name", LAYOUTS)
def test_everything_stands_on_the_label(name: str) -> None:
    layout = LAYOUTS[name]
    for element, (x, y, width, height) in areas(layout):
        assert x >= 0, element
        assert y >= 0, element
        assert x + width <= layout.width + 1e-6, element
        assert y + height <= layout.height + 1e-6, element


@pytest.mark.parametrize("size", SIZES)
def test_the_sscc_bars_are_at_least_32_mm_high_and_nothing_but_its_digits_is_lower(size: str) -> None:
    kind = KINDS["shipping"]
    layout = lay_out(TEMPLATES.label(kind, size), kind, SHIPPING)
    (bars,) = (element for element in layout.elements if isinstance(element, Bars))
    lower = [e for e in layout.elements if e is not bars and e.y > bars.y]
    assert bars.height >= 32
    assert [e.paragraphs[0].text for e in lower if isinstance(e, TextBox)] == [f"(00) {SHIPPING.sscc}"]
    assert len(lower) == 1
