"""The text format for warehouse problems by Heßler and Irnich: order batching and picker routing.

A header of ``KEY : value`` lines describes the layout; an article, a SKU and an order section follow, then ``EOF``.
Cell 0 is at the top of an aisle. Source: format description of doi 10.1287/ijoc.2023.0075.
"""

from app.planning.instances.lines import Lines
from app.planning.instances.model import BatchingInstance, Order, RoutingInstance, Stock
from app.planning.instances.trouble import InstanceError
from app.planning.layout import Layout, Place

BATCHING = "Order_batching"
ROUTING = ("Single_picker_routing", "Single_picker_routing_with_scattered_storage")

_SECTION = "ARTICLE_SECTION"
_ENDS = {"top": True, "bottom": False}


def read(lines: Lines, blocks: int) -> BatchingInstance | RoutingInstance:
    """Reads one file.

    Args:
        lines: Its lines.
        blocks: Blocks into which cross aisles cut the aisles; the format itself knows only one.

    Raises:
        InstanceError: It is cut, or a line cannot be read or says something impossible.
    """
    head = _Head(lines)
    layout = head.layout(blocks)
    batching = head.choice("TYPE", (BATCHING, *ROUTING)) == BATCHING
    capacity = head.whole("PICKER_CAPACITY", 1) if batching else 0
    weights = _articles(lines)
    stock = _stock(lines, layout, weights)
    if not batching:
        demand = _demand(lines, weights, stock, _count(lines, "NUM_ARTICLES", "ORDER_SECTION"))
        _end(lines)
        return RoutingInstance(lines.file, layout, stock, demand)
    orders = _orders(lines, weights, stock)
    _end(lines)
    return BatchingInstance(lines.file, layout, capacity, orders)


class _Head:
    """The header: every key with its value and the line it stands in."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._values: dict[str, tuple[int, str]] = {}
        while (line := lines.take(_SECTION)) != _SECTION:
            key, colon, value = line.partition(":")
            if not colon:
                raise lines.unreadable("KEY : value")
            self._values[key.strip()] = lines.number, value.strip()

    def text(self, key: str) -> str:
        """Gives a value and makes its line the one that trouble names."""
        if key not in self._values:
            raise self._lines.trouble("plan.error.missing", entry=key)
        self._lines.number, value = self._values[key]
        return value

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Gives a value that must be one of a few."""
        if (value := self.text(key)) not in choices:
            raise self._bad(key, value, " | ".join(choices))
        return value

    def whole(self, key: str, least: int) -> int:
        """Gives a value that must be a whole number."""
        number = self.length(key)
        if not number.is_integer():
            raise self._bad(key, self.text(key), "1, 2, 3…")
        if number < least:
            raise self._lines.trouble("plan.error.least", text=f"{key} : {self.text(key)}", least=least)
        return int(number)

    def length(self, key: str) -> float:
        """Gives a value that must be a length: a number that is not negative."""
        value = self.text(key)
        if not value.replace(".", "", 1).removeprefix("-").isdecimal() or not value.isascii():
            raise self._bad(key, value, "1, 1.5…")
        if float(value) < 0:
            raise self._lines.trouble("plan.error.least", text=f"{key} : {value}", least=0)
        return float(value)

    def layout(self, blocks: int) -> Layout:
        """Gives the house that the header describes."""
        self.choice("LAYOUT", ("single-block",))
        aisles = self.whole("NUM_AISLES", 1)
        cells = self.whole("NUM_CELLS", blocks)
        depot = self.whole("DEPOT_AISLE", 0)
        if depot >= aisles:
            raise self._lines.trouble("plan.error.depot", aisle=depot, last=aisles - 1)
        return Layout(
            aisles=aisles,
            cells=cells,
            pitch=self.length("DISTANCE_AISLE_TO_AISLE"),
            step=self.length("DISTANCE_CELL_TO_CELL"),
            top=self.length("DISTANCE_TOP_TO_CELL"),
            bottom=self.length("DISTANCE_BOTTOM_TO_CELL"),
            depot_aisle=depot,
            depot_at_top=_ENDS[self.choice("DEPOT_LOCATION", tuple(_ENDS))],
            stub=self.length("DISTANCE_TOP_OR_BOTTOM_TO_DEPOT"),
            blocks=blocks,
        )

    def _bad(self, key: str, value: str, expected: str) -> InstanceError:
        return self._lines.trouble("plan.error.line", text=f"{key} : {value}", expected=expected)


