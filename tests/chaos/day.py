"""A day of a site on which everything goes wrong by a script, and its end, when all is put right again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

from app.central.rights.logins import role_of
from tests.builders import PACKER, SUPERVISOR
from tests.chaos.mischief import Mischief
from tests.chaos.script import HUB, Trouble
from tests.chaos.site.crew import DATABASE, HUB_LOGIN, STATION, Member, duties, hub_command
from tests.chaos.site.ground import lay_out, moving, register, the_centre
from tests.chaos.site.servers import Servers
from tests.chaos.site.wires import Wires
from tests.databases.server import OWNER, Server

_BEGIN_S, _PATIENCE_S = 90.0, 200.0


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
    servers: Servers = field(init=False)
    crew: dict[str, Member] = field(init=False, default_factory=dict)
    happened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepares the servers, with a standby if one is needed."""
        self.servers = Servers(standby=any(each.what == "failover" for each in self.troubles))
        self._mischief = Mischief(self.servers, self.crew, self.roles, self.control, self.happened)

    @property
    def server(self) -> Server:
        """The server that leads now."""
        return self.servers.leader

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
        register(self.server, duties(self.roles))
        self.servers.follow()
        for code in (HUB, *self.roles):
            wire = Wires(self.servers.ports)
            self.crew[code] = Member(code, self._command(code, wire), wire, self.folder / f"log-{code}")
            self.crew[code].begin()
        await_that(self._all_at_work, _BEGIN_S, "everybody at work")

    def play(self) -> None:
        """Lets everything go wrong, each thing at its moment."""
        moments: list[tuple[float, int, Callable[[], None]]] = []
        for number, trouble in enumerate(self.troubles):
            moments.append((trouble.at, number, partial(self._mischief.do, trouble)))
            moments.append((trouble.at + trouble.length, number, partial(self._mischief.mend, trouble)))
        start, tick = monotonic(), Event()
        for at, _, act in sorted(moments, key=lambda each: each[:2]):
            tick.wait(max(0.0, start + at - monotonic()))
            act()

    def end(self) -> None:
        """Mends everything, waits until nothing moves any more, and sends everybody home."""
        self._mischief.mend_all()
        (self.control / "peace").touch()
        await_that(self._all_at_work, _BEGIN_S, "everybody at work again")
        self._await_rest()
        (self.control / "home").touch()
        for code in self.roles:
            ended = self.crew[code].await_end()
            assert ended == 0, f"{code} ended with {ended}: {self.crew[code].log.read_text()[-2000:]}"
        ended = self.crew[HUB].ask_to_end()
        assert ended == 0, f"the hub ended with {ended}: {self.crew[HUB].log.read_text()[-2000:]}"

    def denials(self) -> list[str]:
        """Gives what the servers refused somebody: honest programs ask for nothing they may not do."""
        return sorted({line.partition("ERROR:")[2] for line in self.servers.log() if "permission denied" in line})

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

    def _command(self, code: str, wire: Wires) -> list[str]:
        if code == HUB:
            return hub_command(self.folder, wire.url(role_of(HUB_LOGIN), DATABASE))
        role = OWNER if self.bug else role_of(code)  # a bug may do what the database forbids a station
        who = [self.roles[code], self.badge(code), f"{self.seed}-{{life}}", self.bug]
        return [str(STATION), str(self.folder), wire.url(role, DATABASE), code, *who]


@contextmanager
def a_day(day: Day) -> Iterator[Day]:
    """Gives a day its servers, and takes everything away afterwards whatever became of it."""
    try:
        day.servers.start()
        yield day
    finally:
        for member in day.crew.values():
            member.kill()
            member.wire.close()
        day.servers.close()


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
