"""Taking a backup while everybody goes on working: one moment of the database, whole."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.central.backup.archive import Manifest, write_archive
from app.central.backup.programs import main_version, pour_out, program, reached
from app.central.backup.trouble import BackupTrouble, disk_trouble
from app.central.engine import Central
from app.central.postgres.patience import LONG

_ROLES = sa.text("""
    SELECT DISTINCT rolname FROM pg_shdepend JOIN pg_roles ON pg_roles.oid = refobjid
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND deptype IN ('a', 'r')
    ORDER BY rolname""")
"""Roles that rights were granted to in this database."""

_DOORS = sa.text("""
    SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE rolname END AS role, privilege_type
    FROM pg_database, aclexplode(datacl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
    WHERE datname = current_database() AND grantee <> datdba ORDER BY 1, 2""")
"""Who may do what with the database itself; a copy of what is in it does not say so."""


def take(central: Central, file: Path, now: datetime) -> Manifest:
    """Writes a backup of a database to a file.

    Args:
        central: The database; it is only read.
        file: Where to; one that is there is replaced when the new one is whole.
        now: The time, in UTC.

    Returns:
        What the backup says of itself.

    Raises:
        BackupTrouble: The file cannot be written, the database is damaged or empty, or PostgreSQL's program is
            missing, too old or fails.
        Unavailable: The database cannot be read now.
    """
    if not file.absolute().parent.is_dir():
        raise BackupTrouble("backup.unwritable", file=file, why="no such folder")
    if central.engine.dialect.name == "sqlite":
        return _of_file(Path(str(central.engine.url.database)), file, now)
    return _of_server(central, file, now)


def _of_file(database: Path, file: Path, now: datetime) -> Manifest:
    if not database.is_file():
        raise BackupTrouble("backup.no_database", file=database)
    copy = file.with_name(f"{file.name}.copy")
    try:
        manifest = _copied(database, copy, now)
        with copy.open("rb") as source:
            return write_archive(file, manifest, lambda target: shutil.copyfileobj(source, target, 1 << 20))
    except OSError as error:
        raise disk_trouble(error, file) from error
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        reason = "backup.disk_full" if full else "backup.damaged_source"
        raise BackupTrouble(reason, file=file if full else database) from error
    finally:
        copy.unlink(missing_ok=True)


def _copied(database: Path, copy: Path, now: datetime) -> Manifest:
    """Copies one moment of the file, writers or not, and proves that the copy is sound."""
    copy.unlink(missing_ok=True)
    copy.touch()  # what the disk has against it is said by the disk
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE").close()
        found = sound_file(target)
    return Manifest("sqlite", found.schema, now.isoformat(), sqlite3.sqlite_version, found.counts)


class Sound:
    """A database file that is in order: the step of its tables, and their rows."""

    def __init__(self, schema: str, counts: Mapping[str, int]) -> None:
        self.schema, self.counts = schema, counts


def sound_file(connection: sqlite3.Connection) -> Sound:
    """Proves a database file page by page, and counts it.

    Raises:
        sqlite3.Error: It is damaged, or not one of Pasillo's.
    """
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = [name for (name,) in tables.fetchall()]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names of its own tables
    return Sound(schema, counts)


def _of_server(central: Central, file: Path, now: datetime) -> Manifest:
    dump = program("pg_dump")
    with central.reading(LONG) as connection:
        connection.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # it waits for the program
        snapshot = connection.scalar(sa.select(sa.func.pg_export_snapshot()))
        manifest = _described(connection, now)
        if dump.version < main_version(manifest.program):
            raise BackupTrouble("backup.old_program", program="pg_dump", found=dump.version, server=manifest.program)
        way = reached(connection)
        arguments = ["--format=custom", f"--snapshot={snapshot}"]
        return write_archive(file, manifest, lambda target: pour_out(dump, way, arguments, target))


def _described(connection: sa.Connection, now: datetime) -> Manifest:
    names = sa.inspect(connection).get_table_names()
    if "alembic_version" not in names:
        raise BackupTrouble("backup.no_database", file=connection.engine.url.database)
    schema: Any = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    counts = {name: counted(connection, name) for name in sorted(names)}
    version = str(connection.scalar(sa.text("SHOW server_version")))
    roles = tuple(connection.execute(_ROLES).scalars())
    doors = tuple((row.role, row.privilege_type) for row in connection.execute(_DOORS))
    return Manifest("postgresql", schema, now.isoformat(), version, counts, roles, doors)


def counted(connection: sa.Connection, table: str) -> int:
    """Counts a table's rows."""
    return int(connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) or 0)
