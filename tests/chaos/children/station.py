"""A station of the day in a process of its own: a picker, a packer, or the office that ships and puts back.

It works on until the file ``home`` appears, and keeps to the house's word: what it did is in ``said-CODE`` as soon as
it is journaled. Other files of the folder ``control`` tell it that its clock is wrong, that it shall tell everything
again, or take over a colleague's walk; ``peace`` ends the mistakes.
"""

import contextlib
import logging
import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import sqlalchemy as sa

from app.central import inbox
from app.central.reads.walks.queue import queue
from app.central.tables import parcel, sales_order, tote
from app.domain.clock import SystemClock
from app.domain.codes import place_barcode
from app.domain.errors import Conflict, Unavailable
from app.domain.packing.pack import Pack, Verifying, Weighing
from app.domain.picking.walk import Walk
from app.services.bench.shipping import Shipping
from app.services.ended import is_booked
from app.services.floor.signing import Door
from app.services.office.supervising import Supervising
from app.services.site import Site
from app.station.printing import JobState
from tests.builders import SHELVES, SKUS, SUPERVISOR, Bench, barcode_of
from tests.chaos.children.planted import plant
from tests.hands import right_scan, right_work

CARRIER = "Garza"
ROLES = ("picker", "packer", "office")


class WrongClock:
    """The machine's clock, wrong by as many hours as a file says."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """Gives the moment this clock shows."""
        try:
            hours = int(self._file.read_text(encoding="ascii") or 0)
        except (OSError, ValueError):
            hours = 0
        return SystemClock().now() + timedelta(hours=hours)


class Worker:
    """Who works at one station."""

    def __init__(self, folder: Path, url: str, code: str, badge: str, life: str) -> None:
        self.folder, self.code, self.badge, self.life = folder, code, badge, life
        self.dice = random.Random(f"{life}-{code}")  # noqa: S311 - no secret
        self.control, self.gone = folder / "control", folder / "gone"
        self.rest = Event()
        self.pin = (folder / f"{SUPERVISOR}.pin").read_text("ascii")
        self.site = self._opened(url)
        self.station = self.site.open_station(code)
        self.desk = self.station.desk
        self._said = (folder / f"said-{code}").open("a", encoding="ascii")
        self._sign_in()

    @property
    def peaceful(self) -> bool:
        """Whether nobody makes mistakes any more."""
        return (self.control / "peace").exists()

    def turn(self) -> bool:
        """Does one thing; tells whether there was any."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends the day."""
        self.site.close()

    def work(self) -> None:
        """Works until it is time to go home."""
        (self.control / f"at-work-{self.code}").write_text(self.life, encoding="ascii")
        while not (self.control / "home").exists():
            if self._asked("resend"):
                self._tell_all_again()
            did = False
            with contextlib.suppress(Unavailable, Conflict):
                did = self.turn()
            self.rest.wait(self.dice.uniform(0, 0.03) if did else 0.1)
        self.close()

    def acted(self, act: Callable[[], object]) -> None:
        """Does one thing and says what was journaled."""
        before = self.desk.journal.last_seq
        act()
        told = self.desk.journal.unsent(before, 200)
        if told:
            self._said.write("".join(f"{fact.seq} {fact.id}\n" for fact in told))
            self._said.flush()

    def _asked(self, what: str) -> bool:
        file = self.control / f"{what}-{self.code}"
        if not file.exists():
            return False
        file.unlink()
        return True

    def _opened(self, url: str) -> Site:
        clock = WrongClock(self.control / f"skew-{self.code}")
        while True:
            try:
                return Site(self.folder, url, clock)
            except Unavailable:
                self.rest.wait(0.2)

    def _sign_in(self) -> None:
        Door(self.desk).remembered()
        while self.desk.person is None:
            with contextlib.suppress(Unavailable):
                self._come_in(self.badge)
            self.rest.wait(0.1)

    def _come_in(self, badge: str) -> None:
        self.acted(lambda: Door(self.desk).sign_in(badge, self.pin if badge == SUPERVISOR else ""))

    def _tell_all_again(self) -> None:
        """Tells the whole journal again, the later half first."""
        facts = self.desk.journal.unsent(0, 1_000_000)
        half = len(facts) // 2
        with contextlib.suppress(Unavailable):
            for part in (facts[half:], facts[:half], facts):
                inbox.append(self.site.centre, part, now=self.desk.clock.now())


