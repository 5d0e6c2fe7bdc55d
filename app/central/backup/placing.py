"""A backup's return on a PostgreSQL server: restored beside the database in use, then both change names at once."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from app.central.backup.archive import Manifest, database_of
from app.central.backup.programs import main_version, pour_in, program, reached
from app.central.backup.taking import counted
from app.central.backup.trouble import BackupTrouble
from app.central.engine import Central, open_central
from app.central.hints.line import Line, worldly
from app.central.postgres.patience import LONG

HOLDS = "SELECT EXISTS (SELECT 1 FROM fact) OR EXISTS (SELECT 1 FROM sales_order)"
"""Asks whether a database is worth keeping."""

_LONGEST = 63
_DENIED = "42501"
_EVERYBODY = "PUBLIC"
_PRIVILEGES = frozenset({"CONNECT", "CREATE", "TEMPORARY"})
_KNOWN = sa.text("SELECT 1 FROM pg_database WHERE datname = :name")
_CUT = sa.text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name")

Finish = Callable[[Central], None]
"""Makes a restored database ready before it takes its place."""


def restored_on_server(
    central: Central, address: str, file: Path, manifest: Manifest, finish: Finish, *, stamp: str, replace: bool
) -> str:
    """Restores a backup into a new database and puts it in the place of the one in use.

    Args:
        central: The place.
        address: Its address, with the password if it has one; other databases of the server are reached by it.
        file: The backup, proved already.
        manifest: What it says of itself.
        finish: Called with the restored database before it takes its place.
        stamp: What the new names end with.
        replace: Whether a database that holds facts may be put aside.

    Returns:
        The name of the database that is kept aside; empty when there was none worth keeping.

    Raises:
        BackupTrouble: PostgreSQL's program or the server is too old, the role may not do it, or the place holds facts.
        Unavailable: The server cannot be reached.
    """
    name = str(central.engine.url.database)
    fresh, aside = (_named(name, word, stamp) for word in ("restored", "before"))
    desk = Line(_beside(address, "postgres"))
    try:
        there = bool(desk.ask(_KNOWN.bindparams(name=name)))
        used = there and _holds_facts(central)
        if used and not replace:
            raise BackupTrouble("restore.holds_facts", database=name)
        central.close()
        _fill(desk, _beside(address, fresh), file, manifest, finish)
        _swap(desk, name, fresh, aside if there else "")
        if there and not used:
            desk.ask(sa.text(f'DROP DATABASE "{aside}" WITH (FORCE)'))
    finally:
        desk.drop()
    return aside if used else ""


def _named(name: str, word: str, stamp: str) -> str:
    tail = f"_{word}_{stamp}"
    return f"{name[: _LONGEST - len(tail)]}{tail}"


def _beside(address: str, database: str) -> Central:
    url = sa.make_url(address).set(database=database)
    return open_central(url.render_as_string(hide_password=False), patience=LONG)


def _holds_facts(central: Central) -> bool:
    with central.reading() as connection:
        return sa.inspect(connection).has_table("fact") and bool(connection.scalar(sa.text(HOLDS)))


def _fill(desk: Line, restored: Central, file: Path, manifest: Manifest, finish: Finish) -> None:
    fresh = restored.engine.url.database
    tool = program("pg_restore")
    _check_versions(desk, tool.version, manifest)
    _make_roles(desk, manifest)
    _allowed(desk, f'CREATE DATABASE "{fresh}" TEMPLATE template0')
    try:
        with worldly(), restored.engine.connect() as connection:
            way = reached(connection)
        with database_of(file) as source:
            pour_in(tool, way, ["--format=custom", "--no-owner", "--exit-on-error"], source)
        _compare(restored, file, manifest)
        _hang_doors(desk, str(fresh), manifest)
        finish(restored)
    except BaseException:
        restored.close()
        desk.ask(sa.text(f'DROP DATABASE "{fresh}" WITH (FORCE)'))
        raise
    restored.close()


def _check_versions(desk: Line, tool: int, manifest: Manifest) -> None:
    made = main_version(manifest.program)
    server = main_version(str(desk.ask(sa.text("SHOW server_version"))))
    if server < made:
        raise BackupTrouble("restore.old_server", made=made, server=server)
    if tool < made:
        raise BackupTrouble("backup.old_program", program="pg_restore", found=tool, server=made)


def _make_roles(desk: Line, manifest: Manifest) -> None:
    """Makes the roles the backup gives rights to and this server lacks: without a way to log in."""
    named = {role for role, _ in manifest.doors if role != _EVERYBODY}
    for role in sorted({*manifest.roles, *named}):
        if not desk.ask(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role").bindparams(role=role)):
            _allowed(desk, f"CREATE ROLE {_quoted(role)} NOLOGIN")


def _hang_doors(desk: Line, fresh: str, manifest: Manifest) -> None:
    """Lets into the restored database whom the backed-up one let in, and nobody else."""
    if not manifest.doors:
        return
    _allowed(desk, f"REVOKE ALL ON DATABASE {_quoted(fresh)} FROM PUBLIC")
    for role, privilege in manifest.doors:
        if privilege in _PRIVILEGES:
            who = role if role == _EVERYBODY else _quoted(role)
            _allowed(desk, f"GRANT {privilege} ON DATABASE {_quoted(fresh)} TO {who}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _allowed(desk: Line, statement: str) -> None:
    try:
        desk.ask(sa.text(statement.replace(":", r"\:")))
    except Exception as error:
        if getattr(getattr(error.__cause__, "orig", None), "sqlstate", "") == _DENIED:
            raise BackupTrouble("restore.may_not", what=statement.partition('"')[0].strip()) from error
        raise


def _compare(restored: Central, file: Path, manifest: Manifest) -> None:
    with restored.reading(LONG) as connection:
        found = {name: counted(connection, name) for name in manifest.counts}
    if found != dict(manifest.counts):
        raise BackupTrouble("restore.damaged", file=file)


def _swap(desk: Line, name: str, fresh: str, aside: str) -> None:
    """Changes the names in one transaction; whoever is connected is cut off and finds the restored database."""
    if not aside:
        desk.ask(sa.text(f'ALTER DATABASE "{fresh}" RENAME TO "{name}"'))
        return
    desk.ask(sa.text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false'))
    try:
        desk.ask(_CUT.bindparams(name=name))
        with desk.transaction():
            desk.ask(sa.text(f'ALTER DATABASE "{name}" RENAME TO "{aside}"'))
            desk.ask(sa.text(f'ALTER DATABASE "{fresh}" RENAME TO "{name}"'))
    except BaseException:
        desk.ask(sa.text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true'))
        desk.ask(sa.text(f'DROP DATABASE "{fresh}" WITH (FORCE)'))
        raise
    desk.ask(sa.text(f'ALTER DATABASE "{aside}" WITH ALLOW_CONNECTIONS true'))
