"""The shipping presenter without a window."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.boards import CarrierLane
from app.domain.errors import Conflict, Unavailable
from app.language import load_phrases
from tests.ui.bench.door_world import LANES, POST, SEUR, MemoryDoor
from tests.ui.house import NOW, Album
from ui.presenters.bench.ship_state import cutoff_words
from ui.presenters.bench.shipping import ShippingPresenter
from ui.presenters.frame import Mood, Scan, speak
from ui.presenters.lane import InlineLane

EN = load_phrases("en")


class Loader:
    def __init__(self, lanes: tuple[CarrierLane, ...] = LANES) -> None:
        self.album, self.door = Album(), MemoryDoor(lanes)
        self.presenter = ShippingPresenter(self.album, InlineLane(), self.door, now=lambda: NOW)
        self.presenter.opened()

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.presenter.scanned(Scan(text, "scanner-1"))
            for language in ("es", "en"):
                for part in (self.album.frame.instruction, self.album.frame.detail, self.album.frame.note):
                    speak(part, load_phrases(language))

    def said(self) -> str:
        return f"{speak(self.album.frame.instruction, EN)} {speak(self.album.frame.detail, EN)}"


def test_a_manifest_is_closed_only_by_the_second_ok() -> None:
    loader = Loader()
    loader.scan("#C1", "#OK")
    assert loader.presenter.state.asked
    assert loader.door.closed == []
    loader.scan("#OK")
    assert loader.door.closed == ["CORREOS"]
    assert loader.album.frame.mood is Mood.DONE
    assert not loader.presenter.state.parcels


@pytest.mark.parametrize("between", ["#UNDO", "#BACK", "#C2", f"00{POST[0]}", "nonsense"])
def test_anything_between_the_two_oks_takes_the_question_back(between: str) -> None:
    loader = Loader()
    loader.scan("#C1", "#OK", between)
    assert not loader.presenter.state.asked
    assert loader.door.closed == []


def test_parcels_not_scanned_on_loading_are_named_but_do_not_stop_the_closing() -> None:
    loader = Loader()
    loader.scan(f"00{POST[0]}", "#OK")
    assert "537401" in loader.said()
    assert "537402" in loader.said()
    assert "537400" not in loader.said()
    loader.scan("#OK")
    assert loader.door.closed == ["CORREOS"]


def test_a_parcel_of_another_carrier_is_refused_and_names_its_own() -> None:
    loader = Loader()
    loader.scan("#C1", f"00{SEUR[0]}")
    assert (loader.album.cue, loader.presenter.state.wrong) == ("wrong", "SEUR")
    assert loader.presenter.state.loaded == frozenset()
    loader.scan(f"00{POST[0]}")
    assert loader.presenter.state.wrong == ""


def test_the_first_parcel_chooses_its_carrier() -> None:
    loader = Loader()
    loader.scan(f"00{SEUR[0]}")
    assert (loader.presenter.state.chosen, loader.album.cue) == ("SEUR", "done")


@pytest.mark.parametrize(
    ("before", "scan"),
    [((), "00999999999999999999"), ((), "TO0001"), ((), "#OK"), ((), "#UNDO"), (("#C4",), "#OK"), ((), "#C9")],
)
def test_what_cannot_be_done_is_refused(before: tuple[str, ...], scan: str) -> None:
    loader = Loader()
    loader.scan(*before, scan)
    assert (loader.album.cue, loader.album.frame.mood) == ("wrong", Mood.ERROR)


def test_a_parcel_scanned_twice_is_noticed_and_one_scanned_by_mistake_is_taken_out() -> None:
    loader = Loader()
    loader.scan(f"00{POST[0]}", f"00{POST[0]}")
    assert (loader.album.cue, len(loader.presenter.state.loaded)) == ("attention", 1)
    loader.scan("#UNDO")
    assert loader.presenter.state.loaded == frozenset()


def test_a_lost_race_and_an_absent_centre_are_told() -> None:
    loader = Loader()
    loader.scan("#C1", "#OK")
    loader.door.error = Conflict("promises.nothing_to_ship", carrier="CORREOS")
    loader.scan("#OK")
    assert (loader.album.shown[-2][1], loader.presenter.state.frame.mood) == ("wrong", Mood.ERROR)
    loader.scan("#OK")
    loader.door.error = Unavailable("gone")
    loader.scan("#OK")
    assert loader.album.frame.notice is not None
    loader.scan("#OK")
    assert loader.album.frame.notice is None


def test_a_refresh_keeps_what_is_chosen_and_forgets_parcels_that_left() -> None:
    loader = Loader()
    loader.scan(f"00{POST[0]}", f"00{POST[1]}")
    lane = replace(LANES[0], parcels=LANES[0].parcels[1:])
    loader.door.all = (lane, *LANES[1:])
    loader.presenter.refresh()
    assert loader.presenter.state.chosen == "CORREOS"
    assert loader.presenter.state.loaded == {POST[1]}


def test_more_than_five_carriers_are_turned_page_by_page() -> None:
    loader = Loader(tuple(CarrierLane(f"C{n}", (), n, None) for n in range(7)))
    assert [each.number for each in loader.presenter.state.lanes] == [1, 2, 3, 4, 5]
    loader.scan("#NEXT")
    assert [each.number for each in loader.presenter.state.lanes] == [6, 7]
    assert [(each.key, each.code) for each in loader.album.frame.choices] == [("1", "#C6"), ("2", "#C7")]
    loader.scan("#NEXT")
    assert loader.presenter.state.lanes[0].number == 1


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (18, "11:00 · in 18 min", "attention"),
        (188, "13:50 · in 3 h 8 min", "ok"),
        (-7, "10:35 · LATE by 7 min", "error"),
        (-67, "09:35 · LATE by 1 h 7 min", "error"),
    ],
)
def test_a_cut_off_is_said_in_the_stations_time_and_coloured_by_its_urgency(
    minutes: int, words: str, tone: str
) -> None:
    text, found = cutoff_words(NOW + timedelta(minutes=minutes), NOW)
    assert (speak(text, EN), found) == (words, tone)
