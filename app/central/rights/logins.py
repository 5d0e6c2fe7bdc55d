"""The logins of a site's stations: one role of the database server for each, made and taken away by the owner."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from app.central.audit import note
from app.central.dialect import on_server
from app.central.engine import Central
from app.central.rights.granting import quoted, run_all, secure
from app.central.rights.wanted import GROUPS, HUB, OFFICE, STATION, rights_of_member
from app.central.tables import station
from app.domain.errors import Conflict


class Duty(StrEnum):
    """What a login is for: work on the floor, an office station (supervisors, imports), or the hub that books."""

    FLOOR = STATION
    OFFICE = OFFICE
    HUB = HUB


_SECONDS = {Duty.FLOOR: 15, Duty.OFFICE: 60, Duty.HUB: 300}
"""How long a statement may take."""

_CONNECTIONS = {Duty.FLOOR: 8, Duty.OFFICE: 16, Duty.HUB: 16}

_LOGINS = sa.text("""
    SELECT member.rolname AS role, team.rolname AS duty, station.code, station.last_seen
    FROM pg_auth_members JOIN pg_roles AS team ON team.oid = pg_auth_members.roleid
    JOIN pg_roles AS member ON member.oid = pg_auth_members.member
    LEFT JOIN station ON station.db_role = member.rolname
    WHERE team.rolname IN ('pasillo_station', 'pasillo_office', 'pasillo_hub')
        AND member.rolcanlogin
        AND member.oid IN (SELECT grantee FROM pg_database, aclexplode(datacl) WHERE datname = current_database())
        AND member.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database())
    ORDER BY member.rolname""").columns(last_seen=station.c.last_seen.type)


_POWERS = sa.text("""
    SELECT rolsuper AS rolsuperuser, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
    FROM pg_roles WHERE rolname = :role""")


@dataclass(frozen=True, slots=True)
class Login:
    """A role that may log in to this site's database; the hub's belongs to no station."""

    role: str
    duty: Duty
    station: str
    last_seen: datetime | None


def role_of(code: str) -> str:
    """Gives the name of a station's role, which is also the name (CN) in its certificate: ``pasillo_st01``."""
    return f"pasillo_{code.lower()}"


def new_password() -> str:
    """Makes up a password nobody can guess."""
    return secrets.token_urlsafe(24)


def add_login(central: Central, code: str, duty: Duty, *, password: str | None, now: datetime) -> str:
    """Registers a station at the database server, or changes what it may do or its password.

    Args:
        central: The site's database, opened as its owner.
        code: The station's code, e.g. ``"ST01"``.
        duty: What it is for.
        password: What it logs in with; None when it does so with a certificate alone.
        now: The time.

    Returns:
        The name of its role.

    Raises:
        Conflict: The site's database is a file: there is no server to register at.
        Unavailable: The server cannot be reached, or whoever is logged in is not its owner.
    """
    role = role_of(code)
    with central.writing() as connection:
        _on_a_server(connection)
        secure(connection)
        run_all(connection, (_made(connection, role, duty),))
        run_all(connection, (*_limits(role, duty), *_memberships(connection, role, duty)))
        run_all(connection, (f"ALTER ROLE {role} PASSWORD {_secret(connection, role, password)}",))
        bound = None if duty is Duty.HUB else role
        _bind(connection, code, bound, now)
        note(connection, badge="system", station="", action="station_add", what=code, at=now, duty=duty, role=role)
    return role


