"""What packers do: open, verify, undo, miss, close, hand to the carrier; and put back what was called off."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.central.promises import packing, shipping
from app.central.reads.tote_goods import goods_of_cancelled
from app.domain.deeds import Deed, Packed, PackShorted, ParcelClosed, PutBack, Shipped, Unpacked
from app.domain.errors import Conflict
from app.domain.packing.pack import Content
from tests.app.central.machine.model import packing as bench
from tests.app.central.machine.rules.ground import CODES, Ground, code, few, which
from tests.databases.homes import Home


class Desk:
    """A bench with an order on it: the parcel that is open, what lies in the totes, what went into the parcel."""

    def __init__(self, order: int, contents: list[Content], sscc: str, number: int) -> None:
        self.order, self.contents, self.sscc, self.number = order, contents, sscc, number
        self.boxed: list[Packed] = []


class Bench(Ground):
    """Rules about parcels."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.desks: dict[str, Desk] = {}
        self.serials = 0

    def free_benches(self) -> list[str]:
        return [each for each in CODES if each not in self.desks and not self.pens[each].away]

    @precondition(lambda self: self.world.totes and self.free_benches())
    @rule(at=which, number=which, whole=st.integers(0, 5))
    def open_a_tote(self, at: int, number: int, whole: int) -> None:
        """Mostly one that is ready; now and then one of which nobody knows."""
        station = self.free_benches()[at % len(self.free_benches())]
        ready = [code for code in self.world.totes if bench.may_open(self.world, code, station)]
        totes = sorted(ready if ready and whole else self.world.totes)
        tote = totes[number % len(totes)]
        may = bench.may_open(self.world, tote, station)
        try:
            found = packing.open_for_packing(
                self.central, station=station, tote=tote, numbers=(self._sscc(),), now=self.now
            )
        except Conflict:
            assert not may, f"tote {tote} may be packed: {self.world.orders[self.world.totes[tote].order]}"
            return
        assert may, f"tote {tote} was opened though not all of it is there"
        one = self.world.orders[found.order]
        one.state, one.packer = "packing", station
        self.desks[station] = Desk(found.order, list(found.contents), found.numbers[0], found.parcel_no)

    def _sscc(self) -> str:
        self.serials += 1
        return f"00{self.serials:018}"

    @precondition(lambda self: self.desks)
    @rule(number=which, qty=few)
    def verify(self, number: int, qty: int) -> None:
        station, desk = sorted(self.desks.items())[number % len(self.desks)]
        if desk.contents:
            self.tell(station, _verified(desk, qty))

    @precondition(lambda self: self.desks)
    @rule(number=which)
    def take_out_again(self, number: int) -> None:
        station, desk = sorted(self.desks.items())[number % len(self.desks)]
        if desk.boxed:
            last = desk.boxed.pop()
            desk.contents.append(Content(last.tote, last.line, last.sku, last.qty))
            self.tell(station, Unpacked(last.parcel, last.order, last.line, last.sku, last.tote, last.qty))

    @precondition(lambda self: self.desks)
    @rule(number=which)
    def miss_at_the_bench(self, number: int) -> None:
        station, desk = sorted(self.desks.items())[number % len(self.desks)]
        if desk.contents:
            one = desk.contents.pop(0)
            self.tell(station, PackShorted(desk.order, one.line, one.sku, one.tote, one.qty, "missing"))
            if not desk.contents and not desk.boxed:
                del self.desks[station]

    @precondition(lambda self: self.desks)
    @rule(number=which, last=st.integers(0, 3))
    def close(self, number: int, last: int) -> None:
        """Verifies what is left and closes; now and then the order goes on in another parcel."""
        station, desk = sorted(self.desks.items())[number % len(self.desks)]
        deeds: list[Deed] = []
        while desk.contents and last:
            deeds.append(_verified(desk, 9))
        deeds.append(ParcelClosed(desk.sscc, desk.order, desk.number, 500, 500, last=not desk.contents))
        desk.sscc, desk.number, desk.boxed = self._sscc(), desk.number + 1, []
        if not desk.contents:
            del self.desks[station]
        self.tell(station, *deeds)

    @precondition(lambda self: any(each.state == "closed" for each in self.world.parcels.values()))
    @rule(station=code)
    def hand_to_the_carrier(self, station: str) -> None:
        if self.pens[station].away:
            return
        ready = {sscc: each.order for sscc, each in self.world.parcels.items() if each.state == "closed"}
        try:
            sheet = shipping.open_manifest(self.central, "Garza", station=station, badge="BA3001", now=self.now)
        except Conflict:
            return
        listed = {each.sscc: each.order for each in sheet.parcels}
        assert listed.items() <= ready.items(), f"{listed} are on the manifest, {ready} are closed"
        self.tell(station, *(Shipped(sscc, order, sheet.id) for sscc, order in listed.items()))

    @precondition(lambda self: any(each.state != "shipped" for each in self.world.parcels.values()))
    @rule(station=code, number=which)
    def ship_without_a_manifest(self, station: str, number: int) -> None:
        sscc = sorted(self.world.parcels)[number % len(self.world.parcels)]
        self.tell(station, Shipped(sscc, self.world.parcels[sscc].order, 0))

    def called_off(self) -> list[int]:
        """Orders that were called off and have goods in totes."""
        full = {each.order for code, each in self.world.totes.items() if self.world.within(code)}
        return sorted(order for order in full if self.world.orders[order].state == "cancelled")

    @precondition(lambda self: self.called_off())
    @rule(station=code, number=which)
    def put_back(self, station: str, number: int) -> None:
        off = self.called_off()
        if not self.pens[station].away and not self.inbox.waiting:
            chosen = off[number % len(off)]
            goods = goods_of_cancelled(self.central, chosen)
            self.tell(station, *(PutBack(chosen, g.line, g.sku, g.tote, g.shelf, g.qty) for g in goods))


def _verified(desk: Desk, qty: int) -> Packed:
    first, *rest = desk.contents
    units = min(qty, first.qty)
    left = Content(first.tote, first.line, first.sku, first.qty - units)
    desk.contents = [left, *rest] if left.qty else rest
    desk.boxed.append(Packed(desk.sscc, desk.order, first.line, first.sku, first.tote, units))
    return desk.boxed[-1]
