"""Does what the script of a day says, and mends it: to servers, programs, wires and clocks."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import sqlalchemy as sa

from app.central.promises.cancelling import cancel
from app.central.tables import sales_order
from app.domain.clock import SystemClock
from app.domain.errors import Conflict, Unavailable
from tests.builders import SUPERVISOR
from tests.chaos.script import WHOLE_HOUSE, Trouble
from tests.chaos.site.crew import Member
from tests.chaos.site.ground import back_up, restore, the_centre
from tests.chaos.site.servers import Servers

_OVER = ("shipped", "cancelled")
_ODD = 2


@dataclass
class Mischief:
    """Whoever does it.

    Attributes:
        servers: The servers.
        crew: The programs, by the code of their station or ``hub``.
        roles: Of the stations.
        control: The folder where stations are told things.
        happened: What has been done so far.
    """

    servers: Servers
    crew: Mapping[str, Member]
    roles: Mapping[str, str]
    control: Path
    happened: list[str]
    _silent: bool = False
    _errands: list[Thread] = field(default_factory=list)

    def do(self, trouble: Trouble) -> None:
        """Lets something go wrong."""
        self.happened.append(trouble.what)
        at_server = trouble.where == WHOLE_HOUSE
        getattr(self, f"_{trouble.what}_server" if at_server else f"_{trouble.what}")(trouble)

    def mend(self, trouble: Trouble) -> None:
        """Puts right again what has a length."""
        if trouble.where == WHOLE_HOUSE:
            self._mend_server(trouble)
            self._silent = False
        elif trouble.where in self.crew:
            self._make_well(self.crew[trouble.where])

    def mend_all(self) -> None:
        """Puts everything right at the end of the day; an old server is shut down for good."""
        self._silent = False
        self.servers.leader.thaw()
        self.servers.fence()
        for member in self.crew.values():
            self._make_well(member)
        for errand in self._errands:
            errand.join()
        for file in self.control.glob("skew-*"):
            file.unlink()

    @staticmethod
    def _make_well(member: Member) -> None:
        member.wire.heal()
        member.go_on()
        member.begin()

    def _mend_server(self, trouble: Trouble) -> None:
        match trouble.what:
            case "restart" | "crash":
                self.servers.leader.start()
            case "freeze":
                self.servers.leader.thaw()
            case "failover":
                self.servers.bring_back(frozen=_freezes(trouble))

    def _restart_server(self, _trouble: Trouble) -> None:
        self._silent = True
        self.servers.leader.stop()

    def _crash_server(self, _trouble: Trouble) -> None:
        self._silent = True
        self.servers.leader.kill()

    def _freeze_server(self, _trouble: Trouble) -> None:
        self._silent = True
        self.servers.leader.freeze()

    def _backup_server(self, _trouble: Trouble) -> None:
        back_up(self.servers.leader)

    def _restore_server(self, _trouble: Trouble) -> None:
        restore(self.servers.leader)

    def _failover_server(self, trouble: Trouble) -> None:
        self.servers.fail_over(frozen=_freezes(trouble))

    def _fence_server(self, _trouble: Trouble) -> None:
        self.servers.fence()

    def _kill(self, trouble: Trouble) -> None:
        self.crew[trouble.where].kill()

    def _stop(self, trouble: Trouble) -> None:
        self.crew[trouble.where].stop()

    def _cut(self, trouble: Trouble) -> None:
        self.crew[trouble.where].wire.refuse()

    def _freeze(self, trouble: Trouble) -> None:
        self.crew[trouble.where].wire.freeze()

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
        with contextlib.suppress(Unavailable, Conflict), the_centre(self.servers.leader) as centre:
            with centre.reading() as connection:
                live = sa.select(sales_order.c.id).where(sales_order.c.state.not_in(_OVER)).order_by(sales_order.c.id)
                orders = list(connection.scalars(live))
            if orders:
                chosen = orders[number % len(orders)]
                cancel(centre, chosen, SUPERVISOR, station="ST00", now=SystemClock().now())


def _freezes(trouble: Trouble) -> bool:
    """Tells whether a failover's old server stands still or dies: half of them each."""
    return trouble.number % _ODD == 1