def _articles(lines: Lines) -> dict[int, int]:
    """Reads the articles with their weights; an article without one counts as 1."""
    weights = {}
    for _ in range(_count(lines, "NUM_ARTICLES")):
        fields = _fields(lines, "ID 0 WEIGHT 1")
        number = _number(lines, fields, "ID", "ID 0 WEIGHT 1")
        weights[number] = _number(lines, fields, "WEIGHT", "ID 0 WEIGHT 1") if "WEIGHT" in fields else 1
    return weights


def _stock(lines: Lines, layout: Layout, weights: dict[int, int]) -> tuple[Stock, ...]:
    shape = "ID 0 AISLE 0 CELL 0 QUANTITY 1"
    stock = []
    for _ in range(_count(lines, "NUM_SKUS", "SKU_SECTION")):
        fields = _fields(lines, shape)
        article, aisle, cell, units = (
            _number(lines, fields, key, shape) for key in ("ID", "AISLE", "CELL", "QUANTITY")
        )
        if article not in weights:
            raise lines.trouble("plan.error.article", article=article)
        if aisle >= layout.aisles or cell >= layout.cells:
            sizes = {"aisles": layout.aisles, "cells": layout.cells}
            raise lines.trouble("plan.error.place", aisle=aisle, cell=cell, **sizes)
        stock.append(Stock(article, Place(aisle, cell), units))
    return tuple(stock)


def _orders(lines: Lines, weights: dict[int, int], stock: tuple[Stock, ...]) -> tuple[Order, ...]:
    first: dict[int, Place] = {}
    for each in stock:
        first.setdefault(each.article, each.place)
    orders = []
    for number in range(_count(lines, "NUM_ORDERS", "ORDER_SECTION")):
        demand = _demand(lines, weights, stock, _count(lines, "NUM_ARTICLES_IN_ORDER"), enough=False)
        weight = sum(weights[article] * units for article, units in demand.items())
        orders.append(Order(number, weight, frozenset(first[article] for article in demand)))
    return tuple(orders)


def _demand(
    lines: Lines, weights: dict[int, int], stock: tuple[Stock, ...], count: int, *, enough: bool = True
) -> dict[int, int]:
    """Reads the articles of an order; ``enough`` asks that so many units lie in the house."""
    held: dict[int, int] = {}
    for each in stock:
        held[each.article] = held.get(each.article, 0) + each.quantity
    demand: dict[int, int] = {}
    for _ in range(count):
        fields = _fields(lines, "ID 0 QUANTITY 1")
        article, units = (_number(lines, fields, key, "ID 0 QUANTITY 1") for key in ("ID", "QUANTITY"))
        if article not in weights:
            raise lines.trouble("plan.error.article", article=article)
        demand[article] = demand.get(article, 0) + units
        if article not in held:
            raise lines.trouble("plan.error.nowhere", article=article)
        if enough and demand[article] > held[article]:
            raise lines.trouble("plan.error.short", article=article, wanted=demand[article], held=held[article])
    return {article: units for article, units in demand.items() if units}


def _count(lines: Lines, key: str, section: str = "") -> int:
    """Reads ``KEY : n``, after the line that begins its section if there is one."""
    if section and lines.take(section) != section:
        raise lines.unreadable(section)
    shape = f"{key} : 1"
    name, colon, value = lines.take(shape).partition(":")
    if name.strip() != key or not colon:
        raise lines.unreadable(shape)
    return lines.whole(value.strip(), shape)


def _fields(lines: Lines, shape: str) -> dict[str, str]:
    """Takes a line of names and values by turns."""
    words = lines.take(shape).split()
    if len(words) % 2:
        raise lines.unreadable(shape)
    return dict(zip(words[::2], words[1::2], strict=True))


def _number(lines: Lines, fields: dict[str, str], key: str, shape: str) -> int:
    if key not in fields:
        raise lines.unreadable(shape)
    return lines.whole(fields[key], shape)


def _end(lines: Lines) -> None:
    if lines.take("EOF") != "EOF":
        raise lines.unreadable("EOF")