class Picker(Worker):
    """Walks, with a mistake or a setback now and then."""

    def turn(self) -> bool:
        picking = self.station.picking
        if picking.walk is None:
            if not self._take_over():
                self.acted(picking.start)
            return picking.walk is not None
        while picking.has_news:
            self.acted(picking.catch_up)
            if picking.walk is None:
                return True
        text = self._slip(picking.walk) or right_scan(picking.walk, self._fresh_tote)
        self.acted(lambda: picking.scan(text))
        return True

    def _fresh_tote(self) -> str:
        return f"TO{self.dice.randrange(10**8):08}"

    def _slip(self, walk: Walk) -> str:
        if self.peaceful or self.dice.random() > 0.1:
            return ""
        totes = [each for slot in walk.slots for each in slot.totes] or ["TO00000001"]
        return self.dice.choice(
            ["XYZZY", place_barcode(self.dice.choice(SHELVES)), barcode_of(self.dice.choice(SKUS)), "#UNDO", "#UNDO",
             self.dice.choice(totes), "#SHORT", "#FULL", "#SKIP", f"#QTY{self.dice.randrange(1, 9)}", "#NO"]
        )  # fmt: skip

    def _take_over(self) -> bool:
        """Lets a supervisor give this station the walk of another one, if that was asked and one has any."""
        if not (self.control / f"take-{self.code}").exists():
            return False
        held = [walk for walk in queue(self.site.centre, states=("claimed",)) if walk.station != self.code]
        if not held or not self._asked("take"):
            return False
        chosen = self.dice.choice(held).id
        self._come_in(SUPERVISOR)
        try:
            self.acted(lambda: self.station.picking.start(chosen))
        finally:
            self._come_in(self.badge)
        return True


class AtABench(Worker):
    """Somebody with a bench and its printer."""

    def __init__(self, folder: Path, url: str, code: str, badge: str, life: str) -> None:
        super().__init__(folder, url, code, badge, life)
        self.bench = Bench(self.station)
        for job in self.desk.printing.in_state(JobState.UNKNOWN):
            self.bench.printing.answer(job.id, came_out=self.dice.random() < 0.5)
        self.bench.printing.start()

    def close(self) -> None:
        self.bench.printing.stop()
        super().close()


class Packer(AtABench):
    """Packs what was picked; a tote that was emptied here is known to be empty, whatever the books say."""

    def turn(self) -> bool:
        packing = self.bench.packing
        if packing.pack is None:
            found = self._tote_to_pack()
            if found is None:
                return False
            self.acted(lambda: packing.open(found))
            return packing.pack is not None
        pack = packing.pack
        wanted = self._fumble(pack) or right_work(pack)
        self.acted(lambda: self._do(wanted))
        if packing.pack is None:
            for code in pack.totes:
                (self.gone / code).touch()
        return True

    def _do(self, wanted: str | int) -> None:
        packing = self.bench.packing
        if wanted == SUPERVISOR:
            packing.override(SUPERVISOR, self.pin)
        elif isinstance(wanted, int):
            packing.weigh(wanted)
        else:
            packing.scan(wanted)

    def _fumble(self, pack: Pack) -> str | int:
        if self.peaceful:
            return SUPERVISOR if isinstance(pack.step, Weighing) and pack.step.measured else ""
        if isinstance(pack.step, Weighing) and pack.step.measured:
            return SUPERVISOR
        if isinstance(pack.step, Verifying) and pack.boxed and self.dice.random() < 0.04:
            return "#BOX"
        wrong: list[str | int] = ["XYZZY", barcode_of(self.dice.choice(SKUS)), "#UNDO", "#REPRINT", 99_999]
        return self.dice.choice(wrong) if self.dice.random() < 0.08 else ""

    def _tote_to_pack(self) -> str | None:
        mine = sa.and_(sales_order.c.state == "packing", sales_order.c.packer == self.code)
        ready = sa.select(tote.c.code).join(sales_order, sales_order.c.id == tote.c.order_id)
        ready = ready.where(sa.or_(sales_order.c.state == "picked", mine)).limit(50)
        with self.site.centre.reading() as connection:
            codes = [code for code in connection.scalars(ready) if not (self.gone / code).exists()]
        return self.dice.choice(codes) if codes else None


class Office(AtABench):
    """Releases, puts back what was called off, and hands parcels over at the door."""

    def turn(self) -> bool:
        if not is_booked(self.desk):
            return False
        leader = Supervising(self.desk)
        did = leader.release("batch" if self.peaceful or self.dice.random() < 0.7 else "zone").orders > 0
        for trouble in leader.troubles():
            if trouble.kind == "put_back" and not (self.gone / f"back-{trouble.id}").exists():
                self.acted(partial(leader.put_back, trouble.id))
                did = True
                if not is_booked(self.desk):
                    return True
        return self._ship() or did

    def _ship(self) -> bool:
        with self.site.centre.reading() as connection:
            ready = connection.execute(sa.select(parcel.c.sscc).where(parcel.c.state == "closed")).first()
        if ready is None:
            return False
        self.acted(lambda: Shipping(self.desk, self.bench.papers).close(CARRIER))
        return True


def main() -> None:
    """Reads: folder, database, code, role, badge, name of this life (its seed), planted bug."""
    folder, url, code, role, badge, life, bug = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING)
    plant(bug)
    kinds: dict[str, type[Worker]] = dict(zip(ROLES, (Picker, Packer, Office), strict=True))
    kinds[role](Path(folder), url, code, badge, life).work()


if __name__ == "__main__":
    main()
