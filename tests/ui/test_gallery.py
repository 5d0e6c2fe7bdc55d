"""The sample pick screen in every state, language and theme, as pictures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.sample_pick import DONE, ERROR, TODO, Desk, PickState
from ui.grab import grab
from ui.presenters.faces import Badge, ShellSettings
from ui.widgets.text import FitText

STATES = {"todo": TODO, "error": ERROR, "done": DONE}
MakeDesk = Callable[[ShellSettings], Desk]


def dressed_desk(desk: MakeDesk, settings: ShellSettings) -> Desk:
    made = desk(replace(settings, station="Mesa 3"))
    for badge in (
        Badge("scanner", "ok", "ui.badge.scanner.ok"),
        Badge("printer", "attention", "ui.badge.printer.no_media"),
        Badge("scale", "ok", "ui.badge.scale.ok"),
        Badge("centre", "busy", "ui.badge.centre.busy", 3),
    ):
        made.shell.badge(badge)
    made.shell.sign("Ana R.")
    made.scan("8412345678905")
    return made


def picture(made: Desk, state: PickState, file: Path) -> QImage:
    made.view.present(state)
    return QImage(str(grab(made.shell, file)))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_nothing_clips_nothing_jumps_and_grey_tells_the_states(
    desk: MakeDesk, tmp_path: Path, language: str, theme: str
) -> None:
    made = dressed_desk(desk, ShellSettings(language=language, theme=theme))
    frame, greys, places = made.shell.frame, set(), set()
    for name, state in STATES.items():
        image = picture(made, state, tmp_path / f"{name}_{language}_{theme}.png")
        assert (image.width(), image.height()) == (1920, 1080)
        bar = image.copy(
            QRect(frame.instruction.mapTo(made.shell, frame.instruction.rect().topLeft()), frame.instruction.size())
        )
        greys.add(bytes(bar.copy(0, 0, 140, bar.height()).convertToFormat(QImage.Format.Format_Grayscale8).constBits()))
        places.add(
            tuple(
                (part.x(), part.y(), part.width(), part.height())
                for part in (
                    frame.instruction,
                    frame.body,
                    frame.log,
                    frame.commands,
                    made.screen.place,
                    made.screen.map,
                )
            )
        )
        clipped = [each.text() for each in made.shell.findChildren(FitText) if each.isVisible() and each.clips()]
        assert clipped == []
    assert len(greys) == 3, "icon and light tell the states apart without colour"
    assert len(places) == 1, "nothing moves between states"


def test_what_is_read_from_two_metres_is_big_enough(desk: MakeDesk, tmp_path: Path) -> None:
    made = dressed_desk(desk, ShellSettings())
    picture(made, TODO, tmp_path / "todo.png")
    assert made.screen.place.code.shown_px() >= 150
    assert made.screen.qty.take.shown_px() >= 130
    assert made.shell.frame.instruction.sentence.shown_px() >= 58
    small = [
        each for each in made.shell.findChildren(FitText) if each.isVisible() and each.text() and each.shown_px() < 24
    ]
    assert [each.text() for each in small] == []


def test_the_same_state_gives_the_same_picture_to_the_pixel(desk: MakeDesk, tmp_path: Path) -> None:
    made = dressed_desk(desk, ShellSettings())
    # Qt shades the edges of a glyph otherwise until its store of glyphs has grown to hold all of them.
    for state in (TODO, ERROR, TODO, ERROR):
        picture(made, state, tmp_path / "first.png")
    one = picture(made, TODO, tmp_path / "one.png")
    picture(made, ERROR, tmp_path / "between.png")
    QApplication.processEvents()
    assert picture(made, TODO, tmp_path / "two.png") == one


def test_a_picture_that_cannot_be_written_is_told(desk: MakeDesk, tmp_path: Path) -> None:
    made = dressed_desk(desk, ShellSettings())
    with pytest.raises(OSError, match="cannot write"):
        grab(made.shell, tmp_path / "nowhere" / "x.png")
