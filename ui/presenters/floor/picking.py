"""The picking screen's thinking: one screen for single, batch and zone walks, led by the walk's step."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.boards import ToldLine
from app.domain.codes import ItemCode, Meaning
from app.domain.errors import Conflict, Unavailable
from app.domain.picking.outcome import Outcome
from app.domain.picking.walk import AtItem, AtTote, Finished, Walk
from ui.presenters.commands import HELP, HOME, OK
from ui.presenters.floor.walking.answers import answer_of, helped, lost, unsaved
from ui.presenters.floor.walking.pick_faces import state_of
from ui.presenters.floor.walking.pick_state import PickFaces, PickState, TaskFace
from ui.presenters.floor.walking.standing import Standing
from ui.presenters.frame import Frame, Scan, View, line
from ui.presenters.lane import Lane

_QUANTITY = re.compile(r"\d{1,5}\Z")

NO_WALK = PickState(
    Frame(line("pick.do.none"), commands=(OK, HELP), choices=(HOME,)),
    faces=PickFaces(task=TaskFace(line("pick.task.none"), "0"), preview=line("pick.next.job")),
)
"""What is shown when nobody has taken a walk here."""


class Walking(Protocol):
    """The walk this station holds; ``app.services.floor.picking.Picking`` is one."""

    @property
    def walk(self) -> Walk | None:
        """As it stands, or None when there is none."""
        ...

    @property
    def has_news(self) -> bool:
        """Whether the centre has told something that was not let in yet."""
        ...

    def scan(self, text: str, *, typed: bool = False) -> Outcome:
        """Answers and journals a scan; raises ``Unavailable`` when it could not be journaled."""
        ...

    def catch_up(self) -> Outcome | None:
        """Lets one piece of news into the walk; None when none changes it."""
        ...


class PickingPresenter:
    """Leads a picker through a walk.

    Attributes:
        busy: True while a scan is being journaled.
        state: What was shown last.
    """

    def __init__(self, view: View, lane: Lane, walking: Walking, peek: Callable[[str], Meaning]) -> None:
        """Begins with nothing shown.

        Args:
            view: Its screen.
            lane: The journal's lane.
            walking: The walk.
            peek: Says what a text means without any effect (``app.services.floor.picking.peek``); called on the lane.
        """
        self._view, self._lane, self._walking, self._peek = view, lane, walking, peek
        self._walk: Walk | None = None
        self._told: tuple[ToldLine, ...] = ()
        self.busy = False
        self.state: PickState = NO_WALK

    @property
    def counts_scans(self) -> bool:
        """True while units of one item are scanned one by one."""
        walk = self._walk
        return walk is not None and isinstance(walk.step, AtItem) and walk.stops[walk.step.stop].left > 1

    def opened(self) -> None:
        """Shows where the walk stands, then lets news in."""
        self._walk = self._walking.walk
        self._show(NO_WALK if self._walk is None else state_of(Standing(self._walk)))
        self.poll()

    def poll(self) -> None:
        """Lets news from the centre in, if there is any; call it by a timer while this screen is in front."""
        if not self.busy and self._walk is not None and self._walking.has_news:
            self.busy = True
            self._lane.run(self._walking.catch_up, self._caught_up, self._failed)

    def tell(self, lines: tuple[ToldLine, ...]) -> None:
        """Shows which lines are safe here and which are confirmed centrally; nothing once the line is well again."""
        self._told = lines
        if not self.busy and lines != self.state.faces.told:
            self._show(self.state)

    def scanned(self, scan: Scan) -> None:
        """Hands a scan to the walk; help and the way home are the screen's own."""
        text = scan.text.strip().upper()
        if text == HELP.code:
            self._show(helped(self.state))
        elif text == HOME.code or (text == OK.code and self._is_over):
            self._view.open("home")
        elif self._is_over:
            self._show(self.state, "attention")
        else:
            self._hand_on(scan)

    @property
    def _is_over(self) -> bool:
        return self._walk is None or isinstance(self._walk.step, Finished)

    def _hand_on(self, scan: Scan) -> None:
        before, self.busy = self._walk, True
        self._lane.run(
            lambda: self._walking.scan(self._quantity(scan, before) or scan.text, typed=scan.typed),
            lambda outcome: self._answered(outcome, scan.brief, before),
            self._failed,
        )

    def _quantity(self, scan: Scan, walk: Walk | None) -> str:
        """Reads digits typed while counting as a quantity, unless they are an item's own code."""
        counting = walk is not None and isinstance(walk.step, AtItem | AtTote)
        text = scan.text.strip()
        if not (counting and scan.typed and _QUANTITY.match(text)) or isinstance(self._peek(text), ItemCode):
            return ""
        return f"#QTY{int(text)}"

    def _answered(self, outcome: Outcome, text: str, before: Walk | None) -> None:
        self.busy = False
        self._walk = outcome.walk
        self._show(answer_of(outcome, text, before), str(outcome.cue))

    def _caught_up(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self.busy = False
        else:
            self._answered(outcome, "", self._walk)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        match error:
            case Unavailable():
                self._show(unsaved(self.state, error), "wrong")  # "wrong" also drops what waits behind the lost scan
            case Conflict():
                self._show(lost(self.state, error), "wrong")
            case _:
                raise error

    def _show(self, state: PickState, cue: str = "quiet") -> None:
        self.state = state = replace(state, faces=replace(state.faces, told=self._told))
        self._view.present(state, cue)
