"""Brings a database's tables to the form that this program knows.

Alembic is slow to import, so it is only asked when the database is not at the newest step already.
"""

import sqlalchemy as sa

from app.central.dialect import await_migrators, is_sqlite
from app.central.engine import Central
from app.central.outage import CentralTrouble
from app.central.postgres.patience import LONG

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every step there is, the newest last; a test compares it with the files in ``migrations/versions``."""

HEAD = REVISIONS[-1]
"""The step that this program works with."""

_VERSION = sa.text("SELECT version_num FROM alembic_version")


def schema_version(central: Central) -> str | None:
    """Reads at which step a database stands.

    Returns:
        The step's number, or None when the database has no tables yet.

    Raises:
        Unavailable: The database cannot be read now.
    """
    with central.reading() as connection:
        return _version(connection)


def migrate(central: Central) -> None:
    """Runs the steps a database lacks, all or none; does nothing when it is up to date.

    Raises:
        Unavailable: The database cannot be written now, or a newer program has migrated it already.
    """
    if schema_version(central) == HEAD:
        return
    with central.writing(LONG) as connection:
        await_migrators(connection)
        version = _version(connection)
        if version == HEAD:
            return
        if version is not None and version not in REVISIONS:
            raise CentralTrouble("central.newer", found=version, known=HEAD)
        _upgrade(connection)


def prepare(central: Central) -> None:
    """Makes a site's database ready for a station: migrates it where the station's role may, else takes it as it is.

    What a program may do on a database that is a step older or newer than itself is for the handshake to say.

    Raises:
        Unavailable: The database cannot be used now, or has no tables and this role may not make them.
    """
    version = schema_version(central)
    if version == HEAD or (version is not None and version not in REVISIONS):
        return
    if _may_migrate(central):
        migrate(central)
    elif version is None:
        raise CentralTrouble("central.empty")


def _may_migrate(central: Central) -> bool:
    """Whether the role owns the tables, or may make the first ones."""
    owned = sa.text(
        "SELECT coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(:table)), "
        "has_schema_privilege('public', 'CREATE'))"
    )
    with central.reading() as connection:
        return is_sqlite(connection) or bool(connection.scalar(owned, {"table": "public.alembic_version"}))


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(_VERSION)
    return version


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - takes 150 ms, and is hardly ever needed
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", "app.central:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
