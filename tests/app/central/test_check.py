"""The test of the test: every rule finds what was spoilt on purpose, and has a sentence for it."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from app.central.check import check
from app.central.check.checking import MOST, RULES
from app.central.check.stock_rules import STOCK_RULES
from app.central.engine import Central
from app.central.ledger import loading
from app.domain.deeds import (
    Packed,
    ParcelClosed,
    Picked,
    Shipped,
    SignedIn,
    Stocked,
    ToteBound,
    WalkFinished,
    WeightOverridden,
)
from app.domain.master.places import VIRTUAL
from app.language import LANGUAGES, load_phrases
from tests.app.central.floor import Station, Task, add_order, add_walk, lay_out_floor
from tests.databases.homes import Home

UNGUARDED = "ALTER TABLE {0} RENAME TO old; CREATE TABLE {0} AS SELECT * FROM old; DROP TABLE old"
"""Makes a table again without its constraints."""

SPOILT: dict[str, str] = {
    "stock_sum": "UPDATE stock SET on_hand = on_hand + 1 WHERE place = 'A-5' AND sku = 'S2'",
    "stock_virtual": "INSERT INTO stock (sku, place, on_hand) VALUES ('S1', 'LOSS', 0)",
    "stock_bounds": "UPDATE stock SET on_hand = -1 WHERE place = 'A-5' AND sku = 'S2'",
    "stock_reserved": "UPDATE stock SET reserved = 1 WHERE place = 'A-5' AND sku = 'S2'",
    "line_reserved": "UPDATE order_line SET reserved = 2 WHERE id = 1",
    "line_picked": "UPDATE order_line SET picked = picked + 1 WHERE id = 1",
    "line_packed": "UPDATE movement SET order_line_id = NULL WHERE kind = 'pack'",
    "line_shipped": "UPDATE movement SET kind = 'gone' WHERE kind = 'ship'",
    "parcel_packed": "UPDATE parcel_line SET qty = qty + 1",
    "parcel_shipped": "UPDATE parcel_line SET shipped = 0",
    "line_flow": "UPDATE order_line SET packed = 9 WHERE id = 1",
    "over_picked": "UPDATE order_line SET qty = 1 WHERE id = 1",
    "shipped_trace": "DELETE FROM parcel_line",
    "shipped_stray": "UPDATE movement SET kind = 'ship_stray' WHERE kind = 'ship'",
    "tote_orders": "UPDATE movement SET dst = 'T2' WHERE dst = 'T3'",
    "walk_open_pick": "UPDATE walk SET state = 'void' WHERE id = 2",
    "walk_claimant": "UPDATE walk SET station = NULL WHERE id = 2",
    "walk_state": "UPDATE walk SET state = 'lost' WHERE id = 1",
    "pick_state": "UPDATE pick SET state = 'done' WHERE state = 'open'",
    "pick_line": "UPDATE pick SET order_id = 2 WHERE id = 1",
    "fact_gap": "DELETE FROM fact WHERE kind = 'SignedIn'",
    "fact_twice": "; ".join((UNGUARDED.format("fact"), "INSERT INTO fact SELECT * FROM fact LIMIT 1")),
    "fact_outcome": "UPDATE fact SET outcome = NULL WHERE kind = 'SignedIn'",
    "fact_parked": "UPDATE fact SET outcome = 'parked' WHERE kind = 'SignedIn'",
    "movement_fact": "UPDATE fact SET outcome = 'noted' WHERE kind = 'Shipped'",
    "movement_numbers": "UPDATE movement SET number = 2 WHERE kind = 'ship'",
    "fact_chain": "UPDATE fact SET prev_hash = 'x' WHERE kind = 'SignedIn'",
    "fact_changed": "UPDATE fact SET payload = replace(payload, 'BA1', 'BA2') WHERE kind = 'SignedIn'",
    "missing_part": "DROP INDEX ix_fact_unbooked",
    "dangling_key": "DELETE FROM item WHERE sku = 'S3'",
}


def work_a_day(central: Central) -> None:
    """A day with an order shipped, two in totes of their own, and one still to be picked."""
    lay_out_floor(central)
    orders = [add_order(central, [("S1", 2)]) for _ in range(3)]
    tasks = add_walk(central, orders)
    add_walk(central, [add_order(central, [("S2", 2)])])
    picks = [picked(task, f"T{n}") for n, task in enumerate(tasks, 1)]
    station = Station()
    station.tell(central, SignedIn("BA1"), *picks, WalkFinished(tasks[0].walk, 1, 9, 0))
    first = tasks[0]
    station.tell(
        central,
        Packed("003", first.order, first.line, "S1", "T1", 2),
        ParcelClosed("003", first.order, 1, 1, 1, last=True),
        Shipped("003", first.order, 0),
    )
    assert check(central) == []


@pytest.fixture
def books(home: Home) -> Iterator[Central]:
    with home.fresh("day", work_a_day) as central:
        yield central


def picked(task: Task, tote: str) -> Picked:
    head = (task.walk, 1, 1, task.put, task.order, task.line)
    return Picked(*head, task.sku, task.place, tote, task.qty)


def spoil(central: Central, script: str) -> None:
    """Writes behind the books' back, with every guard off."""
    central.close()
    if central.engine.dialect.name == "postgresql":
        _spoil_server(central.engine.url, script)
        return
    connection = sqlite3.connect(str(central.engine.url.database))
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    unlock = "; ".join(f"DROP TRIGGER {name}" for name, _ in guards)
    connection.executescript(
        f"PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {unlock}; {script}; "
        + "; ".join(text for _, text in guards)
    )
    connection.close()


