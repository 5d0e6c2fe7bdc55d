"""A centre that came back from a backup begins a new life: what happened after the backup is unknown to it.

Stations still hold facts about walks, orders and parcels that it has never seen. Their numbers must not be given to
others, so every number a fact may name goes on far above the highest one known.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from app.central.dialect import on_server
from app.central.engine import Central
from app.central.link.handshake import begin_new_life

GAPS: Mapping[str, int] = {
    "sales_order": 100_000,
    "order_line": 1_000_000,
    "walk": 100_000,
    "pick": 1_000_000,
    "manifest": 100_000,
}
"""By table, how many numbers are passed over; more than a large site gives away between two backups."""

SERIALS = 100_000
"""How many serial numbers of parcels are passed over."""


def begin_anew(central: Central) -> str:
    """Gives a restored database its new identity, and passes over the numbers that may have been given away since.

    Returns:
        The identity.

    Raises:
        Unavailable: The database cannot be written now.
    """
    with central.writing() as connection:
        identity = begin_new_life(connection, passing=SERIALS)
        if on_server(connection):
            for table, gap in GAPS.items():
                sequence = sa.func.pg_get_serial_sequence(table, "id")
                connection.execute(sa.select(sa.func.setval(sequence, sa.func.nextval(sequence) + gap)))
    return identity


def pass_over_numbers(file: Path) -> None:
    """Does for a database file that nobody has open what sequences do on a server.

    SQLite gives a new row the number after the highest one there is; only a table that is declared AUTOINCREMENT
    remembers a higher one. That word changes nothing in how rows are stored, so it may be added to a table that is
    there (https://www.sqlite.org/lang_altertable.html describes such changes).

    Args:
        file: The database file.

    Raises:
        sqlite3.Error: It cannot be written, or its tables are not Pasillo's.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE counting (id INTEGER PRIMARY KEY AUTOINCREMENT)")  # makes sqlite_sequence
        connection.execute("DROP TABLE counting")
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY KEY (id)', 'PRIMARY KEY (id AUTOINCREMENT)') "
            "WHERE type = 'table' AND name = ?",
            [(table,) for table in GAPS],
        )
        (version,) = connection.execute("PRAGMA schema_version").fetchone()
        connection.execute(f"PRAGMA schema_version = {version + 1}")
        connection.execute("PRAGMA writable_schema = RESET")
        for table, gap in GAPS.items():
            _raise(connection, table, gap)


def _raise(connection: sqlite3.Connection, table: str, gap: int) -> None:
    (highest,) = connection.execute(
        f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0), "  # noqa: S608 - a name out of GAPS
        "coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0))",
        (table,),
    ).fetchone()
    connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, highest + gap))
