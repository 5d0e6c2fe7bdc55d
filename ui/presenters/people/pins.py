"""An administrator's screen of PINs: who has one since when, a new one by the own PIN, and taking one away.

The own digits go from the pad straight to the service. The new PIN is kept only as long as it is shown.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.codes import BadgeCode, Command
from app.domain.master.people import Person
from app.services.floor.signing import SignIn
from app.services.office.pins import Holder
from app.services.people.handing import Handed
from ui.presenters.asking import Question
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.frame import Mood, Scan, Text, View, line
from ui.presenters.lane import Lane
from ui.presenters.people.pins_state import Given, PinsMoment, PinsState, pins_state


class Drawer(Protocol):
    """The service behind the screen; raises ``Conflict`` and ``Unavailable``."""

    @property
    def writes_letters(self) -> bool:
        """Tells whether letters can be written here."""
        ...

    def holders(self) -> tuple[Holder, ...]:
        """Gives everybody, with since when they have a PIN."""
        ...

    def give(self, badge: str, pin: str) -> Handed:
        """Gives a badge a new PIN by the PIN of who is signed in."""
        ...

    def take(self, badge: str, pin: str) -> Handed:
        """Takes a badge's PIN away by the PIN of who is signed in."""
        ...

    def letter(self, person: Person, pin: str) -> Path:
        """Writes the letter of a new PIN and has it printed."""
        ...


Deed = Callable[[str, str], Handed]
"""What is done with a badge's PIN by the digits of the administrator's own one."""


