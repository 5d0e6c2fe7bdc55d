"""Setting a station's devices up on its own screen: choose, fill in, try, save."""

import re
from collections.abc import Callable, Mapping

from app.domain.boards import DeviceRow
from app.domain.errors import Unavailable
from ui.presenters.bench.answers import conflict_of
from ui.presenters.commands import BACK, HELP, HOME
from ui.presenters.faces import Notice
from ui.presenters.frame import Command, Mood, Scan, Text, View, line
from ui.presenters.lane import Lane
from ui.presenters.office.draft import Draft, WrongValue
from ui.presenters.office.lacks import lack_of, refused
from ui.presenters.office.setup_state import (
    LATER,
    NEW,
    PAGE,
    REMOVE,
    SAVE,
    TRY,
    SetupState,
    Step,
    Trial,
    choices_of,
    commands_of,
    frame_of,
    page_of,
    todo_of,
    trial_of,
)
from ui.presenters.office.workshop import Known, Workshop, ask

_CHOICE = re.compile(r"#S(\d{1,3})\Z")


class SetupPresenter:
    """Leads from a device to its settings and back.

    Attributes:
        busy: True while devices are opened, looked at or saved.
        counts_scans: Never.
        state: What was presented last.
    """

    counts_scans = False

    def __init__(self, view: View, lane: Lane, workshop: Workshop, *, may: Callable[[], bool]) -> None:
        """Knows of no device yet.

        Args:
            view: Its screen.
            lane: Where the work runs.
            workshop: The service.
            may: Whether who is signed in may change devices.
        """
        self._view, self._lane, self._workshop, self._may = view, lane, workshop, may
        self._known = Known({}, {})
        self._step, self._first, self._field = Step.DEVICES, 0, ""
        self._draft: Draft | None = None
        self._trial: Trial | None = None
        self._tried = self._sure = False
        self._scan = Scan("")
        self._before = 0
        self._ways: Mapping[str, Callable[[], None]] = {
            HOME.code: lambda: view.open("home"),
            BACK.code: self._back,
            HELP.code: self._help,
            NEW.code: self._begin_new,
            "#NEXT": lambda: self._turn(PAGE),
            "#PREV": lambda: self._turn(-PAGE),
        }
        self.busy = False
        self.state = SetupState(frame_of(line("setup.which"), "", Mood.TODO))

    @property
    def takes_badges(self) -> bool:
        """Whether a badge is a test scan like any other code, and changes nobody."""
        return self._may()

    def opened(self) -> None:
        """Looks at the devices; who may not change them is led back."""
        self._scan, self._trial, self._draft = Scan(""), None, None
        if self._may():
            self._load("", "quiet")
        else:
            self._show(line("setup.not_yours"), Mood.ERROR, "wrong")

    def closed(self) -> None:
        """Takes back what was tried and not saved, however the screen was left."""
        if self._tried:
            self._tried = False
            self._lane.run(self._workshop.undo, _nothing, self._failed_behind)

    def refresh(self) -> None:
        """Looks again at the device that is tried. A timer may call it while the screen is open."""
        if self._tried and not self.busy:
            self._look("", Mood.TODO, "quiet")

    def scanned(self, scan: Scan) -> None:
        """Takes a choice, a command, a typed value or a test scan."""
        text, sure = scan.text.strip().upper(), self._sure
        self._sure = False
        if not self._may():
            self._view.open("devices" if text == BACK.code else "home")
            return
        if text in self._ways:
            self._ways[text]()
        elif self._draft is not None and self._step is Step.FIELDS and text in {TRY.code, SAVE.code}:
            self._finish(self._draft, saves=text == SAVE.code)
        elif self._draft is not None and self._step is Step.FIELDS and text == REMOVE.code and self._draft.was:
            self._remove(self._draft.was, sure=sure)
        else:
            self._take(scan)

    def _take(self, scan: Scan) -> None:
        """Takes a choice or a typed value; anything else is a test scan."""
        text, draft = scan.text.strip(), self._draft
        choice = _CHOICE.match(text.upper())
        if choice and int(choice[1]) < len(self._choices()):
            self._choose(int(choice[1]))
        elif self._step is Step.VALUE and draft is not None and not text.startswith("#"):
            self._fill(draft, text)
        else:
            self._scan = scan
            self._show(line("setup.read", text=scan.text), Mood.OK, "ok")

    def _choices(self) -> tuple[Command, ...]:
        return choices_of(self._step, self._known, self._draft, self._field)

    def _choose(self, at: int) -> None:
        draft = self._draft
        match self._step:
            case Step.DEVICES:
                self._begin(self._known.draft(at))
            case Step.NEW:
                self._begin(self._known.fresh(at))
            case Step.FIELDS if draft is not None:
                self._edit(draft, draft.names[at])
            case _ if draft is not None:
                self._fill(draft, self._known.values(draft, self._field)[at])

    def _begin_new(self) -> None:
        if self._step is Step.DEVICES:
            self._enter(Step.NEW, "ok")
        else:
            self._show("", Mood.TODO, "quiet")

    def _begin(self, draft: Draft) -> None:
        self._draft, self._trial = draft, None
        self._enter(Step.FIELDS, "ok")

    def _edit(self, draft: Draft, name: str) -> None:
        """Turns a choice on at once; anything else is typed, or chosen from what is there."""
        turned, first = draft.turned(name), self._first
        if turned is not None:
            self._draft = turned
            self._show("", Mood.TODO, "ok")
            return
        self._field = name
        self._enter(Step.VALUE, "ok")
        self._before = first

    def _fill(self, draft: Draft, text: str) -> None:
        try:
            filled = draft.filled(self._field, text)
        except WrongValue as wrong:
            self._show(wrong.said, Mood.ERROR, "wrong")
            return
        said = refused(filled, self._workshop)
        if said is not None and refused(draft, self._workshop) is None:
            self._show(said, Mood.ERROR, "wrong")
            return
        self._draft = filled
        self._enter(Step.FIELDS, "ok", first=self._before)

    def _finish(self, draft: Draft, *, saves: bool) -> None:
        """Opens a device that is filled in, and saves it when that is wished."""
        said = lack_of(draft, self._known, self._workshop)
        if said is not None:
            self._show(said, Mood.ERROR, "wrong")
            return
        tables = self._known.with_draft(draft)
        self.busy = self._tried = True
        if saves:
            self._lane.run(lambda: self._workshop.save(tables), self._saved, self._failed)
            return
        look = line("setup.tried", name=draft.name)
        self._lane.run(lambda: self._workshop.open(tables), lambda _: self._look(look, Mood.OK, "ok"), self._failed)

    def _remove(self, name: str, *, sure: bool) -> None:
        if not sure:
            self._sure = True
            self._show(line("setup.remove", name=name), Mood.ATTENTION, "attention")
            return
        rest = self._known.without(name)
        self.busy = self._tried = True
        self._lane.run(lambda: self._workshop.save(rest), self._saved, self._failed)

    def _saved(self, file: str) -> None:
        self._tried = False
        later = self._draft is not None and self._draft.form.driver == LATER
        self._load(line("setup.saved_later" if later else "setup.saved", file=file), "done")

    def _look(self, said: Text, mood: Mood, cue: str) -> None:
        """Asks how the device is that is tried."""
        draft = self._draft
        if draft is None:
            return

        def then(row: DeviceRow | None) -> None:
            self.busy = False
            self._trial = trial_of(row) if row is not None else None
            self._show(said or self.state.frame.instruction, mood if said else self.state.frame.mood, cue)

        self.busy = True
        self._lane.run(lambda: self._workshop.look(draft.name), then, self._failed)

    def _load(self, said: Text, cue: str) -> None:
        def then(known: Known) -> None:
            self.busy = False
            self._known, self._draft, self._trial = known, None, None
            self._enter(Step.DEVICES, cue, said=said)

        self.busy = True
        self._lane.run(lambda: ask(self._workshop), then, self._failed)

    def _back(self) -> None:
        match self._step:
            case Step.DEVICES:
                self._view.open("devices")
            case Step.VALUE:
                self._enter(Step.FIELDS, "ok", first=self._before)
            case _:
                self.closed()
                self._load("", "ok")

    def _failed(self, error: Exception) -> None:
        self.busy = False
        said = conflict_of(error) or line("setup.unsaved", why=str(error))
        self._show(said, Mood.ERROR, "wrong")

    def _failed_behind(self, error: Exception) -> None:
        """What was tried could not be taken back while another screen is open: the devices' lamps say what is wrong."""
        if not isinstance(error, Unavailable):
            raise error

    def _turn(self, by: int) -> None:
        count = len(self._choices())
        pages = -(-count // PAGE) or 1
        self._first = (self._first + by) % (pages * PAGE)
        self._show("", Mood.TODO, "quiet")

    def _help(self) -> None:
        notice = None if self.state.frame.notice else Notice("setup.help", "pack.help.close", "#HELP", tone="todo")
        self._show("", Mood.TODO, "quiet", notice=notice)

    def _enter(self, step: Step, cue: str, *, said: Text = "", first: int = 0) -> None:
        self._step, self._first = step, first
        self._show(said, Mood.DONE if said else Mood.TODO, cue)

    def _show(self, said: Text, mood: Mood, cue: str, *, notice: Notice | None = None) -> None:
        old = self._draft is not None and bool(self._draft.was)
        todo = todo_of(self._step, self._draft, self._field, some=bool(self._known.tables))
        frame = frame_of(
            todo,
            said if said != todo else "",
            mood,
            commands=commands_of(self._step, old=old),
            choices=page_of(self._choices(), self._first),
            notice=notice,
        )
        self.state = SetupState(frame, self._step, self._trial, self._scan.text, self._scan.source)
        self._view.present(self.state, cue)


def _nothing(_: None) -> None:
    """There is nothing to show."""
