"""Which server is the site's own: what was seen of it, so that an old primary that comes back is not believed.

After a failover the standby begins a new *timeline*, a number that only grows. A server of a lower one lacks what was
committed since, however ready to write it says it is.
"""

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from app.central.outage import CentralTrouble

log = logging.getLogger(__name__)

SERVERS = "servers.json"
"""The file in a folder of data that remembers what was seen of its database's servers."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What tells one server, and one past of it, from another.

    Attributes:
        system: PostgreSQL's identifier of the cluster, given once when it is made and shared by its standbys.
        timeline: Grows by one at each promotion, and at a restore to a moment.
    """

    system: str
    timeline: int


class Seen(Protocol):
    """Remembers the newest lineage seen of each database, best for as long as the station lives."""

    def last(self, database: str) -> Lineage | None:
        """Gives what was remembered of a database, None when it was never met."""
        ...

    def remember(self, database: str, lineage: Lineage) -> None:
        """Replaces what is remembered of a database."""
        ...


def admit(seen: Seen, database: str, met: Lineage) -> None:
    """Believes a server, or not, and remembers it when it is newer than what was seen.

    Raises:
        Unavailable: It is another cluster, or an old primary.
    """
    known = seen.last(database)
    if known is not None and known.system != met.system:
        raise CentralTrouble("central.other_server")
    if known is not None and known.timeline > met.timeline:
        raise CentralTrouble("central.old_primary", found=met.timeline, known=known.timeline)
    if known != met:
        seen.remember(database, met)


class SeenHere:
    """Remembers for as long as the program runs."""

    def __init__(self) -> None:
        self._known: dict[str, Lineage] = {}

    def last(self, database: str) -> Lineage | None:
        """Gives what was remembered of a database."""
        return self._known.get(database)

    def remember(self, database: str, lineage: Lineage) -> None:
        """Replaces what is remembered of a database."""
        self._known[database] = lineage


class SeenFile:
    """Remembers in a small JSON file, which several programs may share: each notices what another one writes.

    A file that cannot be read or written costs the memory of earlier runs, never the work of this one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._known: dict[str, Lineage] = {}
        self._as_read: tuple[int, int] | None = None

    def last(self, database: str) -> Lineage | None:
        """Gives what was remembered of a database."""
        with self._lock:
            self._look()
            return self._known.get(database)

    def remember(self, database: str, lineage: Lineage) -> None:
        """Replaces what is remembered of a database; a power cut leaves the old file or the new one."""
        with self._lock:
            self._look()
            self._known = {**self._known, database: lineage}
            self._write()

    def forget(self, database: str) -> None:
        """Takes the next server of a database for the right one: it was moved, or made anew from a backup."""
        with self._lock:
            self._look()
            self._known = {key: lineage for key, lineage in self._known.items() if key != database}
            self._write()

    def _look(self) -> None:
        """Reads the file when it is another one than was read or written last."""
        try:
            found = self._path.stat()
        except OSError:
            return  # there is none yet, or its disk is away: what is known here holds
        if (as_found := (found.st_ino, found.st_mtime_ns)) != self._as_read:
            self._known, self._as_read = self._read(), as_found

    def _read(self) -> dict[str, Lineage]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return {name: Lineage(str(each["system"]), int(each["timeline"])) for name, each in found.items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("what was seen of the database's servers cannot be read: %s", error)
            return {}

    def _write(self) -> None:
        making = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            making.write_text(json.dumps({name: asdict(each) for name, each in self._known.items()}), encoding="utf-8")
            made = making.stat()
            making.replace(self._path)
            self._as_read = made.st_ino, made.st_mtime_ns
        except OSError as error:
            log.warning("what was seen of the database's servers cannot be kept: %s", error)
