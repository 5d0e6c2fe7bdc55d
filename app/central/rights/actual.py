"""Which rights there really are in a database, read from the server's own catalogue."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.central.rights.wanted import CALLED, GROUPS, INNER, OF_OFFICE, rights_of, rights_of_member

_PEOPLE = """
    WITH team AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY (:groups)),
    login AS (
        SELECT DISTINCT member.oid, member.rolname FROM pg_roles AS member
        LEFT JOIN pg_auth_members ON pg_auth_members.member = member.oid
        LEFT JOIN team ON team.oid = pg_auth_members.roleid
        WHERE (team.oid IS NOT NULL AND member.oid IN (
                SELECT grantee FROM pg_database, aclexplode(datacl) WHERE datname = current_database()))
            OR member.rolname IN (SELECT db_role FROM station)
        EXCEPT SELECT relowner, relowner::regrole::name FROM pg_class WHERE oid = 'public.fact'::regclass),
    somebody AS (
        SELECT oid, rolname FROM team UNION SELECT oid, rolname FROM login WHERE oid NOT IN (SELECT oid FROM team)
        UNION SELECT 0, 'PUBLIC')"""

_RIGHTS = sa.text(f"""{_PEOPLE},
    given AS (
        SELECT relname AS item, relacl AS acl FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        UNION ALL SELECT relname || '.' || attname, attacl FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
        UNION ALL SELECT proname, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'schema public', nspacl FROM pg_namespace WHERE nspname = 'public'
        UNION ALL SELECT 'database', coalesce(datacl, acldefault('d', datdba)) FROM pg_database
        WHERE datname = current_database())
    SELECT somebody.rolname, privilege_type, item
    FROM given, aclexplode(acl) JOIN somebody ON somebody.oid = grantee
    UNION ALL SELECT login.rolname, power, 'server' FROM login JOIN pg_roles ON pg_roles.oid = login.oid,
    LATERAL (VALUES ('SUPERUSER', rolsuper), ('CREATEROLE', rolcreaterole), ('CREATEDB', rolcreatedb),
        ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)) AS powers(power, has) WHERE has
    UNION ALL SELECT login.rolname, 'MEMBER', upper_role.rolname FROM login
    JOIN pg_auth_members ON pg_auth_members.member = login.oid
    JOIN pg_roles AS upper_role ON upper_role.oid = pg_auth_members.roleid
    UNION ALL SELECT login.rolname, 'OWNER', relname FROM login JOIN pg_class ON relowner = login.oid
    WHERE relnamespace = 'public'::regnamespace""")  # noqa: S608 - no word of it comes from outside

_LOGINS = sa.text(f"""{_PEOPLE}
    SELECT login.rolname, (
        SELECT team.rolname FROM team JOIN pg_auth_members ON roleid = team.oid AND member = login.oid
        ORDER BY array_position(:groups, team.rolname) LIMIT 1) FROM login""")  # noqa: S608 - the same

_FUNCTIONS = sa.text("""
    SELECT proname FROM pg_proc JOIN pg_class ON pg_class.oid = 'public.fact'::regclass
    WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proowner = relowner
        AND proconfig @> ARRAY['search_path=pg_catalog, public, pg_temp']""")

_GROUPS = {"groups": list(GROUPS)}

Rights = set[tuple[str, str, str]]
"""Rights as (role, privilege, on what), see ``app.central.rights.wanted.Right``."""


def actual_rights(connection: sa.Connection) -> Rights:
    """Gives every right that the groups, their logins, and everybody (``PUBLIC``) have by grant or by nature."""
    return {(row[0], row[1], row[2]) for row in connection.execute(_RIGHTS, _GROUPS)}


def wanted_rights(connection: sa.Connection) -> Rights:
    """Gives the rights there should be; none at all at a site that has registered no station."""
    people = connection.execute(_LOGINS, _GROUPS).all()
    return set(_wanted({row[0]: row[1] for row in people})) if people else set()


def _wanted(logins: dict[str, str | None]) -> Iterator[tuple[str, str, str]]:
    for group in GROUPS:
        yield from rights_of(group)
    for role, team in logins.items():
        if team is not None:
            yield role, "MEMBER", team
            yield from rights_of_member(role, team)


def faulty_functions(connection: sa.Connection) -> list[str]:
    """Gives the functions of the house that are missing, or do not run as the owner with a search path of their own."""
    return sorted({*CALLED, *OF_OFFICE, *INNER} - set(connection.scalars(_FUNCTIONS)))
