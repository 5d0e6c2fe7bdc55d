"""Any promises and any facts in any order, against a small model of what people really did.

After each step the books are proved by ``check``, and say of every tote, parcel and order line what the model says.
"""

from collections import Counter
from contextlib import ExitStack
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central
from app.central.inbox import append
from app.central.promises.cancelling import cancel
from app.central.promises.claiming import claim, release_claim
from app.central.promises.packing import open_for_packing
from app.central.promises.releasing import candidates
from app.central.promises.reserving import reserve
from app.central.reads.tote_goods import goods_of_cancelled
from app.central.tables import exception, order_line, sales_order, stock, walk
from app.domain.deeds import (
    Counted,
    Deed,
    HandedOver,
    Packed,
    ParcelClosed,
    Picked,
    PutBack,
    Shipped,
    Shorted,
    Stocked,
    ToteBound,
    Unpicked,
    WalkFinished,
)
from app.domain.errors import Conflict
from app.domain.picking.walk import Walk
from tests.app.central.floor import Station
from tests.app.central.machine.hand import CODES, TROUBLED, Hand
from tests.app.central.promises.warehouse import ITEMS, Warehouse, order
from tests.app.central.promises.waves import singles
from tests.databases.homes import Home

SHELVES = ("A01-01", "A01-02", "B02-01")
SOME = ITEMS[:3]

which, few = st.integers(0, 99), st.integers(1, 4)
code, sku, shelf = st.sampled_from(CODES), st.sampled_from(SOME), st.sampled_from(SHELVES)


