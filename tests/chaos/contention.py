"""Many clients want the same things at the same moment: the last units of items, and the next walk.

At full size, and without the days: ``make chaos ARGS="--seeds 0"``; ``--rounds`` and ``--walks`` say how much of it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier, Thread
from time import monotonic, perf_counter

import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.promises.cancelling import cancel_in
from app.central.promises.claiming import claim
from app.central.promises.reserving import reserve
from app.central.tables import order_line, pick, sales_order, stock, walk
from app.domain.errors import Unavailable
from app.domain.intake import Intake, ItemDraft
from tests.app.central.promises.warehouse import DAY, Warehouse, order

CLIENTS = 32
ITEMS = tuple(f"LAST{n:02}" for n in range(50))
LEFT = 5
"""Units that are left of each item; some six are wanted in each round."""

_LINES = 10
_PATIENCE_S = 300


class OversoldError(AssertionError):
    """More was promised than there is, or the same thing to two clients."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Which walk went to which station, and the milliseconds from asking for it to having it."""

    walk: int
    station: str
    ms: float


@dataclass(frozen=True, slots=True)
class Share:
    """Every claim of a crowd, in no order."""

    claims: tuple[Claimed, ...]

    @property
    def of_each(self) -> Counter[str]:
        """How many walks each station got."""
        return Counter(one.station for one in self.claims)

    def within(self, part: float) -> float:
        """Gives the milliseconds that this part of the claims stayed within: 0.5 is the middle, 0.99 all but a few."""
        waits = sorted(one.ms for one in self.claims)
        return waits[round((len(waits) - 1) * part)]

    def __str__(self) -> str:
        return (
            f"{len(self.claims)} walks claimed, none twice; a claim took {self.within(0.5):.0f} ms in the middle, "
            f"{self.within(0.99):.0f} ms at p99"
        )


def oversell(url: str, *, rounds: int) -> int:
    """Lets every client order and reserve at once, round after round; gives how many units were promised.

    Raises:
        OversoldError: The promises of an item are not as many as its units, or as were wanted of them.
    """
    with ExitStack() as opened:
        centrals = [_opened(opened, url) for _ in range(CLIENTS)]
        house = Warehouse(centrals[0])
        house.take(Intake(items=tuple(ItemDraft(sku, sku, 1, ()) for sku in ITEMS), rows_read=len(ITEMS)))
        house.stock(**{sku: {"A01-01": LEFT - 2, "B02-01": 2} for sku in ITEMS})
        promised = 0
        for number in range(rounds):
            _at_once([_ordering(central, client, number) for client, central in enumerate(centrals)])
            promised += _judge(centrals[0])
            _call_all_off(centrals[0])
    return promised


def claim_all(url: str, *, walks: int) -> Share:
    """Lets every client claim walks until none is left.

    Raises:
        OversoldError: A walk went to two, or to nobody.
    """
    with ExitStack() as opened:
        centrals = [_opened(opened, url) for _ in range(CLIENTS)]
        with centrals[0].writing() as connection:
            connection.execute(sa.insert(walk), [{"method": "single", "state": "open"} for _ in range(walks)])
        got: list[Claimed] = []
        _at_once([_claiming(central, f"ST{client:02}", got) for client, central in enumerate(centrals)])
    twice = [number for number, times in Counter(one.walk for one in got).items() if times > 1]
    if twice or len(got) != walks:
        raise OversoldError(f"{len(got)} claims of {walks} walks, {len(twice)} of them twice")
    return Share(tuple(got))


def _opened(stack: ExitStack, url: str) -> Central:
    central = open_central(url)
    stack.callback(central.close)
    return central


def _at_once(acts: Sequence[Callable[[], None]]) -> None:
    """Begins everything at the same moment, each on a thread of its own; gives what went wrong to the caller."""
    together, failures = Barrier(len(acts), timeout=_PATIENCE_S), list[Exception]()

    def run(act: Callable[[], None]) -> None:
        together.wait()
        try:
            _patiently(act)
        except Exception as error:  # noqa: BLE001 - told to whoever began it
            failures.append(error)

    threads = [Thread(target=run, args=(act,), name="client") for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _patiently(act: Callable[[], None]) -> None:
    """Does it again while the database has no time for it: asking twice must not promise twice either."""
    end = monotonic() + _PATIENCE_S
    while True:
        try:
            return act()
        except Unavailable:
            if monotonic() > end:
                raise


def _ordering(central: Central, client: int, number: int) -> Callable[[], None]:
    wanted = {ITEMS[(client * 7 + number * 3 + n * 5) % len(ITEMS)]: 1 for n in range(_LINES)}

    def act() -> None:
        Warehouse(central).order(order(f"{number}-{client}", wanted))
        reserve(central, DAY + timedelta(minutes=number))

    return act


def _claiming(central: Central, station: str, got: list[Claimed]) -> Callable[[], None]:
    mine = 0

    def act() -> None:
        nonlocal mine
        begun = perf_counter()
        while (found := claim(central, station=station, badge=f"{station}-{mine}", zone="", now=DAY)) is not None:
            mine += 1
            got.append(Claimed(found.id, station, (perf_counter() - begun) * 1000))
            begun = perf_counter()

    return act


def _judge(central: Central) -> int:
    """Compares what is promised of each item with what there is and what was wanted."""
    opened = sa.select(pick.c.sku, sa.func.sum(pick.c.qty)).where(pick.c.state == "open").group_by(pick.c.sku)
    held = sa.select(stock.c.sku, sa.func.sum(stock.c.on_hand), sa.func.sum(stock.c.reserved)).group_by(stock.c.sku)
    live = order_line.join(sales_order, sales_order.c.id == order_line.c.order_id)
    wanted = sa.select(order_line.c.sku, sa.func.sum(order_line.c.qty)).select_from(live)
    wanted = wanted.where(sales_order.c.state != "cancelled").group_by(order_line.c.sku)
    with central.reading() as connection:
        promised = {sku: int(units) for sku, units in connection.execute(opened)}
        asked = {sku: int(units) for sku, units in connection.execute(wanted)}
        for sku, there, reserved in connection.execute(held.where(stock.c.sku.in_(ITEMS))):
            right = min(int(there), asked.get(sku, 0))
            if not promised.get(sku, 0) == int(reserved) == right:
                raise OversoldError(
                    f"{sku}: {promised.get(sku)} promised, {reserved} set aside, {right} would be right"
                )
    return sum(promised.values())


def _call_all_off(central: Central) -> None:
    with central.writing() as connection:
        live = sa.select(sales_order.c.id).where(sales_order.c.state != "cancelled")
        cancel_in(connection, list(connection.scalars(live)), DAY)
