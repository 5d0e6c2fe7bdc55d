"""Units are set aside, and orders go to the floor: one by one, together on a cart, or from zone to zone."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.central.promises import reserving
from app.central.promises.releasing import Ready, ReadyPick, candidates
from app.domain.errors import Conflict
from tests.app.central.machine.model import promising
from tests.app.central.machine.model.world import Tour as Planned
from tests.app.central.machine.model.world import World
from tests.app.central.machine.rules.ground import Ground
from tests.app.central.promises.waves import Slot, Tour, release
from tests.databases.homes import Home

METHODS = ("single", "batch", "zone")
Plan = tuple[Tour, ...]


class Releasing(Ground):
    """Rules about reservations and waves."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.plan: Plan = ()

    @rule()
    def reserve(self) -> None:
        free_before = sum(self.world.promised(line) for line in self.world.lines)
        promising.reserve(self.world)
        done = reserving.reserve(self.central, self.now)
        assert done.units == sum(self.world.promised(line) for line in self.world.lines) - free_before
        self.learn()

    @rule(method=st.sampled_from(METHODS))
    def send_to_the_floor(self, method: str) -> None:
        self.reserve()
        self._release(plan(candidates(self.central), method))

    @rule(method=st.sampled_from(METHODS))
    def make_a_plan(self, method: str) -> None:
        self.plan = plan(candidates(self.central), method)

    @precondition(lambda self: self.plan)
    @rule()
    def release_the_plan_made_before(self) -> None:
        """It may be outdated by now: then nothing of it is released."""
        tours, self.plan = self.plan, ()
        self._release(tours)

    def _release(self, tours: Plan) -> None:
        if not tours:
            return
        orders = [slot.order for tour in tours for slot in tour.slots]
        picks = [pick for tour in tours for stop in tour.stops for pick in stop]
        may = promising.may_release(self.world, orders, picks)
        try:
            wave = release(self.house, tours)
        except Conflict:
            assert not may, "a plan that holds was not released"
            return
        assert may, "a plan that is outdated was released"
        for number, tour in zip(wave.walks, tours, strict=True):
            _take_over(self.world, wave.walks, number, tour)


def _take_over(world: World, walks: Sequence[int], number: int, tour: Tour) -> None:
    orders = {slot.order: None if slot.after is None else walks[slot.after] for slot in tour.slots}
    picks = [pick for stop in tour.stops for pick in stop]
    promising.release(world, number, Planned(orders, tour.method, tour.zone), picks)


def plan(ready: Ready, method: str) -> Plan:
    """Makes walks of what is ready by one of the methods."""
    orders = [one.order for one in ready.orders]
    match method:
        case "single":
            return tuple(_tour("single", [p for p in ready.picks if p.order == order]) for order in orders)
        case "batch":
            return (_tour("batch", ready.picks),) if orders else ()
        case _:
            return _from_zone_to_zone(ready.picks)


def _from_zone_to_zone(picks: Sequence[ReadyPick]) -> Plan:
    tours: list[Tour] = []
    before: dict[int, int] = {}
    for zone in sorted({pick.zone for pick in picks}):
        tours.append(_tour("zone", [pick for pick in picks if pick.zone == zone], before, zone))
        before |= {slot.order: len(tours) - 1 for slot in tours[-1].slots}
    last = {order: at for at, tour in enumerate(tours) for order in (slot.order for slot in tour.slots)}
    return tuple(
        Tour(
            tour.method,
            tour.zone,
            tour.stops,
            [Slot(s.order, "PACK-1" if last[s.order] == at else "IN-B", s.after) for s in tour.slots],
        )
        for at, tour in enumerate(tours)
    )


def _tour(method: str, picks: Sequence[ReadyPick], after: dict[int, int] | None = None, zone: str = "") -> Tour:
    zones = {pick.zone for pick in picks}
    places = sorted({(pick.sequence, pick.place, pick.sku) for pick in picks})
    stops = [[p.pick for p in picks if (p.sequence, p.place, p.sku) == place] for place in places]
    slots = [Slot(order, after=(after or {}).get(order)) for order in sorted({pick.order for pick in picks})]
    return Tour(method, zone or (zones.pop() if len(zones) == 1 else ""), stops, slots)
