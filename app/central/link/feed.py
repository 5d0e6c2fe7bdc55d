"""The reference data as stations pull it: whole the first time, then only what changed.

Triggers note for every row which transaction changed it last. PostgreSQL's numbers of transactions are not in the
order of their commits, so a reader that remembered the highest number it saw would skip late ones. What it remembers
is the oldest transaction that was still under way when it read: everything at or above that is read again. SQLite has
one writer at a time, and a plain version number does the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.central.dialect import is_sqlite
from app.central.engine import Central
from app.central.reads.catalogue import Catalogue, catalogue_on, selected
from app.central.settings import read_settings
from app.central.tables import feed

ENTITIES = ("item", "barcode", "place", "person")
"""What the feed calls the rows of the catalogue."""

_PORTION = 500
"""Keys in one question."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a station gets.

    Attributes:
        rows: The catalogue, or the rows of it that changed and are still there.
        gone: Keys of rows that changed and may not be there any more, by entity; ``rows`` has those that are.
        whole: Whether the rows are all there are.
        settings: The site's settings; None when they are as they were.
        cursor: What to ask with the next time.
    """

    rows: Catalogue
    gone: Mapping[str, tuple[str, ...]]
    whole: bool
    settings: Mapping[str, Any] | None
    cursor: int


def pull_whole(central: Central) -> Pulled:
    """Reads all reference data and settings as they are at one moment.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    with central.reading() as connection:
        cursor, _ = _bounds(connection)
        return Pulled(catalogue_on(connection), {}, True, read_settings(connection), cursor)


def pull_changes(central: Central, cursor: int) -> Pulled | None:
    """Reads what changed since a cursor; a row may come again that a station has already.

    Args:
        central: The central database.
        cursor: Of the last pull.

    Returns:
        The changes, or None when the cursor is of another life of this database: pull the whole then.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    with central.reading() as connection:
        following, end = _bounds(connection)
        if cursor > following:
            return None
        found = connection.execute(
            sa.select(feed.c.entity, feed.c.key).where(feed.c.version >= cursor, feed.c.version < end)
        ).all()
        keys = {name: tuple(row.key for row in found if row.entity == name) for name in ENTITIES}
        settings = read_settings(connection) if any(row.entity == "setting" for row in found) else None
        return Pulled(selected(connection, keys, _PORTION), keys, False, settings, following)


def forget_versions(connection: sa.Connection) -> None:
    """Empties the feed, e.g. after a restore: its numbers may be of another server. Every station pulls the whole."""
    connection.execute(sa.delete(feed))


def _bounds(connection: sa.Connection) -> tuple[int, int]:
    """Gives the cursor of a pull made now, and the number that no version of this life of the database reaches."""
    if is_sqlite(connection):
        last = connection.scalar(sa.select(sa.func.max(feed.c.version))) or 0
        return last + 1, last + 1
    snapshot = sa.text(
        "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() AS s"
    )
    low, high = connection.execute(snapshot).one()
    return int(low), int(high)
