"""The inbox of exceptions without a window."""

from datetime import timedelta

import pytest

from app.domain.errors import Conflict, Unavailable
from app.language import load_phrases
from tests.ui.house import NOW, Album
from tests.ui.office.office_world import TROUBLES, MemoryInbox, trouble
from ui.presenters.frame import Mood, Scan, speak
from ui.presenters.lane import InlineLane
from ui.presenters.office.trouble import TroublePresenter
from ui.presenters.office.trouble_state import NAMES, ROWS, age_of

EN = load_phrases("en")


class Reader:
    def __init__(self, inbox: MemoryInbox | None = None) -> None:
        self.album, self.inbox = Album(), inbox or MemoryInbox()
        self.presenter = TroublePresenter(self.album, InlineLane(), self.inbox, now=lambda: NOW)
        self.presenter.opened()

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.presenter.scanned(Scan(text, "scanner-1"))

    @property
    def selected(self) -> int:
        row = self.presenter.state.selected
        return row.id if row else 0

    @property
    def cues(self) -> list[str]:
        return [cue for _, cue in self.album.shown if cue != "quiet"]


def test_every_exception_says_what_it_is_about_and_what_to_do() -> None:
    reader = Reader()
    for _ in TROUBLES:
        row = reader.presenter.state.selected
        assert row is not None
        for language in ("es", "en"):
            say = load_phrases(language)
            assert all(speak(each, say) for each in (row.what, row.todo, row.age))
            assert all(speak(caption, say) and speak(value, say) for caption, value in row.about)
        reader.scan("#NEXT")


def test_every_name_of_an_exception_has_its_caption() -> None:
    assert all(load_phrases(each).has(f"trouble.name.{name}") for each in ("es", "en") for name in NAMES)


def test_what_says_nothing_is_not_shown() -> None:
    row = Reader().presenter.state.rows[1]
    assert [value for _, value in row.about] == ["537450", "7", "TO0001, TO0002"]


def test_the_window_follows_the_selection_through_a_long_list() -> None:
    reader = Reader(MemoryInbox(tuple(trouble(n, "short", n, ref=str(n)) for n in range(1, 40))))
    for at in range(1, 40):
        assert reader.selected == at
        assert len(reader.presenter.state.rows) == ROWS
        reader.scan("#NEXT")
    assert reader.selected == 39, "the end is the end"
    reader.scan("#E1")
    assert reader.selected == 35


def test_resolving_goes_on_to_the_next_one() -> None:
    reader = Reader()
    reader.scan("#OK")
    assert (reader.inbox.resolved, reader.selected, reader.cues) == ([4], 5, ["ok"])


def test_goods_are_put_back_only_after_it_was_said_and_confirmed() -> None:
    reader = Reader()
    reader.scan("#NEXT", "#OK")
    assert (reader.presenter.state.asked, reader.inbox.back) == (True, [])
    assert "shelves" in speak(reader.album.frame.instruction, EN)
    reader.scan("#OK")
    assert reader.inbox.back == [5]
    assert 5 not in [row.id for row in reader.presenter.state.rows], "hidden until the books have closed it"


@pytest.mark.parametrize("between", ["#BACK", "#NEXT", "#E1", "nonsense"])
def test_anything_else_takes_the_question_back(between: str) -> None:
    reader = Reader()
    reader.scan("#NEXT", "#OK", between)
    assert not reader.presenter.state.asked
    assert reader.inbox.back == []


def test_goods_that_are_not_there_are_not_hidden() -> None:
    inbox = MemoryInbox()
    inbox.units = 0
    reader = Reader(inbox)
    reader.scan("#NEXT", "#OK", "#OK")
    assert reader.selected == 5
    assert reader.cues[-1] == "attention"


def test_one_that_somebody_else_resolved_is_said_and_gone() -> None:
    reader = Reader()
    reader.inbox.open = TROUBLES[1:]
    reader.scan("#OK")
    assert reader.cues[-1] == "wrong"
    assert reader.selected == 5
    assert "4" in speak(reader.album.frame.instruction, EN)


def test_a_refresh_keeps_the_selection() -> None:
    reader = Reader()
    reader.scan("#E3")
    reader.inbox.open = (trouble(99, "short", 9000), *TROUBLES)
    reader.presenter.refresh()
    assert (reader.selected, reader.presenter.state.position) == (6, 4)


def test_an_empty_inbox_says_that_all_is_well() -> None:
    reader = Reader(MemoryInbox(()))
    assert reader.album.frame.mood is Mood.DONE
    reader.scan("#NEXT", "#OK")
    assert reader.cues == ["wrong"]


def test_when_the_centre_is_away_the_list_stays_and_a_banner_says_so() -> None:
    reader = Reader()
    reader.inbox.error = Unavailable("gone")
    reader.scan("#OK")
    assert reader.album.frame.notice is not None
    assert len(reader.presenter.state.rows) == ROWS
    reader.scan("#OK")
    assert reader.inbox.resolved == [], "the first OK closes the banner"


def test_a_conflict_at_loading_is_said() -> None:
    inbox = MemoryInbox()
    inbox.error = Conflict("promises.exception_closed", exception=1, badge="-")
    assert Reader(inbox).album.frame.instruction != ""


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (61, "1 h"), (60 * 24, "1 day"), (60 * 50, "2 days")]
)
def test_an_age_is_said_in_the_unit_that_fits(minutes: int, words: str) -> None:
    assert speak(age_of(timedelta(minutes=minutes)), EN) == words
