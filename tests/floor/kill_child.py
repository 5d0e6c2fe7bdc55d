"""A small floor in one program, worked until it is killed: a picker, a packer and an office that ships.

Every line it prints is whole or was never said:

- ``stand <station> <seq> <fresh> <digest> <words>``: where the station stands, at the start of a life;
- ``will <station> <digest>``: where it will stand when the next thing is journaled (``+``: at the beginning of new
  work; ``*``: who knows, news came);
- ``ack <station> <seq> <ids> <digest> <words>``: it is journaled: the new facts, and where the station stands;
- ``done``: in the last life: nothing is left to do and the centre has been told everything.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from app.central.promises.cancelling import cancel
from app.central.reads.walks.queue import queue
from app.central.tables import parcel, sales_order, tote
from app.domain.clock import SystemClock
from app.domain.codes import place_barcode, read_code
from app.domain.errors import Conflict
from app.domain.packing.advance import Override, PackEvent, Weight
from app.domain.packing.advance import advance as bench_advance
from app.domain.packing.pack import Closed, Pack, Verifying, Weighing
from app.domain.picking.advance import advance
from app.domain.picking.walk import Finished, Walk
from app.services.bench.packing import Packing
from app.services.bench.shipping import Shipping
from app.services.floor.signing import Door
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from app.services.site import Site
from app.station.printing import JobState
from tests.builders import (
    PACKER,
    PICKER,
    SHELVES,
    SKUS,
    SUPERVISOR,
    Bench,
    barcode_of,
    come_in,
    pin_of,
    settled,
    until,
)
from tests.floor.words import MUTANT, OFFICE, PACK, PICK, say, stand_of, told_twice
from tests.hands import right_scan, right_work

CARRIER = "Garza"


class Floor:
    """One life of the program."""

    def __init__(self, folder: Path, seed: int, life: int, *, peaceful: bool) -> None:
        self.dice = random.Random(seed * 1000 + life)  # noqa: S311 - no secret: the same mistakes each time
        self.peaceful = peaceful
        self.site = Site(folder, "", SystemClock())
        self.picker, self.packer = self.site.open_station(PICK), self.site.open_station(PACK)
        self.office = self.site.open_station(OFFICE)
        self.bench = Bench(self.packer)
        for station in (self.picker, self.packer, self.office):
            Door(station.desk).remembered()
        self.stand(self.picker)
        self.stand(self.packer)
        self.site.start_booking()
        self._answer_printer()
        self.bench.printing.start()
        for station, badge in ((self.picker, PICKER), (self.packer, PACKER), (self.office, SUPERVISOR)):
            if station.desk.person is None:
                self._sign_in(station, badge)
        self.leader = Supervising(self.office.desk)
        self.shipping = Shipping(self.office.desk, self.bench.papers)

    def work_of(self, station: OpenStation) -> Walk | Pack | None:
        """What a station holds."""
        return self.bench.packing.pack if station is self.packer else station.picking.walk

    def where(self, station: OpenStation) -> tuple[str, str]:
        """Where it stands."""
        person = station.desk.person
        return stand_of(person.badge if person else "", self.work_of(station))

    def stand(self, station: OpenStation) -> None:
        """Says where it stands at the start."""
        work = station.desk.work.open_work()
        fresh = int(work is not None and not work.events)
        say("stand", station.desk.code, station.desk.journal.last_seq, fresh, *self.where(station))

    def acked(self, station: OpenStation, will: str, act: Callable[[], object]) -> None:
        """Does one thing: says what it will lead to, does it, and says that it is journaled."""
        desk = station.desk
        say("will", desk.code, will)
        before = desk.journal.last_seq
        hasty = MUTANT == "ack_first" and will not in {"*", "+"}
        if hasty:
            say("ack", desk.code, before, "-", will, "-")
        act()
        ids = ",".join(one.id for one in desk.journal.unsent(before, 50))
        if not hasty:
            say("ack", desk.code, desk.journal.last_seq, ids or "-", *self.where(station))

    def turn(self) -> bool:
        """Lets the picker and the packer do one thing each; tells whether either could."""
        picked = self._pick() if self.dice.random() < 0.6 or self.peaceful else False
        packed = self._pack()
        if not picked and not packed:
            return self._office_work()
        return True

    def _sign_in(self, station: OpenStation, badge: str) -> None:
        if station is self.office:
            come_in(self.site, station, badge)
            return
        will = stand_of(badge, self.work_of(station))[0]
        self.acked(station, will, lambda: Door(station.desk).sign_in(badge))

    def _answer_printer(self) -> None:
        for job in self.packer.desk.printing.in_state(JobState.UNKNOWN):
            self.bench.printing.answer(job.id, came_out=self.dice.random() < 0.5)

    def _fresh_tote(self) -> str:
        return f"TO{self.dice.randrange(10**8):08}"

    def _pick(self) -> bool:
        picking = self.picker.picking
        if picking.walk is None:
            self.acked(self.picker, "+", picking.start)
            return picking.walk is not None
        while picking.has_news:
            self.acked(self.picker, "*", picking.catch_up)
            if picking.walk is None:
                return True
        if not self.peaceful and self.dice.random() < 0.004:
            self._call_off(picking.walk)
        text = self._slip(picking.walk) or right_scan(picking.walk, self._fresh_tote)
        after = advance(picking.walk, read_code(text, self.picker.desk.catalogue)).walk
        will = stand_of(PICKER, None if isinstance(after.step, Finished) else after)[0]
        self.acked(self.picker, will, lambda: picking.scan(text))
        return True

    def _slip(self, walk: Walk) -> str:
        """A mistake or a setback now and then."""
        if self.peaceful or self.dice.random() > 0.15:
            return ""
        totes = [each for slot in walk.slots for each in slot.totes] or ["TO00000001"]
        return self.dice.choice(
            [
                "XYZZY", place_barcode(self.dice.choice(SHELVES)), barcode_of(self.dice.choice(SKUS)), "#UNDO", "#UNDO",
                self.dice.choice(totes), "#SHORT", "#FULL", "#SKIP", f"#QTY{self.dice.randrange(1, 9)}", "#NO",
                f"#R{self.dice.randrange(1, 6)}",
            ]
        )  # fmt: skip

    def _call_off(self, walk: Walk) -> None:
        """An order of the walk is cancelled at the centre."""
        order = self.dice.choice(walk.slots).order
        try:
            cancel(self.site.centre, order, SUPERVISOR, station=OFFICE, now=self.site.clock.now())
        except Conflict:
            return

    def _pack(self) -> bool:
        packing = self.bench.packing
        if packing.pack is None:
            found = self._tote_to_pack()
            if found is None:
                return False
            self.acked(self.packer, "+", lambda: self._open(found))
            return packing.pack is not None
        wanted = self._fumble(packing.pack) or right_work(packing.pack)
        self.acked(self.packer, self._foreseen(packing.pack, wanted), lambda: self._do(wanted))
        return True

    def _foreseen(self, pack: Pack, wanted: str | int) -> str:
        event: PackEvent
        if isinstance(wanted, int):
            event = Weight(wanted)
        else:
            event = Override(wanted) if wanted == SUPERVISOR else read_code(wanted, self.packer.desk.catalogue)
        after = bench_advance(replace(pack, numbers=(*pack.numbers, "next")), event).pack
        return stand_of(PACKER, None if isinstance(after.step, Closed) else after)[0]

    def _fumble(self, pack: Pack) -> str | int:
        if self.peaceful:
            return ""
        if isinstance(pack.step, Weighing) and pack.step.measured:
            return SUPERVISOR
        if isinstance(pack.step, Verifying) and pack.boxed and self.dice.random() < 0.05:
            return "#BOX"
        if self.dice.random() > 0.12:
            return ""
        wrong: list[str | int] = ["XYZZY", barcode_of(self.dice.choice(SKUS)), "#UNDO", "#REPRINT", "#QTY2", 99_999]
        return self.dice.choice([*wrong, "#SHORT"] if self.dice.random() < 0.1 else wrong)

    def _scan(self, packing: Packing, wanted: str) -> None:
        if packing.vouches(wanted) is not None:
            packing.override(wanted, pin_of(self.site, wanted))
        else:
            packing.scan(wanted)

    def _do(self, wanted: str | int) -> None:
        packing = self.bench.packing
        if isinstance(wanted, int):
            packing.weigh(wanted)
        else:
            self._scan(packing, wanted)

    def _open(self, code: str) -> None:
        try:
            self.bench.packing.open(code)
        except Conflict:
            return  # it is not booked yet, or was cancelled

    def _tote_to_pack(self) -> str | None:
        mine = sa.and_(sales_order.c.state == "packing", sales_order.c.packer == PACK)
        ready = sa.select(tote.c.code).join(sales_order, sales_order.c.id == tote.c.order_id)
        ready = ready.where(sa.or_(sales_order.c.state == "picked", mine)).order_by(sales_order.c.id, tote.c.code)
        with self.site.centre.reading() as connection:
            code: str | None = connection.execute(ready.limit(1)).scalar()
        return code

    def _office_work(self) -> bool:
        """Releases what can be, puts back what was cancelled, ships what is closed."""
        did = self.leader.release("batch" if self.dice.random() < 0.7 else "zone").orders > 0
        for trouble in self.leader.troubles():
            if trouble.kind == "put_back":
                did = self._put_back(trouble.id) or did
        return self._send_on() or self._ship() or did

    def _send_on(self) -> bool:
        """Sends the picker to the zone where work waits."""
        waiting = queue(self.site.centre, states=("open",), limit=1)
        if not waiting or self.picker.picking.walk is not None:
            return False
        self.leader.assign(PICKER, waiting[0].zone or None)
        return True

    def _put_back(self, trouble: int) -> bool:
        """Only from totes that nobody carries any more: others are still under way to the hospital."""
        if self.picker.picking.walk is not None or not self._all_booked():
            return False
        return self.leader.put_back(trouble) > 0

    def _ship(self) -> bool:
        self._all_booked()  # what left a moment ago is not there to be shipped again
        with self.site.centre.reading() as connection:
            ready = connection.execute(sa.select(parcel.c.sscc).where(parcel.c.state == "closed")).first()
        if ready is None:
            return False
        self.shipping.close(CARRIER)
        return True

    def _all_booked(self) -> bool:
        settled(self.site, self.picker, self.packer, self.office)
        return True

    def finish(self) -> None:
        """Works in peace until nothing is left, and tells the centre everything."""
        idle = 0
        while idle < 3:
            idle = 0 if self.turn() else idle + 1
            if idle:
                self._all_booked()
        until(lambda: not self.packer.desk.printing.in_state(JobState.QUEUED), "the last label")
        self._all_booked()
        self.bench.printing.stop()
        self._all_booked()
        self.site.close()
        say("done")


def main() -> None:
    """Waits until it is wanted, so that starting Python costs nobody time, then lives."""
    folder, seed, life, how = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    say("ready")
    sys.stdin.readline()
    if MUTANT == "told_twice":
        told_twice()
    floor = Floor(folder, seed, life, peaceful=how == "peaceful")
    if how == "peaceful":
        floor.finish()
        return
    while True:
        if not floor.turn():
            floor._all_booked()


if __name__ == "__main__":
    main()
