"""The handshake as the centre sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.central import inbox
from app.central.engine import Central, open_central
from app.central.link.feed import pull_changes, pull_whole
from app.central.link.handshake import GENERATION, Hello, begin_new_life, hashes, shake_hands
from app.central.promises.numbers import allot, peek
from app.central.tables import fact, station
from app.domain.deeds import SignedIn
from app.domain.facts import GENESIS, Fact, Journal, seal
from tests.databases.homes import FileHome, Home, ServerHome

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HELLO = Hello("ST01", "j1", "0.1", GENERATION, 0, 0, "sscc", 0, NOW)


@pytest.fixture
def central(home: Home) -> Iterator[Central]:
    with home.fresh() as opened:
        yield opened


def told(central: Central, count: int) -> list[Fact]:
    facts: list[Fact] = []
    for seq in range(1, count + 1):
        before = facts[-1].hash if facts else GENESIS
        facts.append(seal(SignedIn("BA1"), Journal("ST01", "j1"), seq=seq, who="BA1", at=NOW, prev_hash=before))
    inbox.append(central, facts, now=NOW)
    return facts


def row_of(central: Central, code: str = "ST01") -> dict[str, Any]:
    with central.reading() as connection:
        return dict(connection.execute(sa.select(station).where(station.c.code == code)).mappings().one())


def test_the_centre_says_how_far_it_is_and_writes_down_what_it_was_told(central: Central) -> None:
    facts = told(central, 3)
    answer = shake_hands(central, replace(HELLO, seq=5, acknowledged=3, highest=200))
    assert (answer.held, answer.hash) == (3, facts[2].hash)
    assert (answer.generation, answer.oldest) == (GENERATION, 1)
    assert len(answer.incarnation) == 36
    row = row_of(central)
    assert (row["program"], row["generation"], row["waiting"], row["highest"]) == ("0.1", GENERATION, 2, 200)
    assert row["last_seen"] == answer.at


def test_a_station_behind_the_centre_gets_the_hash_of_its_own_last_fact(central: Central) -> None:
    facts = told(central, 3)
    answer = shake_hands(central, replace(HELLO, seq=2))
    assert (answer.held, answer.hash) == (3, facts[1].hash)
    assert hashes(central, "j1", 1) == {2: facts[1].hash, 3: facts[2].hash}


def test_a_station_nobody_knows_is_taken_in_and_one_with_nothing_new_is_not_written_down(central: Central) -> None:
    first = shake_hands(central, HELLO)
    assert (first.held, first.hash) == (0, "")
    with central.writing() as connection:
        connection.execute(sa.update(station).values(waiting=7))
    shake_hands(central, HELLO)
    assert row_of(central)["waiting"] == 7
    shake_hands(central, replace(HELLO, program="0.2"))
    assert row_of(central)["waiting"] == 0


def test_a_clock_that_is_wrong_is_measured_against_the_server(server_home: ServerHome) -> None:
    with server_home.fresh() as central:
        ahead = datetime.now(UTC) + timedelta(hours=3)
        answer = shake_hands(central, replace(HELLO, at=ahead))
        assert timedelta(hours=2, minutes=59) < ahead - answer.at <= timedelta(hours=3)
        assert row_of(central)["clock_offset_ms"] == round((ahead - answer.at).total_seconds() * 1000)


def test_numbers_that_the_centre_forgot_are_passed_over(central: Central) -> None:
    allot(central, "sscc", 200)
    shake_hands(central, replace(HELLO, highest=200))
    assert peek(central, "sscc") == 201
    shake_hands(central, replace(HELLO, highest=600))
    assert peek(central, "sscc") == 601
    told(central, 1)
    shake_hands(central, replace(HELLO, code="ST02", seq=9, acknowledged=9, highest=800))
    assert peek(central, "sscc") > 2_000  # it lost facts, so it may have lost ranges of others as well


def test_a_restored_centre_is_another_one_and_forgets_what_it_told(central: Central) -> None:
    allot(central, "sscc", 10)
    before = shake_hands(central, HELLO).incarnation
    with central.writing() as connection:
        fresh = begin_new_life(connection)
    assert shake_hands(central, HELLO).incarnation == fresh != before
    assert peek(central, "sscc") > 2_000
    assert pull_changes(central, pull_whole(central).cursor) is not None


def test_a_centre_of_the_first_generation_answers_too(file_home: FileHome) -> None:
    """One step back: the columns and the rows of this generation are not there yet (servers came with it)."""
    central = open_central(file_home.empty())
    with central.writing() as connection:
        connection.execute(sa.schema.CreateTable(fact))
        for statement in (
            "CREATE TABLE site (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE number_range (name TEXT PRIMARY KEY, next INTEGER NOT NULL)",
            "CREATE TABLE station (code TEXT PRIMARY KEY, incarnation TEXT NOT NULL, last_seen TIMESTAMP NOT NULL)",
        ):
            connection.execute(sa.text(statement))
    answer = shake_hands(central, HELLO)
    assert (answer.held, answer.incarnation, answer.generation, answer.oldest) == (0, "", 1, 1)
    with central.reading() as connection:
        assert connection.scalar(sa.text("SELECT incarnation FROM station")) == "j1"
    central.close()