class Floor(RuleBasedStateMachine):
    """People at three stations; knows nothing of books."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._opened = ExitStack()
        self.central: Central = self._opened.enter_context(home.fresh("machine", lambda c: Warehouse(c).furnish()))
        self.house = Warehouse(self.central)
        self.stations = {each: Station(each) for each in CODES}
        self.hands: dict[str, Hand] = {}
        self.fences: dict[int, int] = {}
        self.orders: dict[int, str] = {}
        self.totes: Counter[tuple[str, str]] = Counter()
        self.parcels: Counter[tuple[str, str]] = Counter()
        self.lines: dict[int, Counter[str]] = {}
        self.closed: dict[str, int] = {}
        self.odd = False
        for at, station in enumerate(CODES):
            self.tell(station, *(Stocked(place, item, 4, "receipt", "r") for item in SOME for place in SHELVES))
            self.import_an_order(wanted={SOME[at]: 3, SOME[at - 1]: 2})
        self.send_to_the_floor()
        for station in CODES:
            self.take_the_next_walk(station=station)

    def teardown(self) -> None:
        self._opened.close()

    def tell(self, station: str, *deeds: Deed) -> None:
        self.stations[station].tell(self.central, *deeds)

    def ask(self, statement: Any) -> list[Any]:
        with self.central.reading() as connection:
            return list(connection.execute(statement).all())

    @rule(wanted=st.dictionaries(sku, few, min_size=1, max_size=3))
    def import_an_order(self, wanted: dict[str, int]) -> None:
        number = len(self.orders)
        self.house.order(order(f"R{number}", wanted))
        self.orders[self.house.number(f"R{number}")] = "live"
        for row in self.ask(sa.select(order_line.c.id)):
            self.lines.setdefault(row.id, Counter())

    @rule(station=code, item=sku, place=shelf, qty=few)
    def receive(self, station: str, item: str, place: str, qty: int) -> None:
        self.tell(station, Stocked(place, item, qty, "receipt", "r"))

    @rule(station=code, item=sku, place=shelf)
    def count(self, station: str, item: str, place: str) -> None:
        here = sa.select(stock.c.on_hand).where(stock.c.sku == item, stock.c.place == place)
        self.tell(station, Counted(place, item, next((row.on_hand for row in self.ask(here)), 0)))

    @rule()
    def send_to_the_floor(self) -> None:
        reserve(self.central, self.house.now)
        if candidates(self.central).picks:
            singles(self.house)

    @rule(station=code)
    def take_the_next_walk(self, station: str) -> None:
        if station not in self.hands:
            self._take(station, claim(self.central, station=station, badge=station, zone="A", now=self.house.now))

    @rule(station=code, number=which)
    def take_over(self, station: str, number: int) -> None:
        held = [row.id for row in self.ask(sa.select(walk.c.id).where(walk.c.state == "claimed").order_by(walk.c.id))]
        if station not in self.hands and held:
            chosen = held[number % len(held)]
            how: dict[str, Any] = {"station": station, "badge": station, "zone": "", "now": self.house.now}
            self._take(station, claim(self.central, walk_id=chosen, take_over=True, **how))

    def _take(self, station: str, found: Walk | None) -> None:
        if found is None:
            return
        assert found.fence > self.fences.get(found.id, 0), "the same claim was given twice"
        self.fences[found.id] = found.fence
        left = {put.id: put.left for stop in found.stops for put in stop.puts}
        totes = {at: slot.totes[-1] for at, slot in enumerate(found.slots) if slot.totes}
        filled = {tote for slot in found.slots for tote in slot.carried if tote not in slot.handed}
        self.hands[station] = Hand(found, left, totes, found.made, filled=filled)

    @precondition(lambda self: self.hands)
    @rule(number=which, qty=few)
    def pick(self, number: int, qty: int) -> None:
        station, hand = self._hand(number)
        if not hand.open_puts:
            return
        stop, put = hand.open_puts[0]
        slot, deeds = hand.walk.slots[put.slot], list[Deed]()
        head = (hand.walk.id, hand.walk.fence)
        if put.slot not in hand.totes:
            hand.totes[put.slot] = f"TO{hand.walk.id:04}{hand.walk.fence:02}{put.slot:02}"
            deeds.append(ToteBound(*head, hand.next(), hand.totes[put.slot], slot.order))
        tote, units = hand.totes[put.slot], min(qty, hand.left[put.id])
        hand.last = Picked(*head, hand.next(), put.id, slot.order, put.line, stop.sku, stop.place, tote, units)
        hand.left[put.id] -= units
        hand.filled.add(tote)
        self.totes[stop.sku, tote] += units
        self.lines[put.line]["picked"] += units
        stale = self.fences[hand.walk.id] != hand.walk.fence
        self.odd = self.odd or stale or self.orders[slot.order] == "cancelled"
        self.tell(station, *deeds, hand.last)

    @precondition(lambda self: self.hands)
    @rule(number=which)
    def take_the_last_put_back(self, number: int) -> None:
        station, hand = self._hand(number)
        last, hand.last = hand.last, None
        if last is None or self.totes[last.sku, last.tote] < last.qty or self.orders[last.order] != "live":
            return
        head = (hand.walk.id, hand.walk.fence, hand.next(), last.n, last.put, last.order, last.line)
        hand.left[last.put] += last.qty
        self.totes[last.sku, last.tote] -= last.qty
        self.lines[last.line]["picked"] -= last.qty
        self.tell(station, Unpicked(*head, last.sku, last.place, last.tote, last.qty))

    @precondition(lambda self: self.hands)
    @rule(number=which, cause=st.sampled_from(["not_found", "damaged", "other"]))
    def declare_short(self, number: int, cause: str) -> None:
        station, hand = self._hand(number)
        if not hand.open_puts:
            return
        stop, put = hand.open_puts[0]
        head = (hand.walk.id, hand.walk.fence, hand.next(), put.id, hand.walk.slots[put.slot].order, put.line)
        units, hand.left[put.id] = hand.left[put.id], 0
        self.tell(station, Shorted(*head, stop.sku, stop.place, units, cause))

    @precondition(lambda self: self.hands)
    @rule(number=which)
    def give_back_or_finish(self, number: int) -> None:
        station, hand = self._hand(number)
        if hand.open_puts:
            if not hand.made and self.fences[hand.walk.id] == hand.walk.fence:
                how: dict[str, Any] = {"station": station, "badge": station, "now": self.house.now}
                release_claim(self.central, walk_id=hand.walk.id, fence=hand.walk.fence, **how)
                del self.hands[station]
                return
            while hand.open_puts:
                self.pick(number=number, qty=9)
        head, deeds = (hand.walk.id, hand.walk.fence), list[Deed]()
        for at, tote in sorted(hand.totes.items()):
            if tote in hand.filled:
                deeds.append(HandedOver(*head, hand.next(), tote, hand.walk.slots[at].order, hand.walk.slots[at].drop))
        del self.hands[station]
        self.tell(station, *deeds, WalkFinished(*head, hand.next(), 1000))

    def _hand(self, number: int) -> tuple[str, Hand]:
        station = sorted(self.hands)[number % len(self.hands)]
        return station, self.hands[station]

    @precondition(lambda self: self.orders)
    @rule(number=which)
    def call_off(self, number: int) -> None:
        chosen = sorted(self.orders)[number % len(self.orders)]
        may = self.orders[chosen] == "live"
        try:
            cancel(self.central, chosen, "BA1001", station="ST1", now=self.house.now)
        except Conflict:
            assert not may, f"order {chosen} may be called off"
        else:
            assert may, f"order {chosen} was called off though it is {self.orders[chosen]}"
            self.orders[chosen] = "cancelled"

    @precondition(lambda self: +self.totes)
    @rule(station=code, number=which)
    def pack(self, station: str, number: int) -> None:
        totes = sorted({tote for _, tote in +self.totes})
        sscc = f"00{len(self.closed) + 1:018}"
        how: dict[str, Any] = {"station": station, "numbers": (sscc,), "now": self.house.now}
        try:
            found = open_for_packing(self.central, tote=totes[number % len(totes)], **how)
        except Conflict:
            return
        deeds: list[Deed] = []
        for each in found.contents:
            self.totes[each.sku, each.tote] -= each.qty
            self.parcels[each.sku, sscc] += each.qty
            self.lines[each.line]["packed"] += each.qty
            deeds.append(Packed(sscc, found.order, each.line, each.sku, each.tote, each.qty))
        self.closed[sscc] = found.order
        self.orders[found.order] = "packed"
        self.tell(station, *deeds, ParcelClosed(sscc, found.order, 1, 500, 500, last=True))

    @precondition(lambda self: self.closed)
    @rule(station=code, number=which)
    def ship(self, station: str, number: int) -> None:
        sscc = sorted(self.closed)[number % len(self.closed)]
        boxed = {key: units for key, units in self.parcels.items() if key[1] == sscc}
        for key in boxed:
            del self.parcels[key]
        for line in self._lines_of(self.closed[sscc]):
            self.lines[line]["shipped"] = self.lines[line]["packed"]
        self.tell(station, Shipped(sscc, self.closed[sscc], 0))

    def _lines_of(self, number: int) -> list[int]:
        return [row.id for row in self.ask(sa.select(order_line.c.id).where(order_line.c.order_id == number))]

    @precondition(lambda self: "cancelled" in self.orders.values())
    @rule(station=code, number=which)
    def put_back(self, station: str, number: int) -> None:
        off = sorted(each for each, state in self.orders.items() if state == "cancelled")
        chosen = off[number % len(off)]
        deeds = []
        for goods in goods_of_cancelled(self.central, chosen):
            self.totes[goods.sku, goods.tote] -= goods.qty
            self.lines[goods.line]["picked"] -= goods.qty
            deeds.append(PutBack(chosen, goods.line, goods.sku, goods.tote, goods.shelf, goods.qty))
        self.tell(station, *deeds)

    @rule(station=code)
    def tell_everything_again(self, station: str) -> None:
        append(self.central, self.stations[station].facts, now=self.house.now)
        book_all(self.central, now=self.house.now)

    @invariant()
    def the_books_are_right(self) -> None:
        assert check(self.central) == []

    @invariant()
    def the_books_say_what_was_done(self) -> None:
        held = {(row.sku, row.place): row.on_hand for row in self.ask(sa.select(stock)) if row.on_hand}
        boxes = {key: units for key, units in held.items() if key[1].startswith(("TO", "00"))}
        assert boxes == dict(+self.totes) | dict(+self.parcels)
        for row in self.ask(sa.select(order_line)):
            done = self.lines[row.id]
            assert (row.picked, row.packed, row.shipped) == (done["picked"], done["packed"], done["shipped"])

    @invariant()
    def orders_that_are_off_stay_off(self) -> None:
        off = {row.id for row in self.ask(sa.select(sales_order.c.id).where(sales_order.c.state == "cancelled"))}
        assert off == {number for number, state in self.orders.items() if state == "cancelled"}

    @invariant()
    def nobody_is_troubled_without_cause(self) -> None:
        if not self.odd:
            assert self.ask(sa.select(exception.c.kind).where(exception.c.kind.in_(TROUBLED))) == []


@pytest.mark.slow
@pytest.mark.timeout(400)  # some 20 s where nothing else runs
def test_promises_and_facts_in_any_order_leave_the_books_right(home: Home) -> None:
    rounds = settings(max_examples=4, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(lambda: Floor(home), settings=rounds)  # type: ignore[arg-type]
