"""Gives every group of roles the rights it is to have and takes away all others; may be run again at any time."""

import re
from collections.abc import Iterable

import sqlalchemy as sa

from app.central.locks import Lock
from app.central.rights.wanted import CALLED, GROUPS, OF_OFFICE, Right, rights_of

_KIND = (
    (re.compile(r"schema (\w+)"), "SCHEMA"),
    (re.compile(r"(\w+_id_seq)"), "SEQUENCE"),
)


def secure(connection: sa.Connection) -> None:
    """Makes the groups where they are missing, and their rights in this database exactly those they are to have.

    Args:
        connection: A transaction of the owner's, on PostgreSQL; the owner must be allowed to create roles.
    """
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.SECURING.value)))
    known = set(connection.scalars(sa.text("SELECT rolname FROM pg_roles")))
    for group in GROUPS:
        if group not in known:
            _run(connection, f"CREATE ROLE {group} NOLOGIN")
    _close(connection)
    for group in GROUPS:
        for right in rights_of(group):
            _run(connection, _grant(right))


def _close(connection: sa.Connection) -> None:
    """Takes everything from everybody but the owner, and from what is made later."""
    everybody = ", ".join(("PUBLIC", *GROUPS))
    database = quoted(connection, str(connection.engine.url.database))
    _run(connection, f"REVOKE ALL ON DATABASE {database} FROM {everybody}")
    _run(connection, f"REVOKE ALL ON SCHEMA public FROM {everybody}")
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        _run(connection, f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {everybody}")
    _run(connection, "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")


def _grant(right: Right) -> str:
    if right.on in {*CALLED, *OF_OFFICE}:
        return f"GRANT EXECUTE ON FUNCTION {right.on} TO {right.role}"
    for form, kind in _KIND:
        if found := form.fullmatch(right.on):
            return f"GRANT {right.privilege} ON {kind} {found[1]} TO {right.role}"
    table, _, column = right.on.partition(".")
    columns = f' ("{column}")' if column else ""
    return f'GRANT {right.privilege}{columns} ON "{table}" TO {right.role}'


def quoted(connection: sa.Connection, name: str) -> str:
    """Writes a name so that it can stand in a statement."""
    return connection.dialect.identifier_preparer.quote_identifier(name)


def run_all(connection: sa.Connection, statements: Iterable[str]) -> None:
    """Executes statements as they stand, one after the other."""
    for statement in statements:
        _run(connection, statement)


def _run(connection: sa.Connection, statement: str) -> None:
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
