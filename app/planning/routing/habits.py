"""The two habits by which many pickers walk a house of one block: S-shape, and largest gap.

They are seldom shortest but easy to follow without a screen. Source: Hall, "Distance approximations for routing manual
pickers in a warehouse" (IIE Transactions 25, 1993).
"""

from collections.abc import Iterable, Sequence

from app.planning.layout import Layout, Place
from app.planning.routing.exact import Route
from app.planning.routing.segments import Segment


class OneBlockError(ValueError):
    """A habit is asked for in a house of several blocks, where it has no single meaning."""


def s_shape(layout: Layout, places: Iterable[Place]) -> Route:
    """Walks every aisle that has picks all through, up and down by turns; the last of an odd number there and back.

    Raises:
        OneBlockError: The house has several blocks.
    """
    aisles = _by_aisle(layout, places)
    if not aisles:
        return Route(0.0, ())
    way: list[Place] = []
    for turn, own in enumerate(aisles):
        way += own if turn % 2 == 0 else own[::-1]
    length = len(aisles) * layout.crossings[-1]
    if len(aisles) % 2:
        length += 2 * _depth(layout, aisles[-1][-1]) - layout.crossings[-1]
    return Route(length + _across(layout, aisles), tuple(way))


def largest_gap(layout: Layout, places: Iterable[Place]) -> Route:
    """Walks the first and the last aisle all through; the others from both ends, up to the widest gap in them.

    A single aisle is walked there and back.

    Raises:
        OneBlockError: The house has several blocks.
    """
    places = tuple(places)
    aisles = _by_aisle(layout, places)
    if len(aisles) <= 1:
        return s_shape(layout, places)
    first, *between, last = aisles
    length = 2 * layout.crossings[-1]
    far: list[Place] = []
    left: list[Place] = []  # near ends left of the depot are visited on the way to the first aisle, others at the end
    right: list[Place] = []
    for own in between:
        segment = Segment(0.0, layout.crossings[-1], [_depth(layout, place) for place in own])
        near, gap = segment.gap()
        length += 2 * (layout.crossings[-1] - gap)
        far += own[near:][::-1]
        side = left if own[0].aisle <= layout.depot_aisle else right
        side += own[:near][::-1]
    return Route(length + _across(layout, aisles), (*left[::-1], *first, *far, *last[::-1], *right[::-1]))


def _by_aisle(layout: Layout, places: Iterable[Place]) -> Sequence[Sequence[Place]]:
    """Gives the picks aisle by aisle from the left, each from the depot's side inwards."""
    if layout.blocks > 1:
        raise OneBlockError
    aisles: dict[int, list[Place]] = {}
    for place in sorted(set(places)):
        aisles.setdefault(place.aisle, []).append(place)
    return [own if layout.depot_at_top else own[::-1] for own in aisles.values()]


def _depth(layout: Layout, place: Place) -> float:
    """Gives how deep a place lies, seen from the depot's side."""
    depth = layout.depths[place.cell]
    return depth if layout.depot_at_top else layout.crossings[-1] - depth


def _across(layout: Layout, aisles: Sequence[Sequence[Place]]) -> float:
    """Gives the way over the cross aisles, from the depot to both outermost aisles and back, and the depot's own."""
    numbers = [layout.depot_aisle, *(own[0].aisle for own in aisles)]
    return 2 * (layout.across(min(numbers), max(numbers)) + layout.stub)
