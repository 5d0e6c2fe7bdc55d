"""Whatever is told, in whatever portions, the books stay consistent."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central
from app.central.inbox import append
from app.central.tables import exception, fact
from app.domain.deeds import Deed, HandedOver, Packed, ParcelClosed, Picked, Shipped, ToteBound, WalkFinished
from tests.app.central.floor import NOW, Station, Task, add_order, add_walk, cancel, dump, lay_out_floor, rows
from tests.app.central.nonsense import DEEDS
from tests.databases.homes import Home

QUICK = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def lay_out(central: Central) -> list[Task]:
    """Four orders: two on a batch walk, one on two zone walks, one cancelled on the floor; one more is not known."""
    first = add_order(central, [("S1", 3), ("S2", 2)])
    second = add_order(central, [("S1", 2)])
    third = add_order(central, [("S2", 3), ("S3", 4)])
    fourth = add_order(central, [("S3", 2)])
    tasks = add_walk(central, [first, second])
    tasks += add_walk(central, [third], places={4: "A-2"}, method="zone")
    tasks += add_walk(central, [third], places={5: "A-5"}, method="zone", state="waiting", after=tasks[-1].walk)
    tasks += add_walk(central, [fourth])
    cancel(central, fourth)
    return tasks


def sensible(tasks: Sequence[Task]) -> list[Deed]:
    """What a good day would tell of the first walk."""
    deeds: list[Deed] = []
    for task, tote in zip(tasks[:3], ("T1", "T1", "T2"), strict=True):
        n = len(deeds) + 1
        deeds.append(ToteBound(task.walk, 1, n, tote, task.order))
        deeds.append(Picked(task.walk, 1, n + 1, task.put, task.order, task.line, task.sku, task.place, tote, task.qty))
    deeds.append(HandedOver(1, 1, 9, "T1", 1, "P-1"))
    deeds.append(WalkFinished(1, 1, 10, 0))
    deeds.extend(Packed("003", task.order, task.line, task.sku, "T1", task.qty) for task in tasks[:2])
    deeds.append(ParcelClosed("003", 1, 1, 500, 480, last=True))
    deeds.append(Shipped("003", 1, 0))
    return deeds


def mixed(good: Sequence[Deed], nonsense: Sequence[tuple[int, Deed]]) -> list[Deed]:
    """Puts nonsense between the deeds of a good day."""
    deeds = list(good)
    for place, deed in nonsense:
        deeds.insert(place % (len(deeds) + 1), deed)
    return deeds


@QUICK
@given(
    nonsense=st.lists(st.tuples(st.integers(0, 99), DEEDS), max_size=25),
    portions=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    limit=st.sampled_from([1, 3, 500]),
)
def test_the_books_are_sound_after_any_deeds_in_any_portions(
    home: Home, nonsense: list[tuple[int, Deed]], portions: list[int], limit: int
) -> None:
    with home.fresh("floor", lay_out_floor) as central:
        station = Station()
        facts = [station.seal(deed) for deed in mixed(sensible(lay_out(central)), nonsense)]
        sent = 0
        while sent < len(facts):
            size = portions[sent % len(portions)]
            append(central, facts[max(0, sent - 2) : sent + size], now=NOW)
            sent += size
            book_all(central, now=NOW, limit=limit)
        assert check(central) == []
        assert not rows(central, fact, fact.c.outcome.is_(None))
        assert not [row.detail for row in rows(central, exception) if '"failed"' in row.detail]


@QUICK
@given(nonsense=st.lists(st.tuples(st.integers(0, 99), DEEDS), max_size=40))
@example([(0, ParcelClosed("004", 0, 0, 0, 0, last=False)), (0, Picked(0, 0, 0, 0, 0, 0, "S1", "004", "T1", 1))])
def test_one_batch_books_the_same_as_a_batch_for_each_fact(home: Home, nonsense: list[tuple[int, Deed]]) -> None:
    books = []
    station = Station()
    for limit in (1, 500):
        with home.fresh("floor", lay_out_floor) as central:
            tasks = lay_out(central)
            if not station.facts:
                for deed in mixed(sensible(tasks), nonsense):
                    station.seal(deed)
            append(central, station.facts, now=NOW)
            book_all(central, now=NOW, limit=limit)
            books.append(dump(central))
    assert books[0] == books[1]


@pytest.mark.parametrize("limit", [1, 500])
def test_a_good_day_leaves_no_exception(floor: Central, limit: int) -> None:
    station = Station()
    facts = [station.seal(deed) for deed in sensible(lay_out(floor))]
    append(floor, facts, now=NOW)
    book_all(floor, now=NOW, limit=limit)
    assert check(floor) == []
    assert rows(floor, exception) == []