def revoke_login(central: Central, code: str, *, now: datetime) -> None:
    """Shuts a station out at once: its sessions end and it can log in no more; what it told stays.

    Raises:
        Conflict: It is not registered, or the site's database is a file.
        Unavailable: The server cannot be reached, or whoever is logged in is not its owner.
    """
    role = role_of(code)
    with central.writing() as connection:
        _on_a_server(connection)
        if role not in {login.role for login in _logins(connection)}:
            raise Conflict("rights.unknown_station", station=code)
        database = quoted(connection, str(connection.engine.url.database))
        leave = [f"REVOKE {group} FROM {role}" for group in GROUPS]
        shut = (f"ALTER ROLE {role} NOLOGIN PASSWORD NULL", f"REVOKE ALL ON DATABASE {database} FROM {role}")
        run_all(connection, (*shut, *leave))
        connection.execute(sa.update(station).where(station.c.db_role == role).values(db_role=None))
        note(connection, badge="system", station="", action="station_revoke", what=code, at=now, role=role)
    with central.writing() as connection:
        run_all(connection, (f"GRANT {role} TO CURRENT_USER",))  # only its members may end the sessions of a role
        ended = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role")
        connection.execute(ended, {"role": role})
        run_all(connection, (f"REVOKE {role} FROM CURRENT_USER",))


def logins(central: Central) -> Sequence[Login]:
    """Gives who may log in to the site's database, by the names of their roles.

    Raises:
        Conflict: The site's database is a file.
        Unavailable: The server cannot be reached.
    """
    with central.reading() as connection:
        _on_a_server(connection)
        return _logins(connection)


def _logins(connection: sa.Connection) -> list[Login]:
    rows = connection.execute(_LOGINS)
    return [Login(row.role, Duty(row.duty), row.code or "", row.last_seen) for row in rows]


def _on_a_server(connection: sa.Connection) -> None:
    if not on_server(connection):
        raise Conflict("rights.no_server")


def _made(connection: sa.Connection, role: str, duty: Duty) -> str:
    """Makes the role, or takes from it what it should not have; to name a power at all only a superuser may."""
    powers = connection.execute(_POWERS, {"role": role}).mappings().first()
    held = [f"NO{name[3:].upper()}" for name, has in (powers or {}).items() if has]
    verb = "CREATE" if powers is None else "ALTER"
    return f"{verb} ROLE {role} LOGIN {' '.join(held)} INHERIT CONNECTION LIMIT {_CONNECTIONS[duty]}"


def _limits(role: str, duty: Duty) -> tuple[str, ...]:
    settings = {
        "statement_timeout": f"'{_SECONDS[duty]}s'",
        "lock_timeout": "'5s'",
        "idle_in_transaction_session_timeout": "'10s'",
        "search_path": "public",
    }
    return tuple(f"ALTER ROLE {role} SET {name} = {value}" for name, value in settings.items())


def _memberships(connection: sa.Connection, role: str, duty: Duty) -> list[str]:
    database = quoted(connection, str(connection.engine.url.database))
    others = [f"REVOKE {group} FROM {role}" for group in _groups_of(connection, role) if group != duty]
    rights = [
        f"GRANT {right.privilege} ON DATABASE {database} TO {role}" for right in rights_of_member(role, str(duty))
    ]
    return [*others, f"REVOKE ALL ON DATABASE {database} FROM {role}", f"GRANT {duty} TO {role}", *rights]


def _groups_of(connection: sa.Connection, role: str) -> list[str]:
    mine = sa.text("SELECT roleid::regrole::text FROM pg_auth_members WHERE member::regrole::text = :role")
    return list(connection.scalars(mine, {"role": role}))


def _secret(connection: sa.Connection, role: str, password: str | None) -> str:
    """Hashes a password here, so that it never stands in a statement, which a server may write to its log."""
    if password is None:
        return "NULL"
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a connection without its driver")
    hashed: bytes = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return f"'{hashed.decode()}'"


def _bind(connection: sa.Connection, code: str, role: str | None, now: datetime) -> None:
    """Says which role a station logs in as; only the owner can."""
    changed = connection.execute(sa.update(station).where(station.c.code == code).values(db_role=role))
    if not changed.rowcount and role is not None:
        connection.execute(sa.insert(station).values(code=code, incarnation="", last_seen=now, db_role=role))
