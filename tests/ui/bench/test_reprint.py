"""Printing a label again: which one, why, and what is said when it cannot be done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Conflict, Unavailable
from app.services.bench.reprinting import PrintedLabel
from tests.ui.bench.bench_world import FIRST, SECOND
from tests.ui.house import House
from ui.grab import grab
from ui.presenters.bench.reprint import ReprintPresenter
from ui.presenters.frame import Mood, View
from ui.presenters.lane import InlineLane
from ui.screens.bench.reprint import ReprintScreen

MANY = (
    PrintedLabel("shipping", FIRST, 1, out=True),
    PrintedLabel("shipping", SECOND, 3, out=False),
    *(PrintedLabel("tote", f"TO{number:04}", 1, out=True) for number in range(8)),
)


class MemoryDrawer:
    """Labels in memory."""

    def __init__(self, labels: tuple[PrintedLabel, ...] = MANY) -> None:
        self.kept = labels
        self.made: list[tuple[str, str]] = []
        self.error: Exception | None = None

    def labels(self) -> tuple[PrintedLabel, ...]:
        if self.error is not None:
            raise self.error
        return self.kept

    def find(self, text: str) -> PrintedLabel:
        for label in self.kept:
            if label.code == text.removeprefix("00"):
                return label
        raise Conflict("reprint.unknown", text=text)

    def again(self, label: PrintedLabel, cause: str) -> int:
        if not label.out:
            raise Conflict("reprint.waits", tail=label.code[-6:])
        self.made.append((label.code, cause))
        return label.copy + 1


class Clerk:
    """A house with the drawer of labels open."""

    def __init__(self, house: House, drawer: MemoryDrawer) -> None:
        self.house, self.drawer = house, drawer
        house.move_in("reprint", self._make)

    def _make(self, view: View, lane: InlineLane) -> ReprintScreen:
        self.presenter = ReprintPresenter(view, lane, self.drawer, bench="home")
        return ReprintScreen(self.presenter)

    @property
    def said(self) -> str:
        return self.house.shell.frame.instruction.sentence.text()


MakeClerk = Callable[..., Clerk]


@pytest.fixture
def clerk(house: Callable[[str], House]) -> MakeClerk:
    return lambda language="en", drawer=None: Clerk(house(language), drawer or MemoryDrawer())


def start(_: Clerk) -> None: ...


def chosen(clerk: Clerk) -> None:
    clerk.house.key("1")


def printed(clerk: Clerk) -> None:
    chosen(clerk)
    clerk.house.key("3")


def waits(clerk: Clerk) -> None:
    clerk.house.scan(f"00{SECOND}", "#R1")


def unknown(clerk: Clerk) -> None:
    clerk.house.scan("8412345678905")


def none(clerk: Clerk) -> None:
    clerk.drawer.kept = ()
    clerk.presenter.opened()


def away(clerk: Clerk) -> None:
    clerk.drawer.error = Unavailable("no disk")
    clerk.presenter.opened()


STATES = {each.__name__: each for each in (start, chosen, printed, waits, unknown, none, away)}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_in_both_languages(clerk: MakeClerk, tmp_path: Path, state: str, language: str) -> None:
    made = clerk(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"reprint_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []
    assert made.house.tiny() == []


def test_a_label_is_chosen_and_printed_by_keys_by_touch_and_by_scans(clerk: MakeClerk) -> None:
    made = clerk()
    made.house.key("1", "2")
    assert made.presenter.state.frame.mood is Mood.OK
    made.house.touch("#E3")
    made.house.touch("#R1")
    made.house.scan("TO0007", "#R3")
    assert made.drawer.made == [(FIRST, "did_not_come_out"), ("TO0000", "damaged"), ("TO0007", "unreadable")]


def test_the_tenth_label_has_the_key_0(clerk: MakeClerk) -> None:
    made = clerk()
    made.house.key("0", "1")
    assert made.drawer.made == [("TO0007", "damaged")]


def test_back_leads_from_the_reasons_to_the_labels_and_from_there_to_the_bench(clerk: MakeClerk) -> None:
    made = clerk()
    made.house.key("1", "Esc")
    assert made.presenter.state.chosen == ""
    assert made.house.shell.open_name == "reprint"
    made.house.key("Esc")
    assert made.house.shell.open_name == "home"
    assert made.drawer.made == []


def test_a_label_that_still_comes_cannot_be_chosen_and_is_refused_by_scan(clerk: MakeClerk) -> None:
    made = clerk()
    made.house.key("2")
    assert made.presenter.state.chosen == ""
    waits(made)
    assert made.presenter.state.frame.mood is Mood.ERROR
    assert "still on its way" in made.said