class PinsPresenter:
    """Walks through the people and gives the chosen one a PIN, or takes it away.

    Attributes:
        busy: True while a letter is written.
        counts_scans: Never.
        takes_badges: Always: a badge chooses its person here.
        state: What was presented last.
    """

    counts_scans = False
    takes_badges = True

    def __init__(  # a composition root names each of them once
        self,
        view: View,
        lane: Lane,
        drawer: Drawer,
        *,
        who: Callable[[], Person | None],
        ask_pin: Callable[[Question], None],
        now: Callable[[], datetime],
        home: str = "home",
    ) -> None:
        """Begins with nobody known.

        Args:
            view: Its screen.
            lane: Where the centre is asked.
            drawer: The service.
            who: Who is signed in.
            ask_pin: Asks for a PIN on the screen that is there for it.
            now: The time, aware, in the zone that people here live in.
            home: Name of the screen that ``#HOME`` opens.
        """
        self._view, self._lane, self._drawer = view, lane, drawer
        self._who, self._ask_pin, self._now, self._home = who, ask_pin, now, home
        self.busy = False
        self._came = "quiet"
        self._moment = PinsMoment(letters=drawer.writes_letters)
        self.state: PinsState = pins_state(self._moment, now().tzinfo)

    def opened(self) -> None:
        """Shows what is known, or what came of the own PIN, and loads the people."""
        person = self._who()
        self._moment = replace(self._moment, me=person.badge if person else "")
        self._show(self._came)
        self._came = "quiet"
        self.refresh()

    def closed(self) -> None:
        """Forgets the new PIN and what was said with the screen."""
        self._tell(replace(self._calm(), given=None), "quiet")

    def refresh(self) -> None:
        """Loads the people again; the choice stays. A timer may call it while the screen is open."""
        self._lane.run(self._drawer.holders, self._took, self._not_taken)

    def scanned(self, scan: Scan) -> None:
        """Takes badges and the commands of the screen."""
        match own_meaning(scan.text):
            case Command("HOME" | "BACK"):
                self._view.open(self._home)
            case Command("HELP"):
                self._tell(replace(self._moment, helping=not self._moment.helping), "quiet")
            case _ if self._moment.given is not None:
                self._with_the_new_pin(self._moment.given, scan)
            case Command("OK") if self._moment.away:
                self._tell(self._calm(), "quiet")
                self.refresh()
            case Command("OK"):
                self._ask(self._drawer.give, "pins.ask_give")
            case Command("TAKE"):
                self._ask_to_take()
            case _:
                self._look_for(scan)

    def _look_for(self, scan: Scan) -> None:
        """Takes what chooses somebody."""
        match own_meaning(scan.text):
            case Command("NEXT"):
                self._select(self._moment.at + 1)
            case Command("PREV"):
                self._select(self._moment.at - 1)
            case Command("E", int(number)) if 1 <= number <= len(self.state.rows):
                self._choose(self.state.rows[number - 1].person.badge)
            case BadgeCode(badge):
                self._choose(badge)
            case _:
                self._refuse(line("pins.unknown", text=scan.brief))

    def _with_the_new_pin(self, given: Given, scan: Scan) -> None:
        match own_meaning(scan.text):
            case Command("OK"):
                self._tell(replace(self._calm(), given=None), "ok")
            case Command("LETTER"):
                self.busy = True
                self._lane.run(
                    lambda: self._drawer.letter(given.person, given.pin),
                    lambda file: self._written(given, file),
                    self._failed,
                )
            case _:
                self._refuse(line("pins.put_away"))

    def _select(self, at: int) -> None:
        holders = self._moment.holders or ()
        if holders:
            self._choose(holders[at % len(holders)].person.badge)
        else:
            self._tell(self._calm(), "quiet")

    def _choose(self, badge: str) -> None:
        if any(each.person.badge == badge for each in self._moment.holders or ()):
            self._tell(replace(self._calm(), selected=badge), "quiet")
        else:
            self._refuse(line("pin.nobody", badge=badge))

    def _ask_to_take(self) -> None:
        chosen = self._moment.chosen
        if chosen is not None and chosen.since is None:
            self._refuse(line("pin.none", badge=chosen.person.badge))
        elif chosen is not None and chosen.person.badge == self._moment.me:
            self._refuse(line("pin.own"))
        else:
            self._ask(self._drawer.take, "pins.ask_take")

    def _ask(self, deed: Deed, key: str) -> None:
        """Asks for the own PIN and does the deed by it."""
        chosen, admin = self._moment.chosen, self._who()
        if chosen is None or admin is None:
            self._refuse(line("pins.nobody"))
            return
        handed: list[Handed] = []

        def prove(pin: str) -> SignIn:
            came = deed(chosen.person.badge, pin)
            if came.asks_again:
                return SignIn(None, came.reason, came.badge, asks=admin, wait_s=came.wait_s)
            handed.append(came)
            return SignIn(admin)

        def proved(_came: SignIn) -> None:
            self._done(chosen.person, handed[-1])

        self._ask_pin(Question(admin, prove, proved, back="pins", key=key, other=chosen.person.name))

    def _done(self, person: Person, came: Handed) -> None:
        """Shows what came of it, once this screen is in front again."""
        calm, self._came = self._calm(), "wrong" if came.reason else "done"
        if came.reason:
            self._moment = replace(calm, said=line(came.reason, badge=came.badge), mood=Mood.ERROR)
        elif came.pin:
            self._moment = replace(calm, selected=person.badge, given=Given(person, came.pin))
        else:
            self._moment = replace(calm, said=line("pins.taken", name=person.name), mood=Mood.OK)
        self._view.open("pins")

    def _written(self, given: Given, file: Path) -> None:
        self.busy = False
        said = line("pins.written", name=given.person.name, file=str(file))
        self._tell(replace(self._calm(), said=said, mood=Mood.OK), "ok")

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self._refuse(conflict_of(error) or line("pins.unwritten"))

    def _took(self, holders: tuple[Holder, ...]) -> None:
        known = self._moment.selected or (holders[0].person.badge if holders else "")
        self._moment = replace(self._moment, holders=holders, selected=known, away=False)
        if pins_state(self._moment, self._now().tzinfo) != self.state:
            self._show("quiet")

    def _not_taken(self, error: Exception) -> None:
        sentence = conflict_of(error)
        if sentence is None:
            self._tell(replace(self._moment, away=True), "quiet")
        else:
            self._tell(replace(self._moment, away=False, said=sentence, mood=Mood.ERROR), "quiet")

    def _calm(self) -> PinsMoment:
        return replace(self._moment, said="", mood=Mood.TODO, away=False, helping=False)

    def _refuse(self, said: Text) -> None:
        self._tell(replace(self._calm(), said=said, mood=Mood.ERROR), "wrong")

    def _tell(self, moment: PinsMoment, cue: str) -> None:
        self._moment = moment
        self._show(cue)

    def _show(self, cue: str) -> None:
        self.state = pins_state(self._moment, self._now().tzinfo)
        self._view.present(self.state, cue)
