"""Killed at any moment, any number of times, the floor loses nothing it said, and does nothing twice."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.central.check import check
from app.central.tables import fact
from app.domain.clock import SystemClock
from app.services.site import Site
from app.station.journal import Journal
from app.station.store import Store
from tests.builders import SHELVES, SKUS, furnished, order, shelf_of, table
from tests.floor.killing import BrokenError, Heard, run
from tests.floor.words import OFFICE, PACK, PICK

ORDERS = 150
ON_FLOOR = {"open", "held", "reserved", "released", "picking", "picked", "packing", "packed"}
EXPECTED = {"short", "count", "pack_short", "put_back", "weight"}


def prepared(folder: Path, seed: int, orders: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    stock = {(shelf_of(sku), sku): 40 * orders // 10 for sku in SKUS}
    stock |= {(SHELVES[(at + 5) % 12], sku): 5 * orders // 10 for at, sku in enumerate(SKUS[:6])}
    site = furnished(Site(folder, "", SystemClock()), stock=stock)
    wanted = {
        str(500_000 + n): {sku: dice.choice([1, 1, 2, 3, 7]) for sku in dice.sample(SKUS, dice.choice([1, 2, 3]))}
        for n in range(orders)
    }
    order(site, wanted)
    site.close()


def assert_kept(folder: Path, heard: Heard) -> None:
    """Everything that was said is in the journals, at the centre exactly once, and the books are right."""
    site = Site(folder, "", SystemClock())
    try:
        held = {row["id"]: row for row in table(site, fact.name)}
        journals = {}
        for code in (PICK, PACK, OFFICE):
            with Store(folder / code / "station.db") as store:
                journals[code] = Journal(store, code).unsent(0, 1_000_000)
                if Journal(store, code).first_unsound() is not None:
                    raise BrokenError(f"the chain of {code} is broken")
                jobs = store.read
                with jobs() as db:
                    labels = db.execute("SELECT parcel, copy FROM print_job WHERE kind = 'shipping'").fetchall()
                _require_once(labels, f"labels of {code}")
        told = [row for row in held.values() if row["station"] in journals]
        mine = [one.id for facts in journals.values() for one in facts]
        _require_once(mine, "facts")
        if sorted(row["id"] for row in told) != sorted(mine):
            raise BrokenError(f"the centre holds {len(told)} facts, the stations {len(mine)}")
        for code, ids in heard.ids.items():
            _require_once(ids, f"acknowledged facts of {code}")
            lost = set(ids) - {one.id for one in journals[code]}
            if lost:
                raise BrokenError(f"{code} had acknowledged {len(lost)} facts that are gone")
        _assert_books(site, held, journals)
    finally:
        site.close()


def _assert_books(site: Site, held: dict[str, Any], journals: dict[str, Any]) -> None:
    if wrong := check(site.centre):
        raise BrokenError(f"the books are wrong: {wrong}")
    if parked := [row for row in held.values() if row["outcome"] in (None, "parked")]:
        raise BrokenError(f"facts that were not booked: {parked}")
    if strange := _strange(site):
        raise BrokenError(f"exceptions that nobody caused: {strange}")
    states = Counter(row["state"] for row in table(site, "sales_order"))
    if left := set(states) & ON_FLOOR:
        raise BrokenError(f"orders are left on the floor: {left} of {states}")
    parcels = [(one.payload["parcel"], one.payload["order"]) for one in journals[PACK] if one.kind == "ParcelClosed"]
    _require_once([sscc for sscc, _ in parcels], "parcel numbers")
    whose = {(one.payload["parcel"], one.payload["order"]) for one in journals[PACK] if one.kind == "Packed"}
    _require_once([sscc for sscc, _ in whose], "parcel numbers of two orders")


def _strange(site: Site) -> list[dict[str, Any]]:
    """A unit may be taken for an order whose cancelling has not reached the picker yet; nothing else goes astray."""
    off = {row["id"] for row in table(site, "sales_order") if row["state"] == "cancelled"}
    rows = [row for row in table(site, "exception") if row["kind"] not in EXPECTED]
    return [row for row in rows if row["kind"] not in {"stray_pick", "found_stock"} or row["order_id"] not in off]


def _require_once(things: list[Any], what: str) -> None:
    twice = [thing for thing, times in Counter(things).items() if times > 1]
    if twice:
        raise BrokenError(f"{what} twice: {twice[:5]}")


@pytest.mark.slow
@pytest.mark.timeout(600)  # some 70 s where nothing else runs
@pytest.mark.parametrize("seed", [11, 23])
def test_killed_a_hundred_times_the_floor_stands_where_it_said_and_ends_the_day_right(
    tmp_path: Path, seed: int
) -> None:
    prepared(tmp_path, seed, ORDERS)
    heard = run(tmp_path, seed=seed, kills=100)
    assert heard.done
    assert heard.acks > 1000
    assert_kept(tmp_path, heard)


@pytest.mark.slow
@pytest.mark.parametrize("mutant", ["ack_first", "told_twice"])
def test_a_floor_that_says_too_early_or_tells_twice_is_found_out(tmp_path: Path, mutant: str) -> None:
    prepared(tmp_path, 5, 12)

    def whole_run() -> None:
        assert_kept(tmp_path, run(tmp_path, seed=5, kills=16, mutant=mutant))

    with pytest.raises(BrokenError):
        whole_run()
