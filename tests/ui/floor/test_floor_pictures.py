"""The picker's screens in every state they have, as pictures in both languages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.domain.boards import Queue, ToldLine
from app.domain.errors import Unavailable
from app.domain.picking.setbacks import OrderCancelled
from tests.ui.floor.floor_world import (
    ANA,
    BEN,
    EVA,
    HOLDER,
    LANTERN,
    Floor,
    batch,
    begin,
    single,
    until,
    zone,
)
from tests.ui.floor.queue_world import NOW, job
from ui.grab import grab
from ui.presenters.lamps import centre_lamp
from ui.screens.floor.picking import PickingScreen
from ui.widgets.text import FitText

Make = Callable[..., Floor]


def scenes(world: Floor) -> Iterator[str]:
    """Brings the screens into every state they have, naming each."""
    shell = world.shell
    shell.open("sign_in")
    yield "sign_in"
    world.scan("BA9999")
    yield "sign_in_refused"
    world.scan("ST01")
    yield "sign_in_stays"
    for person, name in ((ANA, "home"), (BEN, "home_packer"), (EVA, "home_supervisor")):
        world.person = person
        shell.open("home")
        yield name
    world.person = ANA
    world.queue = lambda: Queue(job(410, state="claimed", stops_left=5), (job(411),))
    shell.open("home")
    yield "home_resume"
    world.queue = lambda: Queue(None, ())
    shell.open("home")
    yield "home_empty"
    yield from batch_scenes(world)
    begin(world, zone())
    yield "zone_totes"
    until(world, "tote")
    yield "zone_tote"
    begin(world, single(on_hand=3))
    yield "single_totes"
    until(world, "tote")
    yield "single_tote"
    until(world, "zero")
    yield "single_zero"
    world.walking.broken = Unavailable("full")
    world.scan("#YES")
    yield "single_unsaved"
    world.walking.broken = None


def batch_scenes(world: Floor) -> Iterator[str]:
    begin(world, batch())
    yield "batch_totes"
    until(world, "place")
    yield "batch_place"
    world.scan("PLA0501C")
    yield "batch_wrong_place"
    world.scan("#HELP")
    yield "batch_help"
    until(world, "item")
    world.scan(LANTERN)
    yield "batch_wrong_item"
    world.scan(HOLDER, HOLDER)
    yield "batch_counting"
    world.shell.badge(centre_lamp(since=NOW, waiting=5))
    world.picking.tell((ToldLine("A05-01-C", "71053", 2, 1, False), ToldLine("A03-07-B", "85123A", 5, 0, True)))
    yield "batch_dropped"
    world.picking.tell(tuple(ToldLine(f"B01-0{n}-A", "47566", n, 0, n > 3) for n in range(1, 9)))
    world.shell.badge(centre_lamp(since=None, waiting=1312))
    yield "batch_catching_up"
    world.picking.tell(())
    world.shell.badge(centre_lamp(since=None, waiting=0))
    until(world, "tote")
    yield "batch_tote"
    world.scan("TO0003")
    yield "batch_wrong_tote"
    world.scan("TO0001", "#FULL1")
    yield "batch_swap"
    world.scan("#UNDO")
    world.walking.news.append(OrderCancelled(1003))
    world.picking.poll()
    yield "batch_cancelled"
    until(world, "place")
    world.scan("#SHORT")
    yield "batch_reason"
    world.scan("#R1")
    until(world, "drop")
    yield "batch_drop"
    until(world, "finished")
    yield "batch_finished"


@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_clips_and_everything_is_big_enough_in_every_state(make: Make, tmp_path: Path, language: str) -> None:
    world = make(language)
    world.shell.sign("Ana Ruiz")
    frames = set()
    for name in scenes(world):
        image = QImage(str(grab(world.shell, tmp_path / f"{name}_{language}.png")))
        assert (image.width(), image.height()) == (1920, 1080), name
        texts = [each for each in world.shell.findChildren(FitText) if each.isVisible() and each.text()]
        assert [each.text() for each in texts if each.clips()] == [], name
        assert [each.text() for each in texts if each.shown_px() < 24] == [], name
        assert world.shell.frame.instruction.sentence.shown_px() >= 44, name
        parts = (world.shell.frame.instruction, world.shell.frame.body, world.shell.frame.commands)
        frames.add(tuple(each.geometry().getRect() for each in parts))
    assert len(frames) == 1, "nothing moves between states"


def test_the_place_the_quantity_and_the_tote_are_read_from_two_metres(make: Make, tmp_path: Path) -> None:
    world = make()
    begin(world, batch())
    until(world, "tote")
    grab(world.shell, tmp_path / "two_metres.png")
    screen = world.shell.frame.body.currentWidget()
    assert isinstance(screen, PickingScreen)
    assert screen.place.code.shown_px() >= 150
    assert screen.qty.take.shown_px() >= 100
    assert world.shell.frame.instruction.sentence.shown_px() >= 58


def test_the_mirrored_window_keeps_the_cart_as_it_is(make: Make, tmp_path: Path) -> None:
    world = make()
    begin(world, batch())
    until(world, "item")
    screen = world.shell.frame.body.currentWidget()
    assert isinstance(screen, PickingScreen)
    grab(world.shell, tmp_path / "right.png")
    right = screen.cart.cell_at(5, 5)
    world.shell.configure(replace(world.shell.settings, left_handed=True))
    grab(world.shell, tmp_path / "left.png")
    assert screen.cart.mapTo(screen, screen.cart.rect().topLeft()).x() < screen.width() // 2
    assert screen.cart.cell_at(5, 5) == right
