"""The devices of this station: how each is, what to do about it, and a place to try them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.boards import DeviceRow
from app.domain.codes import Expired, MalformedGs1, Meaning, Unknown
from ui.presenters.ailments import Condition, state_line, todo_line
from ui.presenters.bench.answers import conflict_of
from ui.presenters.commands import HELP, HOME, TYPE
from ui.presenters.faces import Notice, Tone
from ui.presenters.frame import Command as Button
from ui.presenters.frame import Frame, Line, Mood, Scan, Text, View, line
from ui.presenters.lane import Lane
from ui.presenters.office.meanings import meaning_in_words

MOST = 4
"""How many devices a page shows."""

PAGES = (
    Button("#PREV", "PgUp", "devices.command.previous", icon="back"),
    Button("#NEXT", "PgDown", "devices.command.next", icon="arrow"),
)
"""Leads through the devices where there are more than a page shows."""

TEST_LABEL = Button("#TESTLABEL", "F9", "devices.command.label", icon="printer")
WEIGH = Button("#WEIGH", "F7", "devices.command.weigh", icon="scale")
SETUP = Button("#SETUP", "F8", "devices.command.setup", icon="settings")

_TONES: dict[str, Tone] = {
    "ready": "ok",
    "busy": "attention",
    "no_media": "error",
    "head_open": "error",
    "attention": "attention",
    "gone": "error",
    "off": "todo",
}


class Cupboard(Protocol):
    """The service behind the screen."""

    def devices(self) -> tuple[DeviceRow, ...]:
        """Gives the devices of this station as they are now."""
        ...


@dataclass(frozen=True, slots=True)
class DeviceFace:
    """A device, ready to paint.

    Attributes:
        row: As the service gave it.
        state: Its state in words, with the reason where one is known.
        todo: What to do about it.
        tone: Colour and icon of the state.
        speed: Its latency in words, empty when unknown.
        sign: What a printer's sign says to a scanner, and whether labels go there; empty for other devices.
    """

    row: DeviceRow
    state: Line
    todo: Line
    tone: Tone
    speed: Text
    sign: Text


@dataclass(frozen=True, slots=True)
class DevicesState:
    """Everything the devices screen paints.

    Attributes:
        frame: What is around the body.
        devices: The devices of this page.
        page: Which of them it shows, in words; empty where one page shows all.
        scanned: The text of the last test scan, empty before the first.
        meaning: What it means, in words.
        source: The device it came from.
        grams: The last weight, 0 before the first.
    """

    frame: Frame
    devices: tuple[DeviceFace, ...] = ()
    scanned: str = ""
    meaning: Text = ""
    source: str = ""
    grams: int = 0
    page: Text = ""


class DevicesPresenter:
    """Shows devices and tries them; nothing scanned here has an effect.

    Attributes:
        busy: True while a test runs.
        counts_scans: Never.
        takes_badges: Never.
        state: What was presented last.
    """

    counts_scans = False
    takes_badges = False

    def __init__(
        self,
        view: View,
        lane: Lane,
        cupboard: Cupboard,
        *,
        read: Callable[[str], Meaning],
        test_label: Callable[[], None],
        ask_weight: Callable[[], None],
        may_set_up: Callable[[], bool],
    ) -> None:
        """Starts with no devices known.

        Args:
            view: Its screen.
            lane: Where the work runs.
            cupboard: The service.
            read: Says what a code means, without an effect; runs on the lane.
            test_label: Prints a test label; runs on the lane; raises ``Unavailable``.
            ask_weight: Asks the scale for a reading and returns at once; the reading comes by ``weight``.
            may_set_up: Whether who is signed in may set devices up.
        """
        self._may_set_up = may_set_up
        self._view, self._lane, self._cupboard = view, lane, cupboard
        self._read, self._test_label, self._ask_weight = read, test_label, ask_weight
        self._rows: tuple[DeviceRow, ...] = ()
        self._first = 0
        self.busy = False
        self.state = DevicesState(self._frame())

    def opened(self) -> None:
        """Shows what is known and looks at the devices."""
        self._show(replace(self.state, frame=self._frame()), "quiet")
        self.refresh()

    def refresh(self) -> None:
        """Looks at the devices again. A timer may call it while the screen is open."""
        self._lane.run(self._cupboard.devices, self._took, self._not_taken)

    def weight(self, grams: int) -> None:
        """Shows what the scale says."""
        said = line("devices.weighed", grams=grams)
        self._show(replace(self.state, grams=grams, frame=self._frame(said, Mood.OK)), "quiet")

    def scanned(self, scan: Scan) -> None:
        """Tries a scan, or takes a command."""
        match scan.text.strip().upper():
            case "#HOME":
                self._view.open("home")
            case "#HELP":
                showing = self.state.frame.notice is not None
                notice = None if showing else Notice("devices.help", "pack.help.close", "#HELP", tone="todo")
                self._show(replace(self.state, frame=replace(self._frame(), notice=notice)), "quiet")
            case "#NEXT" | "#PREV" as turn if len(self._rows) > MOST:
                self._turn(1 if turn == "#NEXT" else -1)
            case "#SETUP":
                self._view.open("setup")
            case "#TESTLABEL":
                self.busy = True
                self._lane.run(self._test_label, self._printed, self._failed)
            case "#WEIGH":
                self._show(replace(self.state, frame=self._frame(line("devices.weigh_asked"))), "ok")
                self._ask_weight()
            case _:
                self._try(scan)

    def _try(self, scan: Scan) -> None:
        def then(meaning: Meaning) -> None:
            self.busy = False
            words = meaning_in_words(meaning)
            known = not isinstance(meaning, Unknown | MalformedGs1 | Expired)
            said = line("devices.read" if known else "devices.read_unknown", meaning=words)
            frame = self._frame(said, Mood.OK if known else Mood.ATTENTION)
            tried = replace(self.state, scanned=scan.shown, meaning=words, source=scan.source, frame=frame)
            self._show(tried, "ok" if known else "attention")
            self.refresh()

        self.busy = True
        self._lane.run(lambda: self._read(scan.text), then, self._failed)

    def _printed(self, _: None) -> None:
        self.busy = False
        self._show(replace(self.state, frame=self._frame(line("devices.label_sent"), Mood.OK)), "ok")
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        said = conflict_of(error) or line("devices.unavailable")
        self._show(replace(self.state, frame=self._frame(said, Mood.ERROR)), "wrong")
        self.refresh()

    def _turn(self, pages: int) -> None:
        """Shows the next page or the one before; after the last comes the first."""
        count = -(-len(self._rows) // MOST)
        self._first = (self._first // MOST + pages) % count * MOST
        self._show(self._paged(), "quiet")

    def _took(self, rows: tuple[DeviceRow, ...]) -> None:
        self._rows = rows
        self._first = self._first if self._first < len(rows) else 0
        self._show(self._paged(), "quiet")

    def _paged(self) -> DevicesState:
        shown, total = self._rows[self._first : self._first + MOST], len(self._rows)
        page = line("devices.page", first=self._first + 1, last=self._first + len(shown), total=total)
        choices = PAGES if total > MOST else ()
        frame = replace(self.state.frame, note="", choices=choices)
        return replace(self.state, frame=frame, devices=tuple(map(_face, shown)), page=page if choices else "")

    def _not_taken(self, error: Exception) -> None:
        said = conflict_of(error) or line("devices.unavailable")
        self._show(replace(self.state, frame=self._frame(said, Mood.ERROR)), "quiet")

    def _frame(self, said: Text = "", mood: Mood = Mood.TODO) -> Frame:
        todo = line("devices.try")
        return Frame(
            instruction=said or todo,
            mood=mood if said else Mood.TODO,
            detail=line("pack.then", todo=todo) if said else "",
            title=line("devices.title"),
            commands=(HELP, TYPE, WEIGH, TEST_LABEL, *((SETUP,) if self._may_set_up() else ()), HOME),
            choices=PAGES if len(self._rows) > MOST else (),
        )

    def _show(self, state: DevicesState, cue: str) -> None:
        self.state = state
        self._view.present(state, cue)


def _face(row: DeviceRow) -> DeviceFace:
    how = Condition(row.kind, row.state, row.detail)
    speed: Text = ""
    if row.latency_ms is not None:
        middle, worst = row.latency_ms
        speed = line("devices.speed", middle=f"{middle:.1f}", worst=f"{worst:.1f}")
    sign: Text = ""
    if row.sign:
        sign = line("devices.chosen" if row.chosen else "devices.sign", sign=row.sign)
    return DeviceFace(row, state_line(how), todo_line(how), _TONES[row.state], speed, sign)
