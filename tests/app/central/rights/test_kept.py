"""What is only ever written stays as it was written: on both databases, whoever asks."""

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central
from app.central.inbox import append
from app.central.promises.site import change_setting
from app.domain.deeds import SignedIn
from app.domain.errors import Unavailable
from tests.app.central.floor import NOW, Station, dump

DEEDS = (
    "UPDATE fact SET who = 'BA9' WHERE station = 'ST1'",
    "UPDATE fact SET received_at = '2011-01-01' WHERE station = 'ST1'",
    "UPDATE fact SET booked_at = NULL WHERE booked_at IS NOT NULL",
    "UPDATE fact SET outcome = 'parked' WHERE booked_at IS NOT NULL",
    "DELETE FROM fact",
    "UPDATE movement SET qty = qty + 1",
    "DELETE FROM movement",
    "UPDATE audit SET badge = 'BA9'",
    "DELETE FROM audit",
)


@pytest.fixture
def told(floor: Central) -> Central:
    """A floor with a fact that waits, booked ones behind it, and a command on the trail."""
    append(floor, [Station().seal(SignedIn("BA1"))], now=NOW)
    change_setting(floor, "carrier", "UPS", badge="BA1", station="ST1", now=NOW)
    return floor


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_written_stays(told: Central, deed: str) -> None:
    before = dump(told)
    with pytest.raises((exc.IntegrityError, Unavailable), match="only ever written"), told.writing() as connection:
        connection.execute(sa.text(deed))
    assert dump(told) == before


def test_a_fact_that_waits_is_booked_all_the_same(told: Central) -> None:
    assert book_all(told, now=NOW) == 1
    assert check(told) == []


@pytest.mark.parametrize("table", ["fact", "audit", "movement"])
def test_a_table_that_lost_its_guards_is_found(told: Central, table: str) -> None:
    book_all(told, now=NOW)
    server = told.engine.dialect.name == "postgresql"
    with told.writing() as connection:
        for guard in connection.scalars(sa.text(GUARDS[server]), {"table": table}).all():
            connection.execute(sa.text(f"DROP TRIGGER {guard}" + (f" ON {table}" if server else "")))
    found = {(each.rule, each.detail.get("table")) for each in check(told)}
    assert found == {("missing_part", table)}


GUARDS = {
    True: "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal",
    False: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table",
}
