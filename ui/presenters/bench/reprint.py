"""A label of this station once more: choose one of the last, say why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.packing.outcome import REPRINT_CAUSES
from app.services.bench.reprinting import PrintedLabel
from ui.presenters.bench.answers import conflict_of
from ui.presenters.bench.pack_todo import TAIL
from ui.presenters.commands import BACK, HOME, TYPE
from ui.presenters.frame import Command, Frame, Line, Mood, Scan, Text, View, line
from ui.presenters.lane import Lane

CAUSES = tuple(
    Command(f"#R{at}", str(at), f"pack.cause.reprinting.{cause}") for at, cause in enumerate(REPRINT_CAUSES, 1)
)


class Drawer(Protocol):
    """The service behind the screen; raises ``Conflict`` or ``Unavailable``."""

    def labels(self) -> Sequence[PrintedLabel]:
        """Gives the last labels, the latest first."""
        ...

    def find(self, text: str) -> PrintedLabel:
        """Finds the label that was scanned."""
        ...

    def again(self, label: PrintedLabel, cause: str) -> int:
        """Queues a further copy and gives its number."""
        ...


@dataclass(frozen=True, slots=True)
class ReprintState:
    """Everything the screen paints.

    Attributes:
        frame: What is around the body; its choices are the labels, or the reasons once one is chosen.
        chosen: Code of the chosen label, empty before.
    """

    frame: Frame
    chosen: str = ""


class ReprintPresenter:
    """Leads from a label to its reason.

    Attributes:
        busy: True while the station's file is asked.
        counts_scans: Never.
        state: What was presented last.
    """

    counts_scans = False

    def __init__(self, view: View, lane: Lane, drawer: Drawer, *, bench: str = "packing", home: str = "home") -> None:
        """Knows of no label yet.

        Args:
            view: Its screen.
            lane: Where the work runs.
            drawer: The service.
            bench: Name of the screen that ``#BACK`` opens.
            home: Name of the screen that ``#HOME`` opens.
        """
        self._view, self._lane, self._drawer = view, lane, drawer
        self._bench, self._home = bench, home
        self._labels: tuple[PrintedLabel, ...] = ()
        self._chosen: PrintedLabel | None = None
        self.busy = False
        self.state = ReprintState(self._frame())

    def opened(self) -> None:
        """Shows the labels as they are now."""
        self._chosen = None
        self._load("", Mood.TODO, "quiet")

    def scanned(self, scan: Scan) -> None:
        """Takes a label, a reason or a command."""
        text = scan.text.strip().upper()
        choices = {each.code: at for at, each in enumerate(self.state.frame.choices)}
        match text:
            case "#HOME":
                self._view.open(self._home)
            case "#BACK" | "#UNDO" if self._chosen is None:
                self._view.open(self._bench)
            case "#BACK" | "#UNDO":
                self.opened()
            case code if code in choices and self._chosen is not None:
                self._print(self._chosen, REPRINT_CAUSES[choices[code]])
            case code if code in choices:
                self._choose(self._labels[choices[code]])
            case _:
                self.busy = True
                self._lane.run(lambda: self._drawer.find(scan.text), self._choose, self._failed)

    def _choose(self, label: PrintedLabel) -> None:
        self.busy = False
        self._chosen = label
        self._show("", Mood.TODO, "ok")

    def _print(self, label: PrintedLabel, cause: str) -> None:
        def done(copy: int) -> None:
            self._chosen = None
            self._load(line("reprint.done", label=name_of(label), copy=copy), Mood.OK, "done")

        self.busy = True
        self._lane.run(lambda: self._drawer.again(label, cause), done, self._failed)

    def _load(self, said: Text, mood: Mood, cue: str) -> None:
        def then(labels: Sequence[PrintedLabel]) -> None:
            self.busy = False
            self._labels = tuple(labels)
            self._show(said, mood, cue)

        self.busy = True
        self._lane.run(self._drawer.labels, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self._chosen = None
        self._show(conflict_of(error) or line("reprint.away"), Mood.ERROR, "wrong")

    def _show(self, said: Text, mood: Mood, cue: str) -> None:
        self.state = ReprintState(self._frame(said, mood), self._chosen.code if self._chosen else "")
        self._view.present(self.state, cue)

    def _frame(self, said: Text = "", mood: Mood = Mood.TODO) -> Frame:
        todo = self._todo()
        return Frame(
            instruction=said or todo,
            mood=mood,
            detail=line("pack.then", todo=todo) if said else "",
            title=line("reprint.title"),
            commands=(BACK, TYPE, HOME),
            choices=CAUSES if self._chosen else tuple(_choice(each, at) for at, each in enumerate(self._labels, 1)),
        )

    def _todo(self) -> Line:
        if self._chosen is not None:
            return line("reprint.why", label=name_of(self._chosen))
        return line("reprint.which" if self._labels else "reprint.none")


def name_of(label: PrintedLabel) -> Line:
    """Says which label: a parcel's by its last digits, any other by its code."""
    parcel = label.kind == "shipping"
    return line("reprint.parcel", tail=label.code[-TAIL:]) if parcel else line("reprint.other", code=label.code)


def _choice(label: PrintedLabel, at: int) -> Command:
    command = Command(f"#E{at}", str(at % 10), "reprint.row", names=(("label", name_of(label)), ("copy", label.copy)))
    return command if label.out else replace(command, label_key="reprint.row_waits", enabled=False)
