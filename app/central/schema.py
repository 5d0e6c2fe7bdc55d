"""Brings a database's tables to the form that this program knows.

Alembic is slow to import, so it is only asked when the database is not at the newest step already.
"""

import sqlalchemy as sa

from app.central.dialect import await_migrators
from app.central.engine import Central
from app.central.outage import CentralTrouble
from app.central.postgres.patience import LONG

REVISIONS = ("0001", "0004")
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
