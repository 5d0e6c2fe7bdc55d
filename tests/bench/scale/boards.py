"""The questions that screens ask every few seconds, asked many times in turn."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from time import perf_counter

from app.central.engine import Central
from app.central.reads.day import closed_parcels, cutoffs, orders_of_day
from app.central.reads.exceptions import open_exceptions
from app.central.reads.orders import backorders, orders
from app.central.reads.ship import ship_board
from app.central.reads.walks.queue import queue
from app.central.reads.walks.zones import zones
from app.domain.orders import OrderState
from tests.bench.measures import Sample

NOW = datetime(2010, 12, 7, 8, tzinfo=UTC)
ROUNDS, WARM = 100, 5


def board(central: Central) -> None:
    """Asks all that the supervisor's board shows."""
    queue(central, states=("claimed",))
    zones(central)
    orders_of_day(central, NOW - timedelta(days=1))
    open_exceptions(central)
    cutoffs(central)


def picker(central: Central) -> None:
    """Asks what a picker's home screen shows."""
    queue(central, zone="A", states=("open", "waiting"), limit=12)
    queue(central, states=("claimed",))


def door(central: Central) -> None:
    """Asks what waits at the dock."""
    closed_parcels(central)
    ship_board(central)


def day(central: Central) -> None:
    """Asks for the day's orders that can be picked, and for what the others wait for."""
    orders(central, states=(OrderState.RESERVED, OrderState.RELEASED), limit=500)
    backorders(central)


QUESTIONS: Mapping[str, Callable[[Central], None]] = {
    "the supervisor's board": board,
    "a picker's queue": picker,
    "the dock": door,
    "the day's orders": day,
}


def ask(central: Central, rounds: int = ROUNDS) -> dict[str, Sample]:
    """Asks every question so many times; gives milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    for turn in range(rounds + WARM):
        for name, question in QUESTIONS.items():
            begun = perf_counter()
            question(central)
            if turn >= WARM:  # the first ones compile statements and fill the server's memory
                times[name].append((perf_counter() - begun) * 1000)
    return {name: Sample.of(values) for name, values in times.items()}
