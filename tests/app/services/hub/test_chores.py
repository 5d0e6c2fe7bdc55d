from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.central import tables as t
from app.central.engine import Central
from app.central.promises.site import keep, setting
from app.domain.errors import Unavailable
from app.services.hub.chores import AGAIN, CHECKED, Chores
from tests.app.central.floor import issues

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NIGHT = datetime(2026, 3, 3, 3, 30, tzinfo=UTC)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def chores(floor: Central, watch: Watch) -> Chores:
    """The chores of a floor whose books are wrong."""
    with floor.writing() as connection:
        connection.execute(sa.update(t.stock).where(t.stock.c.sku == "S1").values(on_hand=t.stock.c.on_hand + 1))
    return Chores(floor, watch)


def proved(central: Central) -> str | None:
    found: str | None = setting(central, CHECKED)
    return found


def test_the_books_are_proved_at_night_once_and_what_is_wrong_is_told(
    floor: Central, watch: Watch, chores: Chores, expected_logs: list[str]
) -> None:
    expected_logs += ["rules broken: ['stock_sum']"]
    chores.run()
    assert proved(floor) is None
    watch.time = NIGHT
    chores.run()
    assert proved(floor) == NIGHT.isoformat()
    assert issues(floor) == ["books_wrong"]
    watch.time = NIGHT + timedelta(hours=2)
    Chores(floor, watch).run()  # the standby that took over
    assert proved(floor) == NIGHT.isoformat()


def test_the_night_is_the_sites_own(floor: Central, watch: Watch, chores: Chores, expected_logs: list[str]) -> None:
    expected_logs += ["rules broken"]
    keep(floor, "time_zone", "America/New_York")
    watch.time = NIGHT
    chores.run()
    assert proved(floor) is None
    watch.time = NIGHT + timedelta(hours=5)
    chores.run()
    assert proved(floor) is not None


def test_a_proof_that_was_missed_is_made_up_for_by_day(
    floor: Central, watch: Watch, chores: Chores, expected_logs: list[str]
) -> None:
    expected_logs += ["rules broken"]
    keep(floor, CHECKED, (NOON - timedelta(hours=35)).isoformat())
    chores.run()
    assert issues(floor) == []
    watch.time = NOON + timedelta(hours=2)
    chores.run()
    assert issues(floor) == ["books_wrong"]


def test_a_proof_that_failed_is_not_tried_again_at_once(
    floor: Central, watch: Watch, chores: Chores, monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs += ["rules broken"]

    def too_slow(_central: Central) -> None:
        raise Unavailable

    monkeypatch.setattr("app.services.hub.chores.check", too_slow)
    watch.time = NIGHT
    with pytest.raises(Unavailable):
        chores.run()
    monkeypatch.undo()
    watch.time = NIGHT + AGAIN / 2
    chores.run()
    assert proved(floor) is None
    watch.time = NIGHT + AGAIN
    chores.run()
    assert proved(floor) is not None
