"""Against a tiny model: when people do only what is possible, the books say exactly what lies where."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central
from app.central.inbox import append
from app.central.tables import exception, stock
from app.domain.deeds import Counted, Deed, Packed, Picked, Shipped, Stocked, Unpacked, Unpicked
from tests.app.central.floor import NOW, OPENING, SHELVES, SKUS, Station, Task, add_order, add_walk, lay_out_floor, rows
from tests.databases.homes import Home

Steps = list[tuple[str, int, int]]


class Floor:
    """What really lies where, and what can be done with it; knows nothing of books."""

    def __init__(self, tasks: list[Task]) -> None:
        self.units = Counter({(sku, place): OPENING for sku in SKUS for place in SHELVES})
        self.tasks = tasks
        self.taken: Counter[Task] = Counter()
        self.boxed: Counter[Task] = Counter()
        self.gone: set[int] = set()

    def do(self, verb: str, which: int, qty: int) -> Deed | None:
        """Does something that is possible, or nothing."""
        task = self.tasks[which % len(self.tasks)]
        if task.order in self.gone:
            return None
        deed: Deed | None = getattr(self, verb)(task, qty)
        return deed

    def _move(self, sku: str, source: str, target: str, qty: int) -> None:
        self.units[sku, source] -= qty
        self.units[sku, target] += qty

    def pick(self, task: Task, qty: int) -> Deed | None:
        qty = min(qty, task.qty - self.taken[task])
        if qty <= 0:
            return None
        self.taken[task] += qty
        self._move(task.sku, task.place, f"T{task.order}", qty)
        return Picked(task.walk, 1, 1, task.put, task.order, task.line, task.sku, task.place, f"T{task.order}", qty)

    def unpick(self, task: Task, qty: int) -> Deed | None:
        qty = min(qty, self.taken[task] - self.boxed[task])
        if qty <= 0:
            return None
        self.taken[task] -= qty
        self._move(task.sku, f"T{task.order}", task.place, qty)
        head = (task.walk, 1, 1, 1, task.put, task.order, task.line)
        return Unpicked(*head, task.sku, task.place, f"T{task.order}", qty)

    def pack(self, task: Task, qty: int) -> Deed | None:
        qty = min(qty, self.taken[task] - self.boxed[task])
        if qty <= 0:
            return None
        self.boxed[task] += qty
        self._move(task.sku, f"T{task.order}", f"00{task.order}", qty)
        return Packed(f"00{task.order}", task.order, task.line, task.sku, f"T{task.order}", qty)

    def unpack(self, task: Task, qty: int) -> Deed | None:
        qty = min(qty, self.boxed[task])
        if qty <= 0:
            return None
        self.boxed[task] -= qty
        self._move(task.sku, f"00{task.order}", f"T{task.order}", qty)
        return Unpacked(f"00{task.order}", task.order, task.line, task.sku, f"T{task.order}", qty)

    def ship(self, task: Task, qty: int) -> Deed | None:
        if qty < 4:
            return None
        self.gone.add(task.order)
        for sku in SKUS:
            self._move(sku, f"00{task.order}", "CUSTOMER", self.units[sku, f"00{task.order}"])
        return Shipped(f"00{task.order}", task.order, 0)

    def count(self, task: Task, _: int) -> Deed:
        return Counted(task.place, task.sku, self.units[task.sku, task.place])

    def receive(self, task: Task, qty: int) -> Deed:
        self.units[task.sku, task.place] += qty
        return Stocked(task.place, task.sku, qty, "receipt", "r")


VERBS = ("pick", "pick", "pick", "unpick", "pack", "pack", "unpack", "ship", "count", "receive")


def lay_out(central: Central) -> list[Task]:
    orders = [add_order(central, [("S1", 3), ("S2", 4)]), add_order(central, [("S1", 2), ("S3", 5)])]
    return add_walk(central, orders) + add_walk(central, [add_order(central, [("S1", 3)])])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 9), st.integers(1, 5)), max_size=40),
    limit=st.sampled_from([1, 4, 500]),
)
def test_the_books_say_what_lies_where(home: Home, steps: Steps, limit: int) -> None:
    with home.fresh("floor", lay_out_floor) as central:
        floor = Floor(lay_out(central))
        station = Station()
        deeds = [floor.do(*step) for step in steps]
        append(central, [station.seal(deed) for deed in deeds if deed is not None], now=NOW)
        book_all(central, now=NOW, limit=limit)
        real = {key: units for key, units in floor.units.items() if units and key[1] != "CUSTOMER"}
        assert {(row.sku, row.place): row.on_hand for row in rows(central, stock) if row.on_hand} == real
        assert rows(central, exception) == []
        assert check(central) == []
