"""What a picker does on a walk, in the right order and in the wrong one."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.domain.deeds import (
    Deed,
    HandedOver,
    Picked,
    Shorted,
    Skipped,
    ToteBound,
    ToteFull,
    Unpicked,
    WalkFinished,
    ZeroChecked,
)
from app.domain.picking.outcome import CAUSES
from tests.app.central.machine.hand import Hand
from tests.app.central.machine.rules.ground import Ground, few, which


class Picking(Ground):
    """Rules about a walk in somebody's hands."""

    def hand(self, number: int) -> tuple[str, Hand]:
        station = sorted(self.hands)[number % len(self.hands)]
        return station, self.hands[station]

    def at_work(self) -> list[str]:
        """Stations whose people have something to take still."""
        return sorted(station for station, hand in self.hands.items() if hand.open_puts)

    @precondition(lambda self: self.at_work())
    @rule(number=which, qty=few, stops=st.integers(1, 3))
    def pick(self, number: int, qty: int, stops: int) -> None:
        station = self.at_work()[number % len(self.at_work())]
        for _ in range(stops):
            if self.hands[station].open_puts:
                self.tell(station, *_taken(self.hands[station], qty))

    @precondition(lambda self: self.at_work())
    @rule(number=which, other=which)
    def pick_into_a_wrong_tote(self, number: int, other: int) -> None:
        station = self.at_work()[number % len(self.at_work())]
        hand, totes = self.hands[station], sorted(self.world.totes)
        if totes and not hand.walk.slots[hand.open_puts[0][1].slot].incoming:
            hand.totes[hand.open_puts[0][1].slot] = totes[other % len(totes)]
            self.tell(station, *_taken(hand, 1))

    @precondition(lambda self: self.at_work())
    @rule(number=which, qty=few)
    def undo(self, number: int, qty: int) -> None:
        """Undoes what was taken last, or takes something and undoes that."""
        station = self.at_work()[number % len(self.at_work())]
        hand = self.hands[station]
        if hand.last is None:
            self.tell(station, *_taken(hand, qty))
        last, hand.last = hand.last, None
        if last is not None:
            hand.left[last.put] += last.qty
            keys = (last.n, last.put, last.order, last.line)
            self.tell(station, Unpicked(*hand.head, *keys, last.sku, last.place, last.tote, last.qty))

    @precondition(lambda self: self.at_work())
    @rule(number=which, cause=st.sampled_from(CAUSES), found=st.integers(0, 1))
    def declare_short(self, number: int, cause: str, found: int) -> None:
        """Gives up the next stop, or what is left of it after a unit was taken."""
        station = self.at_work()[number % len(self.at_work())]
        hand = self.hands[station]
        stop, put = hand.open_puts[0]
        if found < hand.left[put.id]:
            self.tell(station, *(_taken(hand, 1) if found else ()))
        units, hand.left[put.id] = hand.left[put.id], 0
        keys = (put.id, hand.walk.slots[put.slot].order, put.line)
        self.tell(station, Shorted(*hand.head, *keys, stop.sku, stop.place, units, cause))

    @precondition(lambda self: self.hands)
    @rule(number=which, down=st.booleans())
    def go_on_in_another_tote(self, number: int, *, down: bool) -> None:
        station, hand = self.hand(number)
        full = [(at, tote) for at, tote in sorted(hand.totes.items()) if tote in hand.filled]
        if full:
            (at, tote), order = full[0], hand.walk.slots[full[0][0]].order
            deeds: list[Deed] = [ToteFull(*hand.head, tote, order)]
            if down:
                hand.filled.discard(tote)
                deeds.append(HandedOver(*hand.head, tote, order, hand.walk.slots[at].drop))
            deeds.append(ToteBound(*hand.head, hand.new_tote(at), order))
            self.tell(station, *deeds)

    @precondition(lambda self: self.at_work())
    @rule(number=which, empty=st.booleans())
    def skip_and_look(self, number: int, *, empty: bool) -> None:
        station = self.at_work()[number % len(self.at_work())]
        hand = self.hands[station]
        stop, _ = hand.open_puts[0]
        self.tell(station, Skipped(*hand.head, stop.place, stop.sku))
        self.tell(station, ZeroChecked(*hand.head, stop.place, stop.sku, empty))

    @precondition(lambda self: self.hands)
    @rule(number=which, early=st.integers(0, 4))
    def finish(self, number: int, early: int) -> None:
        """Takes what is left and ends the walk; now and then somebody ends it without."""
        station, hand = self.hand(number)
        while hand.open_puts and early:
            self.tell(station, *_taken(hand, 9))
        deeds: list[Deed] = []
        for at, tote in sorted(hand.totes.items()):
            if tote in hand.filled:
                slot = hand.walk.slots[at]
                deeds.append(HandedOver(*hand.head, tote, slot.order, slot.drop))
        del self.hands[station]
        self.tell(station, *deeds, WalkFinished(*hand.head, 1000))


def _taken(hand: Hand, qty: int) -> list[Deed]:
    """What is told when units of the next stop go into the tote of their order; into a new one if it has none."""
    stop, put = hand.open_puts[0]
    slot, deeds = hand.walk.slots[put.slot], list[Deed]()
    if put.slot not in hand.totes:
        tote = hand.new_tote(put.slot)
        deeds.append(ToteBound(*hand.head, tote, slot.order))
    tote, units = hand.totes[put.slot], min(qty, hand.left[put.id])
    hand.last = Picked(*hand.head, put.id, slot.order, put.line, stop.sku, stop.place, tote, units)
    hand.left[put.id] -= units
    hand.filled.add(tote)
    return [*deeds, hand.last]
