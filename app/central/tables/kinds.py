"""What all tables share: their naming, moments in UTC, growing numbers."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment in UTC; aware in Python, stored without a zone so that both databases sort it alike."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Turns an aware moment into UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Says again that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A growing number; SQLite only counts up by itself on plain INTEGER."""


def row_id() -> sa.Column[int]:
    """Makes the column of a table's own growing number."""
    return sa.Column("id", key, primary_key=True, autoincrement=True)
