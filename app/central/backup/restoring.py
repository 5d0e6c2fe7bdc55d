"""Putting a backup back: proved first, then built beside what is there, and only then put in its place."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.central.backup.anew import begin_anew, pass_over_numbers
from app.central.backup.archive import Manifest, read_manifest, unpack
from app.central.backup.placing import HOLDS, restored_on_server
from app.central.backup.taking import sound_file
from app.central.backup.trouble import BackupTrouble
from app.central.check import Violation, check
from app.central.engine import Central, open_central
from app.central.schema import REVISIONS, migrate


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back.

    Attributes:
        manifest: What the backup said of itself.
        kept: Where the database lies that was there before; empty when there was none worth keeping.
        identity: The new life of the centre.
        violations: Rules of the books that do not hold in what came back.
    """

    manifest: Manifest
    kept: str
    identity: str
    violations: Sequence[Violation]


def restore(central: Central, file: Path, now: datetime, *, replace: bool, address: str = "") -> Restored:
    """Puts a backup in the place of a database.

    Args:
        central: The place: the database need not be there; nobody may be using it if it is a file.
        file: The backup.
        now: The time, in UTC.
        replace: Whether a database that holds facts or orders may be put aside for it.
        address: The place's address with its password; without it the password is looked for elsewhere.

    Returns:
        What came back, and where the database from before is kept.

    Raises:
        BackupTrouble: The backup is none, is damaged or does not fit; or the place is in use, or holds facts.
        Unavailable: The server cannot be reached.
    """
    manifest = read_manifest(file)
    if manifest.kind != central.engine.dialect.name:
        raise BackupTrouble(f"restore.other_kind.{manifest.kind}", file=file)
    if manifest.schema not in REVISIONS:
        raise BackupTrouble("restore.newer", file=file)
    if manifest.kind == "sqlite":
        central.close()
        return _in_file(Path(str(central.engine.url.database)), file, manifest, now, replace=replace)
    identity: list[str] = []
    found: list[Violation] = []

    def finish(fresh: Central) -> None:
        identity.append(_finished(fresh))
        found.extend(check(fresh))

    way = address or central.engine.url.render_as_string(hide_password=False)
    kept = restored_on_server(central, way, file, manifest, finish, stamp=f"{now:%Y%m%d%H%M%S}", replace=replace)
    return Restored(manifest, kept, identity[0], found)


def _finished(fresh: Central) -> str:
    migrate(fresh)
    return begin_anew(fresh)


def _in_file(place: Path, file: Path, manifest: Manifest, now: datetime, *, replace: bool) -> Restored:
    used = place.is_file() and _holds_facts(place)
    if used and not replace:
        raise BackupTrouble("restore.holds_facts", database=place)
    building = place.with_name(f"{place.name}.restoring")
    try:
        identity, found = _built(file, building, manifest.counts)
        kept = _put_aside(place, f"{now:%Y%m%d-%H%M%S}", keep=used)
        building.replace(place)
    finally:
        for rest in ("", "-wal", "-shm"):
            Path(f"{building}{rest}").unlink(missing_ok=True)
    return Restored(manifest, kept, identity, found)


def _built(file: Path, building: Path, counts: Mapping[str, int]) -> tuple[str, list[Violation]]:
    unpack(file, building)
    try:
        with closing(sqlite3.connect(building)) as connection:
            if dict(sound_file(connection).counts) != dict(counts):
                raise BackupTrouble("restore.damaged", file=file)
        pass_over_numbers(building)
    except sqlite3.Error as error:
        raise BackupTrouble("restore.damaged", file=file) from error
    fresh = open_central(f"sqlite:///{building}")
    try:
        return _finished(fresh), check(fresh)
    finally:
        fresh.close()


def _holds_facts(place: Path) -> bool:
    """Tells whether a file is worth keeping; one that cannot be read is, as somebody may mend it."""
    try:
        with closing(sqlite3.connect(place)) as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'fact'").fetchone() is None:
                return False
            return bool(connection.execute(HOLDS).fetchone()[0])
    except sqlite3.Error:
        return True


def _put_aside(place: Path, stamp: str, *, keep: bool) -> str:
    """Renames a file that nobody has open; gives its new name, empty when there was nothing to keep."""
    if not place.exists():
        return ""
    _close_log(place)
    aside = place.with_name(f"{place.name}.before-{stamp}")
    for rest in ("-wal", "-shm"):  # of a file that could not be read; otherwise they are gone
        if Path(f"{place}{rest}").exists():
            Path(f"{place}{rest}").replace(f"{aside}{rest}")
    place.replace(aside)
    if keep:
        return str(aside)
    aside.unlink()
    return ""


def _close_log(place: Path) -> None:
    """Brings the write-ahead log into the file, which only succeeds when no other program has it open."""
    try:
        with closing(sqlite3.connect(place, timeout=1, isolation_level=None)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise BackupTrouble("restore.in_use", database=place) from error
        return
    except sqlite3.Error:
        return  # damaged: it is kept as it is
    if mode != "delete":
        raise BackupTrouble("restore.in_use", database=place)