def _spoil_server(url: sa.URL, script: str) -> None:
    """The owner may leave out triggers, and with them references; checks have to go for good where they object."""
    libpq = url.set(drivername="postgresql").render_as_string(hide_password=False)
    spoiling = re.sub(r"(DROP TABLE \w+)", r"\1 CASCADE", script).encode()
    with psycopg.connect(libpq, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        try:
            connection.execute(spoiling)
        except psycopg.errors.CheckViolation:
            for table, name in connection.execute(CHECKS).fetchall():
                connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
            connection.execute(spoiling)


CHECKS = """SELECT conrelid::regclass::text, conname FROM pg_constraint
    WHERE contype = 'c' AND conrelid > 0 AND connamespace = 'public'::regnamespace"""


def test_every_rule_is_tested() -> None:
    assert set(SPOILT) == set(RULES) - {"missing_right", "extra_right"}  # only a server has roles: tested with these


@pytest.mark.parametrize("rule", SPOILT)
def test_a_spoilt_database_is_found_out(books: Central, rule: str) -> None:
    spoil(books, SPOILT[rule])
    found = [violation for violation in check(books) if violation.rule == rule]
    assert found
    for language in LANGUAGES:
        assert "{" not in load_phrases(language)(f"check.{rule}", **found[0].detail)


@pytest.mark.parametrize(
    "script",
    [
        "DROP TABLE manifest",
        "ALTER TABLE walk DROP COLUMN millimetres",
        *(UNGUARDED.format(table) for table in ("stock", "movement", "order_line")),
    ],
)
def test_a_wall_that_is_missing_is_named(books: Central, script: str) -> None:
    spoil(books, script)
    assert "missing_part" in {violation.rule for violation in check(books)}


def test_a_rule_is_told_a_limited_number_of_times(books: Central) -> None:
    Station("OFFICE2").tell(books, *(Stocked(f"X-{n}", "S1", 1, "opening", "o") for n in range(MOST + 20)))
    spoil(books, "UPDATE stock SET on_hand = 5 WHERE place LIKE 'X-%'")
    assert len([violation for violation in check(books) if violation.rule == "stock_sum"]) == MOST


def test_a_first_fact_that_is_not_the_first_is_found(books: Central) -> None:
    spoil(books, "UPDATE fact SET prev_hash = 'x' WHERE seq = 1 AND station = 'ST1'")
    assert {"fact_chain", "fact_changed"} == {violation.rule for violation in check(books)}


def test_an_over_pick_with_its_exception_is_no_violation(books: Central) -> None:
    task = Task(2, 4, 4, 4, "S2", "A-1", 2)
    Station("ST2").tell(books, picked(task, "T9"), picked(task, "T9"))
    assert check(books) == []


def test_a_tote_of_two_orders_with_its_exception_is_no_violation(books: Central) -> None:
    Station("ST2").tell(books, ToteBound(1, 1, 1, "T2", 3), WeightOverridden("003", 1, 1, 1, "BA9"))
    spoil(books, SPOILT["tote_orders"])
    assert "tote_orders" not in {violation.rule for violation in check(books)}


def test_the_rules_name_the_same_virtual_places_as_the_domain() -> None:
    assert set(re.findall(r"'([A-Z]+)'", STOCK_RULES["stock_virtual"])) == VIRTUAL


KINDS = {
    *("found_stock", "stray_pick", "old_fence", "put_back", "short", "tote_conflict", "count", "left_open"),
    *("pack_short", "left_in_tote", "weight", "oversold", "order_changed", "parked", "fork"),
    *("stray_pack", "unknown_order", "role_revoked", "lost_cancel", "old_copy", "stale_claim", "books_wrong"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_exception_has_a_title_and_says_what_to_do(language: str) -> None:
    told = load_phrases(language).table
    for kind in KINDS:
        assert told[f"exception.{kind}"] != told[f"exception.{kind}.todo"]


def test_the_rules_open_no_exception_without_a_sentence() -> None:
    rules = Path(loading.__file__).parents[2] / "domain" / "books"
    source = " ".join(path.read_text(encoding="utf-8") for path in rules.rglob("*.py"))
    opened_kinds = set(re.findall(r'open_issue\(\s*"(\w+)"', source))
    assert opened_kinds
    assert opened_kinds <= KINDS
