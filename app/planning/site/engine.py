"""The walks of a wave: each by the shortest way, and orders put onto carts so that all carts together walk least."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from time import perf_counter

from app.domain.picking.walk import Method
from app.planning.batching import batches
from app.planning.loads import Load, loads_of
from app.planning.metrics import way
from app.planning.plan import Plan, PlannedSlot, PlannedWalk, shifted
from app.planning.problem import House, Limits, Problem, Spot, Task
from app.planning.routing.exact import shortest
from app.planning.search.model import Cargo, Watch
from app.planning.search.solving import solve
from app.planning.simple import NO_LIMITS, Wish
from app.planning.simple import plan as plan_simply
from app.planning.site.ground import Ground, ground_of

Cart = Sequence[int]
"""Orders that share a walk, most urgent first."""


def plan(
    problem: Problem,
    wish: Wish,
    limits: Limits = NO_LIMITS,
    *,
    seconds: float = 2.0,
    seed: int = 1,
    watch: Watch | None = None,
) -> Plan:
    """Plans walks for all tasks, by the rules of ``app.planning.simple`` and with less walking.

    Which orders walk alone, on carts, or through the zones is decided as there. Orders share a cart only with others
    of the same cut-off, so that none waits for a later one. No cart's set of orders walks farther than the simple
    planner's carts of the same orders would.

    Args:
        problem: What is to be taken.
        wish: How to pick.
        limits: What a cart holds; an order that is too big alone goes alone.
        seconds: Time to search, shared by all groups of orders; compiling does not count.
        seed: Decides the random numbers; the same one gives the same plan when the search ends before its time.
        watch: Is told the seconds and the millimetres of the carts so far, and may stop the search.
    """
    simple = plan_simply(problem, wish, limits)
    ground = ground_of(problem)
    if ground is None:
        return simple
    begun = [walk for walk in simple.walks if walk.chain is None]
    chains = [walk for walk in simple.walks if walk.chain is not None]
    carts = _Carts(problem, limits, ground, seconds, seed, watch)
    walks = [carts.walk(Method.SINGLE, _orders(walk)) for walk in begun if walk.method is Method.SINGLE]
    walks += carts.walks([order for walk in begun if walk.method is Method.BATCH for order in _orders(walk)], wish)
    return Plan((*walks, *shifted(chains, len(walks) - len(begun))))


def _orders(walk: PlannedWalk) -> list[int]:
    return [slot.order for slot in walk.slots]


class _Carts:
    """Puts the orders of a problem onto carts, as long as there is time."""

    def __init__(
        self, problem: Problem, limits: Limits, ground: Ground, seconds: float, seed: int, watch: Watch | None
    ) -> None:
        self._limits, self._ground, self._house = limits, ground, problem.house
        self._loads = loads_of(problem)
        self._turn = {info.order: turn for turn, info in enumerate(problem.orders)}
        self._cutoffs = {info.order: info.cutoff_at for info in problem.orders}
        self._seconds, self._seed, self._watch = seconds, seed, watch
        self._begun, self._millimetres, self._stopped = perf_counter(), 0.0, False

    def walk(self, method: Method, orders: Cart) -> PlannedWalk:
        """Makes the walk of a cart by the shortest way."""
        slots = [PlannedSlot(order, self._house.pack) for order in orders]
        tasks = [task for order in orders for task in self._loads[order].tasks]
        return _routed(method, tasks, slots, self._house, self._ground)

    def walks(self, orders: Iterable[int], wish: Wish) -> list[PlannedWalk]:
        """Puts orders onto carts, those of one cut-off together; ``auto`` keeps those of different zones apart."""
        groups: dict[tuple[datetime | None, frozenset[str]], list[int]] = {}
        for order in sorted(orders, key=self._turn.__getitem__):
            zones = self._loads[order].zones if wish == "auto" else frozenset[str]()
            groups.setdefault((self._cutoffs[order], zones), []).append(order)
        waiting, found = sum(map(len, groups.values())), []
        for group in groups.values():
            found += self._best(group, len(group) / waiting)
            waiting -= len(group)
        return sorted(found, key=lambda walk: self._turn[walk.slots[0].order])

    def _best(self, orders: Cart, share: float) -> list[PlannedWalk]:
        """Gives the better of the simple planner's carts and those the search finds in its share of the time left."""
        plain = self._made(batches({order: self._loads[order] for order in orders}, self._limits))
        if not self._stopped and len(orders) > 1:
            searched = self._made(self._searched(orders, share))
            plain = min(plain, searched, key=_length)
        self._millimetres += _length(plain)
        return plain

    def _made(self, carts: Iterable[Cart]) -> list[PlannedWalk]:
        return [self.walk(Method.BATCH, cart) for cart in carts]

    def _searched(self, orders: Cart, share: float) -> Iterator[Cart]:
        left = self._seconds - (perf_counter() - self._begun)
        limits = (self._limits.slots, self._limits.max_stops, self._limits.max_units, self._limits.max_weight_g)
        cargos = [_cargo(self._loads[order], self._ground) for order in orders]
        found = solve(
            self._ground.layout, cargos, limits, seconds=max(0.0, left * share), seed=self._seed, watch=self._told
        )
        return (sorted((orders[at] for at in cart), key=self._turn.__getitem__) for cart in found.carts)

    def _told(self, _: float, length: float) -> bool:
        if self._watch is not None and not self._watch(perf_counter() - self._begun, self._millimetres + length):
            self._stopped = True
        return not self._stopped


def _length(walks: Iterable[PlannedWalk]) -> int:
    return sum(walk.millimetres for walk in walks)


def _cargo(load: Load, ground: Ground) -> Cargo:
    """Says what an order takes of a cart; stops that two orders share are counted twice, so that a cart holds them."""
    return Cargo(frozenset(map(ground.place, load.tasks)), (1, len(load.stops), load.units, load.weight_g))


def _routed(
    method: Method, tasks: Sequence[Task], slots: Sequence[PlannedSlot], house: House, ground: Ground
) -> PlannedWalk:
    """Makes a walk from the bench and back; of its two directions, the one that begins with the earlier shelf."""
    route = shortest(ground.layout, map(ground.place, tasks)).places
    turn = {place: number for number, place in enumerate(route)}
    stops = [list(stop) for _, stop in groupby(sorted(tasks, key=_shelf), key=_shelf)]
    stops.sort(key=lambda stop: turn[ground.place(stop[0])])
    if stops[-1][0].sequence < stops[0][0].sequence:
        stops.reverse()
    zones = {task.zone for task in tasks}
    bench = house.spot(house.pack)
    spots = [bench, *(Spot(stop[0].x_mm, stop[0].y_mm) for stop in stops), bench]
    return PlannedWalk(
        method=method,
        zone=zones.pop() if len(zones) == 1 else "",
        stops=tuple(tuple(task.pick for task in stop) for stop in stops),
        slots=tuple(slots),
        millimetres=way(spots, house.length_mm),
    )


def _shelf(task: Task) -> tuple[int, str, str]:
    return task.sequence, task.place, task.sku
