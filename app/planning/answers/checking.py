"""Proves somebody's plan: whether it keeps the problem's rules, and how long it is. Shares no code with the planner."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.planning.answers.measuring import Drawing
from app.planning.instances.model import BatchingInstance, Instance, RoutingInstance, WaveInstance

_NEARLY = 1e-6

Names = Mapping[str, object]


class ShapeError(ValueError):
    """A plan does not look like one: something is missing, or not of the kind it should be.

    Attributes:
        what: The entry, e.g. ``"plan"``.
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is missing or no plan's")
        self.what = what


@dataclass
class Proof:
    """What is true of a plan.

    Attributes:
        objective: Its objective, computed anew.
        faults: Key of the sentence for each rule that it breaks, with what the placeholders stand for.
    """

    objective: float = 0.0
    faults: list[tuple[str, Names]] = field(default_factory=list)

    def fault(self, key: str, /, **names: object) -> None:
        """Notes a fault."""
        self.faults.append((key, names))


def prove(instance: Instance, said: Mapping[str, Any]) -> Proof:
    """Computes a plan anew.

    Args:
        instance: The problem.
        said: The plan as ``plan`` writes it, with ``policy``, ``objective``, ``lower_bound`` and ``plan``.

    Raises:
        ShapeError: It does not look like a plan for such a problem.
    """
    proof = Proof()
    if isinstance(instance, BatchingInstance):
        _batches(instance, said, proof)
    elif isinstance(instance, RoutingInstance):
        _walk(instance, said, proof)
    else:
        _wave(instance, said, proof)
    objective = _number(said, "objective")
    if abs(objective - proof.objective) > _NEARLY * max(1.0, abs(objective)):
        proof.fault("plan.fault.objective", said=f"{objective:g}", found=f"{proof.objective:g}")
    if _number(said, "lower_bound") > proof.objective + _NEARLY:
        proof.fault("plan.fault.bound", bound=f"{said['lower_bound']:g}", objective=f"{proof.objective:g}")
    return proof


def _batches(instance: BatchingInstance, said: Mapping[str, Any], proof: Proof) -> None:
    tours, routes = _numbers(said.get("plan"), "plan"), [_places(each) for each in _list(said.get("routes"), "routes")]
    weights = {order.number: order.weight for order in instance.orders}
    goods = {order.number: {tuple(place) for place in order.places} for order in instance.orders}
    times = Counter(order for tour in tours for order in tour)
    for order in sorted(times.keys() | weights.keys()):
        if order not in weights:
            proof.fault("plan.fault.no_order", order=order)
        elif times[order] > 1:
            proof.fault("plan.fault.twice", order=order)
        elif not times[order] and weights[order] <= instance.capacity:
            proof.fault("plan.fault.missing", order=order)
    if len(routes) != len(tours):
        raise ShapeError("routes")
    drawing = Drawing(instance.layout)
    for number, (tour, route) in enumerate(zip(tours, routes, strict=True), 1):
        weight = sum(weights.get(order, 0) for order in tour)
        if weight > instance.capacity:
            proof.fault("plan.fault.overloaded", tour=number, weight=weight, capacity=instance.capacity)
        wanted = set().union(*(goods.get(order, set()) for order in tour))
        for aisle, cell in sorted(wanted - set(route)):
            proof.fault("plan.fault.not_visited", tour=number, aisle=aisle, cell=cell)
        if _in_house(instance, route, number, proof):
            proof.objective += _length(drawing, said, route)


def _walk(instance: RoutingInstance, said: Mapping[str, Any], proof: Proof) -> None:
    tours = [_places(each) for each in _list(said.get("plan"), "plan")]
    reached: Counter[int] = Counter()
    visited = {place for tour in tours for place in tour}
    for each in instance.stock:
        if tuple(each.place) in visited:
            reached[each.article] += each.quantity
    for article, units in sorted(instance.demand.items()):
        if reached[article] < units:
            proof.fault("plan.fault.units", article=article, wanted=units, held=reached[article])
    if len(tours) > 1:
        proof.fault("plan.fault.one_walk", tours=len(tours))
    drawing = Drawing(instance.layout)
    for number, tour in enumerate(tours, 1):
        if _in_house(instance, tour, number, proof):
            proof.objective += _length(drawing, said, tour)


def _wave(instance: WaveInstance, said: Mapping[str, Any], proof: Proof) -> None:
    plan = said.get("plan")
    if not isinstance(plan, Mapping):
        raise ShapeError("plan")
    (orders, aisles) = _numbers([plan.get("orders"), plan.get("aisles")], "plan")
    for chosen, count, fault in (
        (orders, len(instance.orders), "plan.fault.wave_order"),
        (aisles, len(instance.aisles), "plan.fault.wave_aisle"),
    ):
        for number, times in sorted(Counter(chosen).items()):
            if number not in range(count) or times > 1:
                proof.fault(fault, number=number)
    wanted, held = Counter[int](), Counter[int]()
    for order in set(orders) & set(range(len(instance.orders))):
        wanted.update(instance.orders[order])
    for aisle in set(aisles) & set(range(len(instance.aisles))):
        held.update(instance.aisles[aisle])
    for item, units in sorted(wanted.items()):
        if units > held[item]:
            proof.fault("plan.fault.stock", item=item, wanted=units, held=held[item])
    units = sum(wanted.values())
    if not instance.least <= units <= instance.most:
        proof.fault("plan.fault.size", units=units, least=instance.least, most=instance.most)
    proof.objective = units / len(set(aisles)) if aisles else 0.0


def _length(drawing: Drawing, said: Mapping[str, Any], route: Sequence[tuple[int, int]]) -> float:
    match said.get("policy"):
        case "s-shape":
            return drawing.s_shape(route)
        case "largest-gap":
            return drawing.largest_gap(route)
    return drawing.length(route)


def _in_house(
    instance: BatchingInstance | RoutingInstance, route: Sequence[tuple[int, int]], tour: int, proof: Proof
) -> bool:
    """Tells whether all places of a walk are there."""
    house = instance.layout
    away = [place for place in route if place[0] not in range(house.aisles) or place[1] not in range(house.cells)]
    for aisle, cell in away:
        proof.fault("plan.fault.no_place", tour=tour, aisle=aisle, cell=cell)
    return not away


def _number(said: Mapping[str, Any], name: str) -> float:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ShapeError(name)
    return float(value)


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise ShapeError(what)
    return value


def _numbers(value: object, what: str) -> list[list[int]]:
    """Reads lists of whole numbers."""
    lists = [_list(each, what) for each in _list(value, what)]
    if any(isinstance(number, bool) or not isinstance(number, int) for each in lists for number in each):
        raise ShapeError(what)
    return lists


def _places(value: object) -> list[tuple[int, int]]:
    """Reads a walk: places as aisle and cell."""
    pairs = _numbers(value, "plan")
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - aisle and cell
        raise ShapeError("plan")
    return [(aisle, cell) for aisle, cell in pairs]
