"""A day of a site on which everything goes wrong by a script, and its end, when all is put right again."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import sqlalchemy as sa

from app.central.promises.cancelling import cancel
from app.central.tables import sales_order
from app.domain.clock import SystemClock
from app.domain.errors import Conflict, Unavailable
from tests.builders import PACKER, SUPERVISOR
from tests.chaos.crew import HUB, STATION, Member, url_through
from tests.chaos.ground import back_up, lay_out, moving, restore, the_centre
from tests.chaos.script import Trouble
from tests.databases.proxy import Proxy
from tests.databases.server import Server

_BEGIN_S, _PATIENCE_S = 90.0, 200.0
_OVER = ("shipped", "cancelled")


@dataclass
class Day:
    """What a day is made of.

    Attributes:
        folder: Where the stations' files are.
        seed: Of the orders and of everybody's mistakes.
        roles: By the code of a station: picker, packer or office.
        orders: How many orders the morning brings.
        troubles: What goes wrong.
        bug: A planted bug.
        peaceful: Whether people make no mistakes of their own.
        asked: Files that wait in the folder ``control`` when the stations begin, e.g. ``take-ST01``.
        still_s: Seconds without anything new after which the day counts as over, whatever is left.
    """

    folder: Path
    seed: int
    roles: dict[str, str]
    orders: int
    troubles: Sequence[Trouble] = ()
    bug: str = ""
    peaceful: bool = False
    asked: Sequence[str] = ()
    still_s: float = 12.0
    server: Server = field(init=False)
    crew: dict[str, Member] = field(init=False, default_factory=dict)
    happened: list[str] = field(default_factory=list)
    _silent: bool = False
    _errands: list[Thread] = field(default_factory=list)

    def badge(self, code: str) -> str:
        """Gives who works at a station."""
        return {"picker": f"BA2{code[2:]:>03}", "packer": PACKER, "office": SUPERVISOR}[self.roles[code]]

    @property
    def control(self) -> Path:
        """Where the stations are told things."""
        return self.folder / "control"

    def live(self) -> None:
        """Lives the whole day: the script, then peace until nothing moves, then everybody goes home."""
        self.begin()
        self.play()
        self.end()

    def begin(self) -> None:
        """Opens the house and waits until everybody is at work."""
        for name in ("control", "gone"):
            (self.folder / name).mkdir()
        for name in (*self.asked, *(["peace"] if self.peaceful else [])):
            (self.control / name).touch()
        lay_out(self.server, self.folder, self.seed, orders=self.orders, badges=[self.badge(c) for c in self.roles])
        for code in ("hub", *self.roles):
            wire = Proxy(self.server.port)
            command = [str(HUB), url_through(wire)] if code == "hub" else self._station(code, wire)
            self.crew[code] = Member(code, command, wire, self.folder / f"log-{code}")
            self.crew[code].begin()
        await_that(self._all_at_work, _BEGIN_S, "everybody at work")

    def play(self) -> None:
        """Lets everything go wrong, each thing at its moment."""
        moments: list[tuple[float, int, Callable[[], None]]] = []
        for number, trouble in enumerate(self.troubles):
            moments.append((trouble.at, number, self._beginning(trouble)))
            moments.append((trouble.at + trouble.length, number, self._mending(trouble)))
        start, tick = monotonic(), Event()
        for at, _, act in sorted(moments, key=lambda each: each[:2]):
            tick.wait(max(0.0, start + at - monotonic()))
            act()

    def end(self) -> None:
        """Mends everything, waits until nothing moves any more, and sends everybody home."""
        self._silent = False
        self.server.thaw()
        for member in self.crew.values():
            member.wire.heal()
            member.go_on()
            member.begin()
        for errand in self._errands:
            errand.join()
        for file in self.control.glob("skew-*"):
            file.unlink()
        (self.control / "peace").touch()
        await_that(self._all_at_work, _BEGIN_S, "everybody at work again")
        self._await_rest()
        (self.control / "home").touch()
        for code in self.roles:
            ended = self.crew[code].await_end()
            assert ended == 0, f"{code} ended with {ended}: {self.crew[code].log.read_text()[-2000:]}"
        self.crew["hub"].kill()

    def _all_at_work(self) -> bool:
        """Tells whether each station has begun the life it is in; on a busy machine that takes its time."""
        files = {code: self.control / f"at-work-{code}" for code in self.roles}
        return all(
            file.exists() and file.read_text(encoding="ascii") == f"{self.seed}-{self.crew[code].life}"
            for code, file in files.items()
        )

    def _await_rest(self) -> None:
        """Waits until everything is done, or nothing has happened for a while."""
        still, before = monotonic(), tuple[object, ...]()
        calm = 0

        def resting() -> bool:
            nonlocal still, before, calm
            with the_centre(self.server) as centre:
                now = moving(centre)
            calm = calm + 1 if not any(now[:-1]) and now == before else 0
            if now != before:
                still, before = monotonic(), now
            return calm > 4 or monotonic() - still > self.still_s

        await_that(resting, _PATIENCE_S, "rest", tick=0.3)

    def _station(self, code: str, wire: Proxy) -> list[str]:
        who = [self.roles[code], self.badge(code), f"{self.seed}-{{life}}", self.bug]
        return [str(STATION), str(self.folder), url_through(wire), code, *who]

    def _beginning(self, trouble: Trouble) -> Callable[[], None]:
        def act() -> None:
            self.happened.append(trouble.what)
            getattr(self, f"_{trouble.what}")(trouble)

        return act

    def _mending(self, trouble: Trouble) -> Callable[[], None]:
        def act() -> None:
            if trouble.where == "server" and trouble.what in {"crash", "restart"}:
                self.server.start()
            if trouble.where == "server":
                self.server.thaw()
                self._silent = False
            elif trouble.where in self.crew:
                member = self.crew[trouble.where]
                member.wire.heal()
                member.go_on()
                member.begin()

        return act

    def _restart(self, _trouble: Trouble) -> None:
        self._silent = True
        self.server.stop()

    def _crash(self, _trouble: Trouble) -> None:
        self._silent = True
        self.server.kill()

    def _freeze(self, trouble: Trouble) -> None:
        if trouble.where == "server":
            self._silent = True
            self.server.freeze()
        else:
            self.crew[trouble.where].wire.freeze()

    def _backup(self, _trouble: Trouble) -> None:
        back_up(self.server)

    def _restore(self, _trouble: Trouble) -> None:
        restore(self.server)

    def _kill(self, trouble: Trouble) -> None:
        self.crew[trouble.where].kill()

    def _stop(self, trouble: Trouble) -> None:
        self.crew[trouble.where].stop()

    def _cut(self, trouble: Trouble) -> None:
        self.crew[trouble.where].wire.refuse()

    def _withhold(self, trouble: Trouble) -> None:
        self.crew[trouble.where].wire.withhold_answers()

    def _delay(self, trouble: Trouble) -> None:
        self.crew[trouble.where].wire.delay(trouble.number / 10_000)

    def _skew(self, trouble: Trouble) -> None:
        (self.control / f"skew-{trouble.where}").write_text(str(trouble.number), encoding="ascii")

    def _resend(self, trouble: Trouble) -> None:
        (self.control / f"resend-{trouble.where}").touch()

    def _take(self, trouble: Trouble) -> None:
        pickers = [code for code, role in self.roles.items() if role == "picker"]
        (self.control / f"take-{pickers[trouble.number % len(pickers)]}").touch()

    def _cancel(self, trouble: Trouble) -> None:
        if not self._silent:  # on a thread: whoever is stopped may hold the row
            self._errands.append(Thread(target=self._call_off, args=(trouble.number,), name="cancel"))
            self._errands[-1].start()

    def _call_off(self, number: int) -> None:
        with contextlib.suppress(Unavailable, Conflict), the_centre(self.server) as centre:
            with centre.reading() as connection:
                live = sa.select(sales_order.c.id).where(sales_order.c.state.not_in(_OVER)).order_by(sales_order.c.id)
                orders = list(connection.scalars(live))
            if orders:
                chosen = orders[number % len(orders)]
                cancel(centre, chosen, SUPERVISOR, station="ST00", now=SystemClock().now())


@contextlib.contextmanager
def a_day(day: Day) -> Iterator[Day]:
    """Gives a day its server, and takes everything away afterwards whatever became of it."""
    day.server = Server()
    try:
        day.server.make()
        day.server.start()
        yield day
    finally:
        for member in day.crew.values():
            member.kill()
            member.wire.close()
        day.server.close()


def roles_of(stations: int) -> dict[str, str]:
    """Gives a site's stations: one office, a packer for every three of the others, and pickers."""
    packers = max(1, (stations - 1) // 3)
    names = ["picker"] * (stations - 1 - packers) + ["packer"] * packers + ["office"]
    return {f"ST{at:02}": name for at, name in enumerate(names, 1)}


def await_that(seen: Callable[[], bool], patience_s: float, what: str, tick: float = 0.05) -> None:
    """Waits for something.

    Raises:
        AssertionError: It never came.
    """
    end, beat = monotonic() + patience_s, Event()
    while not seen():
        assert monotonic() < end, f"{what} never came"
        beat.wait(tick)
