from itertools import combinations

import pytest

from app.labels import SIZES, STICKER, BadgeLabel, CommandCard, ToteLabel
from app.labels.layout import Bars, Layout, TextBox
from app.labels.shipping import shipping_layout
from app.labels.small import badge_layout, card_layout, place_layout, tote_layout
from tests.app.labels.samples import PLACE, SHIPPING

LAYOUTS = {
    "shipping 4x6": shipping_layout(SHIPPING, "4x6"),
    "shipping 100x150": shipping_layout(SHIPPING, "100x150"),
    "tote sticker": tote_layout(ToteLabel(code="T0042"), *STICKER),
    "tote on a sheet": tote_layout(ToteLabel(code="T0042"), 99.1, 67.7),
    "place sticker": place_layout(PLACE, *STICKER),
    "place on a sheet": place_layout(PLACE, 99.1, 67.7),
    "badge": badge_layout(BadgeLabel(name="Lucía", role_text="Preparadora", code="B#1")),
    "card": card_layout(CommandCard(code="#OK", title="Aceptar"), 93, 29),
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
            isinstance(one, Bars)
            or isinstance(other, Bars)
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
    layout = shipping_layout(SHIPPING, size)
    (bars,) = (element for element in layout.elements if isinstance(element, Bars))
    lower = [e for e in layout.elements if e is not bars and e.y > bars.y]
    assert bars.height >= 32
    assert [e.paragraphs[0].text for e in lower if isinstance(e, TextBox)] == [f"(00) {SHIPPING.sscc}"]
    assert len(lower) == 1
