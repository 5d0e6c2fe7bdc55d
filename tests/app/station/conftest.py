"""An open station, and deeds to journal."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from app.domain.deeds import Picked
from app.station.journal import Journal
from app.station.store import Store


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 8, 15, 30, 123456, tzinfo=UTC)


@pytest.fixture
def picked() -> Callable[[int], Picked]:
    def make(n: int) -> Picked:
        return Picked(
            walk=7, fence=1, n=n, put=n, order=3, line=4, sku="85123A", place="A03-07-B", tote="TO00001", qty=2
        )

    return make


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    def wait(seen: Callable[[], bool]) -> None:
        end = monotonic() + 30
        tick = Event()
        while not seen():
            assert monotonic() < end, "it never came"
            tick.wait(0.003)

    return wait


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "station.db") as opened:
        yield opened


@pytest.fixture
def journal(store: Store) -> Journal:
    return Journal(store, "ST1")
