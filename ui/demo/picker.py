"""A picker of the demo: reads the screen, goes where it says, scans what it wants; and makes the usual mistakes."""

from app.domain.picking.moves import drop_of, loaded
from ui.demo.crew import Play, pause
from ui.demo.hand import HUMAN_PAUSE_S, Hand
from ui.demo.world import World
from ui.presenters.floor.walking.pick_state import PickState

_STILL_LONG = 8
"""A walk with so many stops left lasts long enough for a cancelled order to be told of."""

_FULL_UNITS = 600
"""More units than this do not go into one tote."""


class Picker:
    """One picker's day."""

    def __init__(self, hand: Hand, world: World, badge: str) -> None:
        self._hand, self._world, self._badge = hand, world, badge
        self._short_after = 3
        self.idle = False

    def day(self) -> Play:
        """Signs in, takes walks as long as there are any, signs out."""
        hand = self._hand
        yield from hand.scan(self._badge)
        yield lambda: hand.screen == "home"
        while not self._world.over:
            yield from hand.scan("#OK")
            self.idle = hand.screen != "picking"
            if self.idle:
                yield pause(HUMAN_PAUSE_S)
            while hand.screen == "picking":
                yield from self._step(hand.sees("picking"))
        yield from hand.scan("#BYE")

    def _step(self, seen: PickState) -> Play:
        hand, world = self._hand, self._world
        match seen.step:
            case "totes":
                yield from self._tote_aboard(seen)
            case "place":
                yield from self._at_place(seen)
            case "item":
                yield from self._at_item(seen)
            case "tote":
                yield from self._at_tote(seen)
            case "reason":
                yield from hand.scan("#R1")
            case "zero":
                yield from hand.scan("#YES")
            case "swap":
                yield from hand.scan(world.take_tote())
            case "drop":
                yield from self._at_drop(seen)
            case _:
                yield from hand.scan("#OK")

    def _tote_aboard(self, seen: PickState) -> Play:
        if seen.incoming:
            yield from self._hand.scan(seen.incoming[0])
            return
        yield from self._hand.scan(self._world.take_tote())

    def _at_place(self, seen: PickState) -> Play:
        hand, world = self._hand, self._world
        if world.happens("typed_check_digits"):
            yield from hand.type(seen.check_digits)
        elif self._has_put() and world.happens("undo"):
            yield from self._take_back()
        elif self._many_left() and world.happens("skipped_stop"):
            yield from hand.scan("#SKIP")
        elif world.happens("unknown_code"):
            yield from hand.scan("XYZZY")
        elif world.happens("double_trigger"):
            yield from hand.scan_twice(world.scan_code_of(seen.place))
        else:
            yield from hand.scan(world.scan_code_of(seen.place))

    def _at_item(self, seen: PickState) -> Play:
        hand, world = self._hand, self._world
        goods = world.goods[seen.sku]
        if seen.hand == 0 and world.happens("wrong_item"):
            other = next(sku for sku in world.goods if sku != seen.sku)
            yield from hand.scan(world.goods[other].single)
            return
        if seen.hand == 0 and self._wants_short():
            yield from hand.scan("#SHORT")
            return
        case = next((each for each in goods.cases if each[1] <= seen.left_here - seen.hand), None)
        if case is not None and seen.hand == 0:
            world.happens("multi_pack")
            yield from hand.scan(case[0])
            return
        if seen.hand == 0:
            yield from hand.scan(goods.single)
            return
        yield from self._give_number(seen)

    def _give_number(self, seen: PickState) -> Play:
        """Says the quantity by its command instead of scanning each unit; a large one is asked for twice."""
        code = f"#QTY{seen.left_here}"
        yield from self._hand.scan(code)
        now: PickState = self._hand.sees("picking")
        if now.step == "item" and now.hand == seen.hand:
            yield from self._hand.scan(code)

    def _at_tote(self, seen: PickState) -> Play:
        hand, world = self._hand, self._world
        other = self._tote_of_another(seen.slot)
        if other and world.happens("wrong_tote"):
            yield from hand.scan(other)
            return
        if self._is_full(seen):
            yield from hand.scan("#FULL")
            return
        world.filled[seen.tote] = world.filled.get(seen.tote, 0) + seen.qty
        yield from hand.scan(seen.tote)
        self._remember_for_cancelling()

    def _is_full(self, seen: PickState) -> bool:
        """Whether the next units do not go in any more; the first tote that holds enough is called full early."""
        walk = self._hand.window.station.picking.walk
        if walk is None or seen.tote not in loaded(walk):
            return False
        over = self._world.filled.get(seen.tote, 0) + seen.qty > _FULL_UNITS
        return self._world.happens("full_tote") or over

    def _at_drop(self, seen: PickState) -> Play:
        walk = self._hand.window.station.picking.walk
        aboard = loaded(walk) if walk is not None else {}
        down = [tote for tote, slot in aboard.items() if walk and drop_of(walk, walk.slots[slot]) == seen.drop]
        yield from self._hand.scan(self._world.scan_code_of(seen.drop))
        if seen.drop.startswith("PACK"):
            self._world.bench.extend(sorted(down))

    def _take_back(self) -> Play:
        """Takes the last put back: the picker saw that it was a mistake."""
        walk = self._hand.window.station.picking.walk
        if walk is not None and walk.trail:
            last = walk.trail[-1]
            self._world.filled[last.tote] = self._world.filled.get(last.tote, 0) - last.qty
        yield from self._hand.scan("#UNDO")

    def _has_put(self) -> bool:
        walk = self._hand.window.station.picking.walk
        return walk is not None and bool(walk.trail)

    def _tote_of_another(self, slot: int) -> str:
        """Gives the tote of another order on the cart, empty when there is none."""
        walk = self._hand.window.station.picking.walk
        others = [each.tote for each in walk.slots if each.number != slot and each.tote] if walk is not None else []
        return others[0] if others else ""

    def _wants_short(self) -> bool:
        self._short_after -= 1
        return self._short_after <= 0 and self._many_left() and self._world.happens("short_pick")

    def _many_left(self) -> bool:
        walk = self._hand.window.station.picking.walk
        return walk is not None and sum(1 for stop in walk.stops if stop.left) > 2

    def _remember_for_cancelling(self) -> None:
        """Notes an order whose goods are in a tote while its walk still goes on for a while."""
        walk = self._hand.window.station.picking.walk
        if walk is None or sum(1 for stop in walk.stops if stop.left) < _STILL_LONG:
            return
        put = {done.tote for done in walk.trail}
        slot = next((slot for slot in walk.slots if slot.tote in put and not slot.cancelled), None)
        if slot is not None:
            self._world.callable_off.append((slot.order, walk.id))
