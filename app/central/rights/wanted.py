"""The rights that each group of roles has: exactly these. Everything that is not named here is closed.

Stations read what they work with, addresses of the orders included, and change things by the database's functions
alone. Office stations (supervisors, imports) write what their commands need. The hub books, and touches no fact but
to say that it is booked. Nobody but the owner reads secrets.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.central.tables import metadata

STATION, OFFICE, HUB = "pasillo_station", "pasillo_office", "pasillo_hub"
GROUPS = (STATION, OFFICE, HUB)

CALLED = (
    "allot_numbers",
    "append_facts",
    "claim_this_walk",
    "claim_walk",
    "give_back_walk",
    "held_until",
    "note_audit",
    "open_pack",
    "pasillo_pin_salt",
    "pasillo_pin_verdict",
    "pasillo_try_pin",
    "put_on_manifest",
    "raise_numbers",
    "renew_claim",
)
"""Functions that stations call; each finds out itself which station is logged in."""

OF_OFFICE = ("pasillo_give_pin", "pasillo_pin_holders", "pasillo_take_pin")
"""Functions that office stations alone call; those that change something ask for the try of an administrator's PIN."""

INNER = (
    "acting_station",
    "acts_for_all",
    "admin_vouches",
    "begin_orders",
    "in_group",
    "next_walk",
    "note_pin",
    "report_forks",
)
"""Functions that only these call."""

FORMER = ("pasillo_check_pin",)
"""Functions of earlier programs that nobody may call any more; a station that does is told so and goes on alone."""

OF_TRIGGERS = ("keep_written", "note_change")
"""Functions that only triggers call."""

_FLOOR = frozenset(
    {
        *("alembic_version", "assignment", "barcode", "feed", "item", "manifest", "movement", "order_line", "parcel"),
        *("parcel_line", "person", "pick", "place", "sales_order", "site", "station", "stock", "tote", "walk"),
        *("walk_slot", "wave"),
    }
)
_RECORDS = frozenset({"audit", "exception", "fact", "number_range", "rejected_row"})

CLOSED = frozenset({"credential"})
"""Tables that no group may even read."""

READS: Mapping[str, frozenset[str]] = {STATION: _FLOOR, OFFICE: _FLOOR | _RECORDS, HUB: _FLOOR | _RECORDS}
"""The tables that each group reads."""

_OWN_ROW = frozenset({"code", "db_role"})
"""What a station may not change in its own row; it may the rest, and no other row at all. It sees no other, either:
who knew another's new journal before its first fact came could write on it."""

_COMPARED = ("incarnation", "seq", "hash", "booked_at")
"""What a station reads of facts: enough to compare its journal with what is held of it, and to see what is booked."""

WRITES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    STATION: {},
    OFFICE: {
        "assignment": ("INSERT", "UPDATE", "DELETE"),
        "barcode": ("INSERT", "UPDATE"),
        "exception": ("INSERT", "UPDATE resolved_at resolved_by"),
        "item": ("INSERT", "UPDATE"),
        "order_line": ("INSERT", "UPDATE reserved"),
        "person": ("INSERT", "UPDATE"),
        "pick": ("INSERT", "UPDATE state walk_id position"),
        "place": ("INSERT", "UPDATE"),
        "rejected_row": ("INSERT", "DELETE"),
        "sales_order": ("INSERT", "UPDATE"),
        "site": ("INSERT", "UPDATE"),
        "stock": ("UPDATE reserved",),
        "tote": ("INSERT",),
        "walk": ("INSERT", "UPDATE state"),
        "walk_slot": ("INSERT",),
        "wave": ("INSERT",),
    },
    HUB: {
        "exception": ("INSERT", "UPDATE"),
        "fact": ("UPDATE booked_at outcome",),
        "item": ("INSERT", "UPDATE"),
        "movement": ("INSERT",),
        "order_line": ("UPDATE",),
        "parcel": ("INSERT", "UPDATE"),
        "parcel_line": ("INSERT", "UPDATE"),
        "pick": ("INSERT", "UPDATE"),
        "place": ("INSERT", "UPDATE"),
        "rejected_row": ("DELETE",),
        "sales_order": ("UPDATE",),
        "site": ("INSERT", "UPDATE"),
        "stock": ("INSERT", "UPDATE", "DELETE"),
        "tote": ("INSERT", "UPDATE"),
        "walk": ("INSERT", "UPDATE"),
        "walk_slot": ("INSERT", "UPDATE"),
    },
}
"""What each group writes by itself: a privilege, and after it the columns when it is not for the whole row."""


class Right(NamedTuple):
    """A right somebody has.

    Attributes:
        role: Whose.
        privilege: As PostgreSQL calls it, e.g. ``UPDATE``.
        on: A table, ``table.column``, a function's or a sequence's name, ``schema public`` or ``database``.
    """

    role: str
    privilege: str
    on: str


def rights_of(group: str) -> Iterator[Right]:
    """Gives every right that a group has in the database."""
    yield Right(group, "USAGE", "schema public")
    yield from (Right(group, "EXECUTE", name) for name in (*CALLED, *(OF_OFFICE if group == OFFICE else ())))
    there = {"alembic_version", *metadata.tables}
    yield from (Right(group, "SELECT", table) for table in READS[group] & there)
    for table, privileges in WRITES[group].items():
        for text in privileges:
            privilege, *columns = text.split()
            yield from (Right(group, privilege, f"{table}.{column}") for column in columns)
            if not columns:
                yield Right(group, privilege, table)
        if "INSERT" in privileges and _counts(table):
            yield Right(group, "USAGE", f"{table}_id_seq")
    if group == STATION:
        yield from (Right(group, "SELECT", f"fact.{column}") for column in _COMPARED)
    if group != HUB:
        yield from (Right(group, "UPDATE", f"station.{column}") for column in own_columns())


def own_columns() -> tuple[str, ...]:
    """Gives the columns that a station may change in its own row."""
    return tuple(column.name for column in metadata.tables["station"].columns if column.name not in _OWN_ROW)


def rights_of_member(role: str, group: str) -> Iterator[Right]:
    """Gives the rights that a login has by itself, besides those of its group."""
    yield Right(role, "CONNECT", "database")
    if group != STATION:
        yield Right(role, "TEMPORARY", "database")


def _counts(table: str) -> bool:
    return table in metadata.tables and metadata.tables[table].columns.get("id", None) is not None
