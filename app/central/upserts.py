"""INSERT … ON CONFLICT, which both databases know in the same words but SQLAlchemy makes by dialect."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Upsert = postgresql.Insert | sqlite.Insert
"""An INSERT that can say what happens when the row is already there."""


def insert_into(connection: sa.Connection, table: sa.Table) -> Upsert:
    """Begins an INSERT of the connection's dialect."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
