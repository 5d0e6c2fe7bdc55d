"""Facts arrive: once each, in any order and portion, and never overwritten."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.central.bookkeeper import book_all
from app.central.engine import Central
from app.central.inbox import append, watermark
from app.central.tables import exception, fact, station
from app.domain.deeds import SignedIn
from app.domain.facts import Fact, fact_hash, payload_text
from tests.app.central.floor import NOW, Station, lay_out_floor, one, rows
from tests.databases.homes import Home


def facts(count: int, name: str = "ST1") -> list[Fact]:
    writer = Station(name)
    return [writer.seal(SignedIn(f"BA{n}")) for n in range(count)]


def stored(central: Central, name: str = "ST1") -> list[Fact]:
    columns = ("id", "station", "incarnation", "seq", "kind", "version", "who", "at", "prev_hash", "hash")
    mine = rows(central, fact, fact.c.station == name)
    found = [Fact(payload=json.loads(row.payload), **{c: getattr(row, c) for c in columns}) for row in mine]
    return sorted(found, key=lambda each: each.seq)


def test_facts_are_kept_as_they_were_sealed(floor: Central) -> None:
    sent = facts(3)
    assert append(floor, sent, now=NOW) == 3
    assert stored(floor) == sent
    assert all(each.hash == fact_hash(each) for each in stored(floor))


def test_the_same_facts_again_are_answered_and_change_nothing(floor: Central) -> None:
    sent = facts(4)
    append(floor, sent[:2], now=NOW)
    assert append(floor, sent, now=NOW) == 4
    assert append(floor, sent, now=NOW) == 4
    assert stored(floor) == sent
    assert rows(floor, exception) == []


def test_a_gap_holds_the_watermark_until_it_is_filled(floor: Central) -> None:
    sent = facts(6)
    assert append(floor, sent[:2], now=NOW) == 2
    assert append(floor, sent[3:], now=NOW) == 2
    assert append(floor, sent[2:3], now=NOW) == 6
    assert watermark(floor, "journal-ST1") == 6


def test_a_journal_nobody_knows_stands_at_zero(floor: Central) -> None:
    assert watermark(floor, "journal-of-nobody") == 0
    assert append(floor, facts(3)[1:], now=NOW) == 0
    assert append(floor, [], now=NOW) == 0


def test_booking_does_not_move_the_watermark(floor: Central) -> None:
    sent = facts(5)
    append(floor, [*sent[:3], sent[4]], now=NOW)
    assert book_all(floor, now=NOW) == 3
    assert watermark(floor, "journal-ST1") == 3
    assert append(floor, sent[3:4], now=NOW) == 5


def test_a_forked_journal_is_reported_and_nothing_is_overwritten(floor: Central) -> None:
    sent, other = facts(3), facts(3)
    append(floor, sent, now=NOW)
    assert append(floor, other[1:2], now=NOW) == 3
    append(floor, other[1:2], now=NOW)
    assert stored(floor) == sent
    row = one(floor, exception)
    assert (row.kind, row.fact_id) == ("fork", sent[1].id)
    assert json.loads(row.detail)["id"] == other[1].id
    assert json.loads(row.detail)["payload"] == payload_text(other[1].payload)


def test_a_fork_inside_one_batch_is_found_too(floor: Central) -> None:
    first, second = facts(1)[0], facts(1)[0]
    assert append(floor, [first, second], now=NOW) == 1
    assert one(floor, exception).kind == "fork"


def test_a_known_identity_with_other_contents_is_a_fork(floor: Central) -> None:
    sent = facts(2)
    append(floor, sent, now=NOW)
    append(floor, [replace(sent[1], hash="f" * 64)], now=NOW)
    assert one(floor, exception).kind == "fork"


def test_a_station_is_known_by_its_last_journal(floor: Central) -> None:
    append(floor, facts(1), now=NOW)
    renewed = [replace(each, incarnation="journal-2") for each in facts(1)]
    append(floor, [replace(each, hash=fact_hash(each)) for each in renewed], now=NOW)
    row = one(floor, station, station.c.code == "ST1")
    assert (row.incarnation, row.last_seen) == ("journal-2", NOW)


def test_facts_of_two_journals_in_one_batch_are_a_mistake(floor: Central) -> None:
    with pytest.raises(ValueError, match="several journals"):
        append(floor, [*facts(1), *facts(1, "ST2")], now=NOW)
    assert stored(floor) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.tuples(st.integers(0, 14), st.integers(1, 15), st.booleans()), max_size=8),
)
def test_any_resending_ends_with_every_fact_once(home: Home, cuts: list[tuple[int, int, bool]]) -> None:
    sent = facts(15)
    with home.fresh("floor", lay_out_floor) as central:
        got: set[int] = set()
        for start, length, book in cuts:
            part = sent[start : start + length]
            got |= {each.seq for each in part}
            held = next(n for n in range(16) if n + 1 not in got)
            assert append(central, part, now=NOW) == held
            if book:
                book_all(central, now=NOW)
        assert append(central, sent, now=NOW) == 15
        assert stored(central) == sent
