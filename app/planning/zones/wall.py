"""The put wall: which order is sorted into which cell, so that the sorter walks little and nothing is mixed up.

A cell never holds two open orders. Busy orders get the cells nearest to the sorter's stand: each unit is one way to its
cell, so that the sum over all orders of units times metres is least. Where there are fewer cells than orders, either
the orders go in several waves, or a cell is used again when the walks that bring its order's goods are over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import fsum, inf

from app.planning.trouble import ImpossibleError
from app.planning.zones.matching import cheapest


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the wall.

    Attributes:
        place: Its code.
        units: How many units it holds.
        metres: From the sorter's stand to it.
    """

    place: str
    units: int
    metres: float


@dataclass(frozen=True, slots=True)
class SortedOrder:
    """An order that is put together at the wall.

    Attributes:
        order: Its number.
        units: Its units.
        opens: Index of the first walk that brings goods of it, in the sequence in which walks end.
        closes: Index of the last one; its cell is free for what comes with a later walk.
    """

    order: int
    units: int
    opens: int = 0
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Sorting:
    """The place of each order's cell, and the metres that the sorter walks to them, one way, for all units."""

    cells: Mapping[int, str]
    metres: float


def in_waves(orders: Sequence[SortedOrder], cells: Sequence[Cell]) -> tuple[Sorting, ...]:
    """Puts orders into cells, wave after wave; a wave ends where the next order finds no cell beside the others.

    Args:
        orders: The most urgent first; which walks bring them does not matter here.
        cells: Of the wall.

    Raises:
        ImpossibleError: There are no cells, or an order is larger than the largest.
    """
    _check(orders, cells)
    sizes = sorted((cell.units for cell in cells), reverse=True)
    waves: list[list[SortedOrder]] = []
    for each in orders:
        if waves and _fit([*(one.units for one in waves[-1]), each.units], sizes):
            waves[-1].append(each)
        else:
            waves.append([each])
    return tuple(_placed([[each] for each in wave], cells) for wave in waves)


def reused(orders: Sequence[SortedOrder], cells: Sequence[Cell]) -> Sorting:
    """Puts orders into cells that are used again; takes as few cells as can be when their sizes allow it.

    Where they do not, an order takes the smallest free cell that holds it when it opens.

    Raises:
        ImpossibleError: There are no cells, an order is larger than the largest, or too many are open at once.
    """
    _check(orders, cells)
    rows = [[orders[at] for at in row] for row in fewest([(each.opens, each.closes) for each in orders])]
    if len(rows) > len(cells):
        raise ImpossibleError("advice.error.few_cells", needed=len(rows), cells=len(cells))
    found = _placed(rows, cells)
    return found if len(found.cells) == len(orders) else _smallest_first(orders, cells)


def fewest(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Shares orders out among as few cells as can be, none holding two at a time (interval colouring).

    As many cells are taken as orders are open at the same time at most; fewer can never do.

    Args:
        spans: For each order, the walk it opens with and the one it closes with.

    Returns:
        For each cell, the indices of its orders in the sequence of their opening.
    """
    rows: list[list[int]] = []
    free: list[tuple[int, int]] = []
    for at in sorted(range(len(spans)), key=lambda each: (*spans[each], each)):
        opens, closes = spans[at]
        if closes < opens:
            raise ValueError(f"an order closes with walk {closes} before it opens with walk {opens}")
        if free and free[0][0] < opens:
            row = heappop(free)[1]
            rows[row].append(at)
        else:
            row = len(rows)
            rows.append([at])
        heappush(free, (closes, row))
    return rows


def _placed(rows: Sequence[Sequence[SortedOrder]], cells: Sequence[Cell]) -> Sorting:
    """Gives each row of orders a cell of its own, with the fewest metres; nothing when they do not fit."""
    costs = [
        [fsum(each.units for each in row) * cell.metres if _holds(cell, row) else inf for cell in cells] for row in rows
    ]
    found = cheapest(costs)
    places = {each.order: cells[at].place for row, at in zip(rows, found, strict=False) for each in row}
    return Sorting(places, fsum(cost[at] for cost, at in zip(costs, found, strict=False)))


def _holds(cell: Cell, row: Sequence[SortedOrder]) -> bool:
    return all(each.units <= cell.units for each in row)


def _smallest_first(orders: Sequence[SortedOrder], cells: Sequence[Cell]) -> Sorting:
    until = dict.fromkeys(range(len(cells)), -1)
    found: dict[int, str] = {}
    metres = []
    for each in sorted(orders, key=lambda one: (one.opens, -one.units, one.order)):
        fitting = [at for at, last in until.items() if last < each.opens and cells[at].units >= each.units]
        if not fitting:
            large = sum(cell.units >= each.units for cell in cells)
            raise ImpossibleError("advice.error.few_cells", needed=large + 1, cells=large)
        best = min(fitting, key=lambda at: (cells[at].units, cells[at].metres, at))
        until[best] = each.closes
        found[each.order] = cells[best].place
        metres.append(each.units * cells[best].metres)
    return Sorting(found, fsum(metres))


def _fit(units: Sequence[int], sizes: Sequence[int]) -> bool:
    """Tells whether every order finds a cell: the largest in the largest, and so on."""
    return len(units) <= len(sizes) and all(
        one <= size for one, size in zip(sorted(units, reverse=True), sizes, strict=False)
    )


def _check(orders: Sequence[SortedOrder], cells: Sequence[Cell]) -> None:
    if not cells:
        raise ImpossibleError("advice.error.no_cells")
    most = max(cell.units for cell in cells)
    for each in orders:
        if each.units > most:
            raise ImpossibleError("advice.error.cell_small", order=each.order, units=each.units, most=most)
