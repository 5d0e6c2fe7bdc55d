"""The three published problems that a file can hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.planning.layout import Layout, Place


@dataclass(frozen=True, slots=True)
class Stock:
    """Units of an article that lie in one place."""

    article: int
    place: Place
    quantity: int


@dataclass(frozen=True, slots=True)
class RoutingInstance:
    """One walk to plan: articles wanted, and the places they lie in; with scattered storage the planner chooses.

    Attributes:
        name: The file's name.
        layout: The house.
        stock: What lies where.
        demand: Units wanted of each article.
    """

    name: str
    layout: Layout
    stock: tuple[Stock, ...]
    demand: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Order:
    """An order that goes whole onto one walk.

    Attributes:
        number: Its position in the file, from 0.
        weight: What it takes of a cart's capacity.
        places: Where its goods lie.
    """

    number: int
    weight: int
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class BatchingInstance:
    """Orders to put onto walks.

    Attributes:
        name: The file's name.
        layout: The house.
        capacity: The most weight of a walk.
        orders: All orders.
    """

    name: str
    layout: Layout
    capacity: int
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class WaveInstance:
    """Orders to choose a wave from, so that pickers take many units in few aisles.

    Attributes:
        name: The file's name.
        orders: Units of each item, order by order.
        aisles: Units of each item in stock, aisle by aisle.
        least: Fewest units of a wave.
        most: Most units of a wave.
    """

    name: str
    orders: tuple[Mapping[int, int], ...]
    aisles: tuple[Mapping[int, int], ...]
    least: int
    most: int


Instance = RoutingInstance | BatchingInstance | WaveInstance
