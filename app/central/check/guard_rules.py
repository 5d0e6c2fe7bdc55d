"""The guards that safety rests on: triggers and functions are really there, and roles have the rights they should."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.central.dialect import is_sqlite
from app.central.rights.actual import actual_rights, faulty_functions, wanted_rights

_Detail = dict[str, Any]

_FED = ("item", "barcode", "place", "person", "site")
_FEEDING = {table: {f"feed_{table}_{deed}" for deed in ("insert", "update", "delete")} for table in _FED}
"""What tells stations that a row of the reference data changed; without it they would work with the old one."""

_TRIGGERS: dict[str, dict[str, set[str]]] = {
    "sqlite": {
        **_FEEDING,
        "fact": {"fact_is_unchanged", "fact_is_kept_from_DELETE"},
        "audit": {"audit_is_kept_from_UPDATE", "audit_is_kept_from_DELETE"},
        "movement": {"movement_is_kept_from_UPDATE", "movement_is_kept_from_DELETE"},
    },
    "postgresql": {
        **_FEEDING,
        "fact": {"fact_is_unchanged", "fact_is_kept"},
        "audit": {"audit_is_kept"},
        "movement": {"movement_is_kept"},
        "station": {"reads", "own_row"},
    },
}

_FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal
        UNION ALL SELECT polname FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relrowsecurity""",
}


def missing_guards(connection: sa.Connection) -> Iterator[_Detail]:
    """Finds tables without the triggers and policies that keep what is written, or with these turned off."""
    dialect = connection.dialect.name
    found = set(connection.scalars(sa.text(_FOUND[dialect])))
    for table, wanted in _TRIGGERS[dialect].items():
        for part in sorted(wanted - found):
            yield {"table": table, "part": part}


def missing_rights(connection: sa.Connection) -> Iterator[_Detail]:
    """Finds what stations, offices or the hub need and may not do; a file has no roles."""
    if is_sqlite(connection):
        return
    for name in faulty_functions(connection):
        yield {"role": "-", "right": "SECURITY DEFINER", "on": name}
    yield from _told(wanted_rights(connection) - actual_rights(connection))


def extra_rights(connection: sa.Connection) -> Iterator[_Detail]:
    """Finds what they may do beyond that, and what everybody may: more than nothing."""
    if not is_sqlite(connection) and (wanted := wanted_rights(connection)):
        yield from _told(actual_rights(connection) - wanted)


def _told(rights: set[tuple[str, str, str]]) -> Iterator[_Detail]:
    return ({"role": role, "right": right, "on": on} for role, right, on in sorted(rights))
