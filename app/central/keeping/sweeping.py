"""The sweeper: claims whose lease ran out are shown to the supervisor, and idle ones are given back.

Nothing is ever taken from a picker: a walk on which something was done, or whose station may simply be offline, is only
marked. A supervisor decides about it, by a take-over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.central.engine import Central
from app.central.keeping.issues import close_by_itself, open_details, open_once
from app.central.promises.claiming import release_claim
from app.central.rows import Row
from app.central.tables import person, station, walk
from app.domain.errors import Conflict

KIND = "stale_claim"
"""Kind of the exceptions that are opened."""

PROOF = timedelta(seconds=60)
"""A station that is heard of for so long without renewing its claim has forgotten the walk: it is online."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did.

    Attributes:
        stale: Claims past their lease now.
        marked: Exceptions opened for them.
        closed: Exceptions closed, as their claim was renewed, taken over or ended.
        freed: Walks given back.
    """

    stale: int = 0
    marked: int = 0
    closed: int = 0
    freed: int = 0


class Sweeper:
    """Looks after claims; remembers between two looks which stations talk but do not renew."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._suspects: dict[tuple[int, int], datetime] = {}

    def sweep(self, now: datetime) -> Swept:
        """Marks stale claims and gives back those that nobody can be working on.

        Raises:
            Unavailable: The database cannot be written now; nothing was changed.
        """
        with self._central.reading() as connection:
            stale = list(connection.execute(_stale(now)))
            told = open_details(connection, KIND)
        details = [_detail(row) for row in stale]
        over = [number for number, detail in told.items() if detail not in details]
        new = [detail for detail in details if detail not in told.values()]
        marked = self._write(new, over, now) if new or over else 0
        return Swept(len(stale), marked, len(over), self._free(stale, now))

    def _write(self, new: list[dict[str, Any]], over: list[int], now: datetime) -> int:
        with self._central.writing() as connection:
            close_by_itself(connection, over, now)
            return sum(open_once(connection, "stale_claim", detail, now) for detail in new)

    def _free(self, stale: list[Row], now: datetime) -> int:
        talking = {(row.id, row.fence): row for row in stale if _talks(row)}
        self._suspects = {key: self._suspects.get(key, row.last_seen) for key, row in talking.items()}
        forgotten = [row for key, row in talking.items() if row.last_seen >= self._suspects[key] + PROOF]
        return sum(self._given_back(row, now) for row in forgotten)

    def _given_back(self, row: Row, now: datetime) -> bool:
        claim = {"walk_id": row.id, "fence": row.fence}
        try:
            release_claim(self._central, station=row.station, badge="system", now=now, **claim)
        except Conflict:
            return False  # something was done on it, or it moved on: it stays marked
        return True


def _stale(now: datetime) -> sa.Select[Any]:
    """Claims past their lease, with what is known of their station."""
    columns = (walk.c.id, walk.c.fence, walk.c.station, walk.c.badge, walk.c.lease_until, walk.c.deeds)
    return (
        sa.select(*columns, person.c.name, station.c.last_seen)
        .outerjoin(person, person.c.badge == walk.c.badge)
        .outerjoin(station, station.c.code == walk.c.station)
        .where(walk.c.state == "claimed", walk.c.lease_until < now)
        .order_by(walk.c.id)
    )


def _detail(row: Row) -> dict[str, Any]:
    who = row.name or row.badge or "-"
    since = row.lease_until.isoformat(timespec="seconds")
    return {"walk": row.id, "fence": row.fence, "station": row.station or "-", "person": who, "since": since}


def _talks(row: Row) -> bool:
    return row.deeds == 0 and row.last_seen is not None and row.last_seen > row.lease_until
