"""The zone board: a supervisor sends people to zones, releases waves and cancels orders."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from app.domain.boards import Board
from app.domain.codes import BadgeCode, Command, Unknown, ZoneCode
from app.services.office.supervising import FoundOrder, Released
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.frame import Mood, Scan, Text, View, line
from ui.presenters.lane import Lane
from ui.presenters.office.board_state import METHODS, BoardMoment, BoardState, Way, board_state


class Floor(Protocol):
    """The service behind the board; every call raises ``Unavailable`` while the centre is away."""

    def board(self) -> Board:
        """Gives the board as it is now."""
        ...

    def assign(self, badge: str, zone: str | None) -> None:
        """Sends a person to a zone, or to none; raises ``Conflict``."""
        ...

    def release(self, method: Way) -> Released:
        """Sets stock aside and releases what can be; ``method`` is one of ``METHODS``; raises ``Conflict``."""
        ...

    def find_order(self, text: str) -> FoundOrder | None:
        """Finds an order by the code of its packing slip or by its number."""
        ...

    def cancel(self, order: int) -> None:
        """Cancels an order; raises ``Conflict`` when it is too late."""
        ...


class BoardPresenter:
    """Takes a supervisor's word by key, touch, drag or scan.

    Attributes:
        busy: True while the floor answers.
        counts_scans: Never.
        takes_badges: Always: a badge selects its person here.
        state: What was presented last.
    """

    counts_scans = False
    takes_badges = True

    def __init__(
        self, view: View, lane: Lane, floor: Floor, *, now: Callable[[], datetime], home: str = "home"
    ) -> None:
        """Starts with an empty board.

        Args:
            view: Its screen.
            lane: Where the floor's work runs.
            floor: The service.
            now: The time, aware, in the station's zone.
            home: Name of the screen that ``#HOME`` opens.
        """
        self._view, self._lane, self._floor = view, lane, floor
        self._now, self._home = now, home
        self.busy = False
        self._moment = BoardMoment()
        self._done: tuple[tuple[str, str], ...] = ()
        self.state: BoardState = board_state(self._moment, now())

    def opened(self) -> None:
        """Shows what is known and loads the board."""
        self._moment = replace(self._calm(), selected="", helping=False)
        self._present("quiet")
        self.refresh()

    def refresh(self) -> None:
        """Loads the board again; selection and sentence stay. A timer may call it while the screen is open."""
        self._lane.run(self._floor.board, self._took, self._no_board)

    def scanned(self, scan: Scan) -> None:
        """Takes a badge, a zone's sign, an order's code or a command."""
        text = scan.text.strip()
        match own_meaning(text):
            case Command(name, number):
                self._command(name, number)
            case BadgeCode(badge):
                self._select(badge)
            case ZoneCode(zone):
                self._assign(zone)
            case Unknown() if scan.typed and self._moment.step == "assign" and self._has_zone(text.upper()):
                self._assign(text.upper())
            case _ if self._moment.step == "find":
                self._find(text)
            case _:
                self._refuse(line("board.not_understood", text=scan.brief))

    def _command(self, name: str, number: int | None) -> None:
        match name:
            case "HOME":
                self._view.open(self._home)
            case "HELP":
                self._tell(replace(self._moment, helping=not self._moment.helping, note=""), "quiet")
            case "OK" if self._moment.away:
                self._tell(replace(self._moment, away=False, note=""), "quiet")
            case "P":
                people = self._moment.people()
                self._select(people[number - 1].badge if number and number <= len(people) else "")
            case "RELEASE" | "CANCEL":
                self._tell(replace(self._calm(), step="methods" if name == "RELEASE" else "find"), "ok")
            case _:
                self._step_command(name, number)

    def _step_command(self, name: str, number: int | None) -> None:
        match name, self._moment.step:
            case "NONE", "assign":
                self._assign("")
            case "UNDO", "assign":
                self._undo()
            case (("BACK" | "UNDO"), _):
                self._tell(replace(self._calm(), selected=""), "ok")
            case "M", "methods" if number and number <= len(METHODS):
                self._release(METHODS[number - 1])
            case "OK", "confirm":
                self._cancel()
            case _:
                self._refuse(line("board.not_now", command=f"#{name}"))

    def _has_zone(self, zone: str) -> bool:
        board = self._moment.board
        return board is not None and any(lane.zone == zone for lane in board.lanes)

    def _select(self, badge: str) -> None:
        person = self._moment.person(badge)
        if self._moment.board is None:
            self._refuse(line("board.loading"))
        elif person is None:
            self._refuse(line("board.unknown_person", badge=badge or "-"))
        else:
            self._tell(replace(self._calm(), selected=badge, note=person.name), "ok")

    def _assign(self, zone: str) -> None:
        person = self._moment.person(self._moment.selected)
        if person is None:
            self._refuse(line("board.person_first"))
        elif zone and not self._has_zone(zone):
            self._refuse(line("board.unknown_zone", zone=zone))
        elif person.zone == zone:
            said = line("board.already_there" if zone else "board.already_free", name=person.name, zone=zone)
            self._tell(replace(self._calm(), selected="", said=said, mood=Mood.ATTENTION), "attention")
        else:
            key = "board.assigned" if zone else "board.freed"
            said = line(key, name=person.name, zone=zone)
            self._send(person.badge, zone, said, history=(*self._done, (person.badge, person.zone)))

    def _undo(self) -> None:
        if not self._done:
            self._refuse(line("board.nothing_to_undo"))
            return
        badge, zone = self._done[-1]
        person = self._moment.person(badge)
        key = "board.undone" if zone else "board.undone_free"
        said = line(key, name=person.name if person else badge, zone=zone)
        self._send(badge, zone, said, history=self._done[:-1])

    def _send(self, badge: str, zone: str, said: Text, *, history: tuple[tuple[str, str], ...]) -> None:
        def then(_: None) -> None:
            self.busy = False
            what = "assigned" if len(history) > len(self._done) else "undone"
            self._done = history
            calm = replace(self._calm(), selected="", may_undo=bool(history), said=said, mood=Mood.OK)
            person = self._moment.person(badge)
            note = f"{person.name if person else badge}: {zone or '-'}"
            self._tell(replace(calm, note=note, last=(what, badge, zone)), "ok")
            self.refresh()

        self._run(lambda: self._floor.assign(badge, zone or None), then)

    def _release(self, method: Way) -> None:
        def then(released: Released) -> None:
            self.busy = False
            key = "board.released" if released.orders else "board.released_none"
            said = line(
                key,
                count=released.orders,
                waves=released.waves,
                walks=released.walks,
                stops=released.stops,
                metres=released.metres,
                backordered=released.backordered,
            )
            calm = replace(self._calm(), said=said, last=("released", released.orders, released.walks))
            done = bool(released.orders)
            self._tell(replace(calm, mood=Mood.DONE if done else Mood.ATTENTION), "done" if done else "attention")
            self.refresh()

        self._run(lambda: self._floor.release(method), then, line("board.releasing"))

    def _find(self, text: str) -> None:
        def then(found: FoundOrder | None) -> None:
            self.busy = False
            if found is None:
                self._refuse(line("board.unknown_order", text=text), step="find")
            else:
                self._tell(replace(self._calm(), step="confirm", found=found, note=found.ref), "attention")

        self._run(lambda: self._floor.find_order(text), then)

    def _cancel(self) -> None:
        found = self._moment.found
        if found is None:
            self._refuse(line("board.not_now", command="#OK"))
            return

        def then(_: None) -> None:
            self.busy = False
            said = line("board.cancelled", ref=found.ref, customer=found.customer)
            self._tell(replace(self._calm(), said=said, mood=Mood.DONE, last=("cancelled", found.order)), "done")
            self.refresh()

        self._run(lambda: self._floor.cancel(found.order), then)

    def _run(self, job: Callable[[], object], then: Callable[..., None], meanwhile: Text = "") -> None:
        self.busy = True
        if meanwhile:
            self._tell(replace(self._calm(), said=meanwhile), "quiet")
        self._lane.run(job, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        sentence = conflict_of(error)
        if sentence is None:
            self._tell(replace(self._calm(), away=True), "attention")
        else:
            self._refuse(sentence)
            self.refresh()

    def _took(self, board: Board) -> None:
        selected = self._moment.selected
        moment = replace(self._moment, board=board, away=False, note="")
        self._tell(replace(moment, selected=selected if moment.person(selected) else ""), "quiet")

    def _no_board(self, error: Exception) -> None:
        sentence = conflict_of(error)
        said = sentence if sentence is not None else self._moment.said
        self._tell(replace(self._moment, away=sentence is None, said=said, note=""), "quiet")

    def _calm(self) -> BoardMoment:
        return replace(
            self._moment, step="assign", found=None, said="", mood=Mood.TODO, note="", away=False, helping=False
        )

    def _refuse(self, said: Text, *, step: str = "") -> None:
        keep = step or self._moment.step
        found = self._moment.found if keep == "confirm" else None
        self._tell(replace(self._calm(), step=keep, found=found, said=said, mood=Mood.ERROR), "wrong")

    def _tell(self, moment: BoardMoment, cue: str) -> None:
        self._moment = moment
        self._present(cue)

    def _present(self, cue: str) -> None:
        self.state = board_state(self._moment, self._now())
        self._view.present(self.state, cue)
