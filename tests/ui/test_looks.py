import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ui.icons import Icon, icon_names, pixmap
from ui.theme import MOODS, THEMES, Theme, contrast, current, load_theme, wear

FLOOR_TEXT = 7.0
NON_TEXT = 3.0
READ_AT_TWO_METRES = ("instruction", "place", "quantity", "tote")
PAIRS = (
    *((ink, ground) for ink in ("text", "muted") for ground in ("card", "ground")),
    *((f"ink_{mood}", ground) for mood in MOODS for ground in ("card", "ground")),
    *((f"on_{mood}", mood) for mood in MOODS),
    ("on_button", "button"),
    ("on_button", "button_down"),
    ("on_button", "card"),
    ("ink_attention", "button"),
    ("muted", "button"),
    ("on_active", "active"),
)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_floor_text_has_a_contrast_of_seven(name: str, ink: str, ground: str) -> None:
    palette = load_theme(name).palette
    assert contrast(palette[ink], palette[ground]) >= FLOOR_TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["card", "ground", "button"])
def test_edges_are_seen(name: str, ground: str) -> None:
    palette = load_theme(name).palette
    assert contrast(palette["edge"], palette[ground]) >= NON_TEXT
    assert contrast(palette["off"], palette[ground]) >= NON_TEXT


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_what_is_read_from_two_metres_has_twenty_arc_minutes() -> None:
    theme = load_theme()
    assert all(theme.px(size) >= 58 for size in READ_AT_TWO_METRES)
    assert all(theme.px(size) >= 29 for size in theme.sizes)


@pytest.mark.parametrize(("px_per_mm", "minimum", "primary"), [(3.61, 54, 72), (5.55, 83, 111)])
def test_touch_sizes_follow_the_screen_in_millimetres(px_per_mm: float, minimum: int, primary: int) -> None:
    theme = load_theme(px_per_mm=px_per_mm)
    assert (theme.touch, theme.touch_primary) == (minimum, primary)


def test_every_mood_has_its_own_picture(qapp: QApplication) -> None:
    icons = load_theme().icons
    assert set(icons) == set(MOODS)
    assert len(set(icons.values())) == len(MOODS)
    assert set(icons.values()) <= set(icon_names())


def test_every_palette_knows_the_same_colours() -> None:
    names = {name: set(load_theme(name).palette) for name in THEMES}
    assert names["dark"] == names["light"] == names["contrast"]


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_has_no_name_left_to_fill_in(name: str) -> None:
    sheet = load_theme(name).sheet()
    assert "$" not in sheet
    assert load_theme(name).palette["ground"] in sheet


def test_a_change_of_theme_reaches_a_widget_that_was_there_before(dressed: QApplication) -> None:
    label = QLabel("x")
    label.ensurePolished()
    for name in ("light", "contrast", "dark"):
        wear(dressed, load_theme(name))
        theme: Theme = current()
        assert theme.name == name
        assert label.palette().color(label.foregroundRole()).name() == theme.palette["text"]


def test_every_picture_draws_something_and_takes_the_tint(qapp: QApplication) -> None:
    for name in icon_names():
        image = pixmap(name, 48, "#ff0000").toImage()
        inked = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 200]
        assert len(inked) > 30, f"{name} is nearly empty"
        assert all((each.red(), each.green()) == (255, 0) for each in inked), f"{name} has a colour of its own"


def test_no_two_pictures_look_alike(qapp: QApplication) -> None:
    looks = {bytes(pixmap(name, 24, "#000000").toImage().constBits()) for name in icon_names()}
    assert len(looks) == len(icon_names())


def test_an_icon_without_a_name_keeps_its_room(dressed: QApplication) -> None:
    icon = Icon(40)
    assert (icon.width(), icon.height()) == (40, 40)
    icon.show_icon("check")
    assert icon.name == "check"


def test_the_code_names_only_pictures_that_exist() -> None:
    root = Path(__file__).resolve().parents[2] / "ui"
    named = {
        name
        for file in root.rglob("*.py")
        for name in re.findall(r"icon=\"([a-z_]+)\"|show_icon\(\"([a-z_]+)\"", file.read_text(encoding="utf-8"))
        for name in name
        if name
    }
    assert named <= set(icon_names())
