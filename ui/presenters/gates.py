"""What is looked at before any screen: badges, the word to sign out, and the signs of printers."""

from collections.abc import Callable
from typing import Protocol

from app.domain.codes import BADGE, PrinterCode
from app.domain.master.people import Person
from app.services.bench.printing import Routed
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.frame import Announce, Mood, Scan, line
from ui.presenters.lane import Lane


class SignedIn(Protocol):
    """The answer to a badge; ``app.services.floor.signing.SignIn`` is one."""

    @property
    def person(self) -> Person | None:
        """Who was signed in, or None."""
        ...

    @property
    def asks(self) -> Person | None:
        """Whose PIN is wanted, or None."""
        ...


class Door(Protocol):
    """Signing in and out; raises ``Unavailable`` when the station's disk does not take it."""

    def sign_in(self, text: str) -> SignedIn:
        """Signs in by a badge."""
        ...

    def sign_out(self) -> None:
        """Signs out."""
        ...


class BadgeGate:
    """Lets a badge change who works here, on every screen that does not want badges itself.

    Attributes:
        busy: True while somebody is being signed in or out.
    """

    def __init__(
        self,
        lane: Lane,
        door: Door,
        *,
        wants_badges: Callable[[], bool],
        entered: Callable[[Person], None],
        asked: Callable[[Person], None],
        left: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Takes its surroundings.

        Args:
            lane: Where signing runs.
            door: The service.
            wants_badges: Whether the open screen takes badges itself.
            entered: Told who came.
            asked: Told whose PIN is wanted first.
            left: Told that somebody left.
            failed: Takes what went wrong.
        """
        self._lane, self._door, self._wants_badges = lane, door, wants_badges
        self._entered, self._asked, self._left, self._failed = entered, asked, left, failed
        self.busy = False

    def takes(self, scan: Scan) -> bool:
        """Takes badges and ``#BYE``, leaves all else."""
        text = scan.text.strip().upper()
        if text == "#BYE":
            self.busy = True
            self._lane.run(self._door.sign_out, self._gone, self._went_wrong)
            return True
        if BADGE.match(text) and not self._wants_badges():
            self.busy = True
            self._lane.run(lambda: self._door.sign_in(text), self._come, self._went_wrong)
            return True
        return False

    def _gone(self, _: None) -> None:
        self.busy = False
        self._left()

    def _come(self, answer: SignedIn) -> None:
        self.busy = False
        if answer.person is not None:
            self._entered(answer.person)
        elif answer.asks is not None:
            self._asked(answer.asks)

    def _went_wrong(self, error: Exception) -> None:
        self.busy = False
        self._failed(error)


class PrinterGate:
    """Lets the sign of a printer send the labels there, wherever labels are looked after.

    Attributes:
        busy: True while the labels are being sent elsewhere.
    """

    def __init__(
        self,
        lane: Lane,
        route: Callable[[str], Routed],
        *,
        listens: Callable[[], bool],
        announce: Announce,
        routed: Callable[[], None],
    ) -> None:
        """Takes its surroundings.

        Args:
            lane: Where the labels are sent elsewhere.
            route: Does it, by the text of a sign; raises ``Conflict`` or ``Unavailable``.
            listens: Whether a screen is open where a printer's sign means this.
            announce: Says what came of it.
            routed: Told that labels go elsewhere now.
        """
        self._lane, self._route, self._listens = lane, route, listens
        self._announce, self._routed = announce, routed
        self.busy = False

    def takes(self, scan: Scan) -> bool:
        """Takes the signs of printers, leaves all else."""
        if not isinstance(own_meaning(scan.text), PrinterCode) or not self._listens():
            return False
        self.busy = True
        self._lane.run(lambda: self._route(scan.text), self._went, self._went_wrong)
        return True

    def _went(self, routed: Routed) -> None:
        self.busy = False
        said = line("print.home" if routed.home else "print.routed", printer=routed.printer.name)
        self._routed()
        if routed.misfits:
            self._announce(said, Mood.ATTENTION, "attention", line("print.misfits", count=routed.misfits))
        else:
            self._announce(said, Mood.OK, "ok")

    def _went_wrong(self, error: Exception) -> None:
        self.busy = False
        self._announce(conflict_of(error) or line("print.unsaved"), Mood.ERROR, "wrong")
