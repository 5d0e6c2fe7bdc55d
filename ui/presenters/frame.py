"""What the common frame shows, and the border between a presenter and everything that is Qt.

A presenter is plain Python. It receives ``Scan`` values, asks a service, and hands a frozen state to its ``View``.
Every such state has a ``frame``: the instruction, its mood, the commands. Texts are not sentences yet but
``Line`` values (a phrase key with its names), so the shell can say the same state again in another language::

    Frame(instruction=line("pick.scan_item", item="RED MUG"), mood=Mood.TODO, commands=(UNDO, SHORT))
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from app.domain.codes import readable
from ui.presenters.faces import Notice

Say = Callable[..., str]
"""Gives the sentence of a phrase key with its names; ``app.language.Phrases`` is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that is said when it is painted.

    Attributes:
        key: Phrase key, e.g. ``"pick.scan_item"``.
        names: What fills the braces; a value may be a ``Line`` itself.
    """

    key: str
    names: tuple[tuple[str, object], ...] = ()


_LONGEST = 24
"""Signs of the longest code that is shown whole in a sentence; a parcel's number with its identifier has 20."""

Text = str | Line
"""Something to show: a plain string (a code, a name) or a sentence to be said."""


def line(key: str, **names: object) -> Line:
    """Makes a sentence of a phrase key and its names."""
    return Line(key, tuple(names.items()))


def speak(text: Text, say: Say) -> str:
    """Says a text in the language of ``say``.

    Raises:
        KeyError: The phrase or one of its names is missing; a bug.
    """
    if isinstance(text, str):
        return text
    names = {name: speak(value, say) if isinstance(value, Line) else value for name, value in text.names}
    return say(text.key, **names)


def brief(code: str) -> str:
    """Gives a code as it fits into a sentence: of a long one its beginning and its end."""
    return code if len(code) <= _LONGEST else f"{code[:15]}…{code[-8:]}"


class Mood(StrEnum):
    """How the instruction bar looks; each has its colour and its icon."""

    TODO = "todo"
    OK = "ok"
    ERROR = "error"
    ATTENTION = "attention"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Command:
    """Something the open screen accepts by key, by touch and by scan alike.

    Attributes:
        code: What a command barcode says, e.g. ``"#UNDO"``; all three ways send exactly this.
        key: Keyboard key, ``"F2"``, ``"Enter"``, ``"Esc"``, ``"3"``, ``"A"``; empty for none.
        label_key: Phrase key of its caption.
        enabled: False paints it dim and makes key and touch do nothing (a scan still reaches the presenter).
        icon: Name of a picture in ``resources/icons``; empty for none.
        names: What fills the caption's braces.
    """

    code: str
    key: str
    label_key: str
    enabled: bool = True
    icon: str = ""
    names: tuple[tuple[str, object], ...] = ()

    @property
    def label(self) -> Line:
        """The caption as a sentence to be said."""
        return Line(self.label_key, self.names)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a screen's body.

    Attributes:
        instruction: The one thing to do now, imperative.
        mood: Its colour and icon.
        detail: Second line: what was scanned and what was expected.
        title: The task, e.g. "Batch B-0412".
        progress: Where in it, e.g. "line 7 of 31".
        commands: At most six, shown as buttons at the bottom, left to right.
        choices: Further commands that the body shows itself (reasons, boxes, rows): reached by their keys too.
        note: Short result of the last scan, for the list of last scans.
        notice: A banner over the body, or None.
    """

    instruction: Text
    mood: Mood = Mood.TODO
    detail: Text = ""
    title: Text = ""
    progress: Text = ""
    commands: tuple[Command, ...] = ()
    choices: tuple[Command, ...] = ()
    note: Text = ""
    notice: Notice | None = None

    def command_for(self, key: str) -> Command | None:
        """Gives the enabled command of a keyboard key, or None."""
        every = (*self.commands, *self.choices)
        return next((each for each in every if each.key == key and each.enabled), None)


@dataclass(frozen=True, slots=True)
class Scan:
    """A text on its way to a presenter.

    Attributes:
        text: What a scanner read, a person typed, or the code of a pressed button.
        source: Which device: ``"scanner-1"``, ``"wedge"``, ``"typed"``, ``"key"``, ``"touch"``.
        typed: True when a person typed it (check digits, quantities); logged as such.
    """

    text: str
    source: str = ""
    typed: bool = False

    @property
    def shown(self) -> str:
        """The text as people are shown it."""
        return readable(self.text.strip())

    @property
    def brief(self) -> str:
        """The same where there is room for a short text only."""
        return brief(self.shown)


class State(Protocol):
    """What a presenter hands to its view: a frozen dataclass with everything its screen paints."""

    @property
    def frame(self) -> Frame:
        """What the common frame shows."""
        ...


class View(Protocol):
    """What a presenter sees of its screen."""

    def present(self, state: State, cue: str = "quiet") -> None:
        """Paints a state and gives its cue.

        Call it exactly when ``busy`` is already False again: it also tells the router that the scan in flight is
        answered. The cue ``"wrong"`` says refused: scans waiting behind it are dropped and shown as dropped.

        Args:
            state: Everything the screen and the frame show.
            cue: ``"quiet"``, ``"ok"``, ``"wrong"``, ``"attention"`` or ``"done"``.
        """
        ...

    def open(self, name: str) -> None:
        """Brings another screen to the front by its name."""
        ...


class Announce(Protocol):
    """Says something that concerns the station over the open screen's instruction; see ``ui.shell.Shell.announce``."""

    def __call__(self, said: Text, mood: Mood, cue: str, detail: Text = "") -> None:
        """Says it, with its cue; without a detail the second line is what to do now."""
        ...


class Presenter(Protocol):
    """What the router and the shell need of a presenter; plain attributes do for the two properties."""

    @property
    def busy(self) -> bool:
        """True while an answer is awaited; scans wait meanwhile."""
        ...

    @property
    def counts_scans(self) -> bool:
        """True where each scan counts one unit: the guard against double reads is much shorter then."""
        ...

    def scanned(self, scan: Scan) -> None:
        """Takes one scan, command or typed text; never called while ``busy``."""
        ...

    def opened(self) -> None:
        """Its screen came to the front: load what it shows and present it."""
        ...


class Gate(Protocol):
    """Looks at every scan before the open screen does: badges, sign-out, the shell's own commands."""

    @property
    def busy(self) -> bool:
        """True while its own answer is awaited; all scans wait meanwhile."""
        ...

    def takes(self, scan: Scan) -> bool:
        """Takes a scan and says True, or leaves it to the next gate or the open screen and says False."""
        ...


AnyState = Any
"""A state inside the shell, which only reads ``frame`` and gives the rest back to the screen it came from."""
