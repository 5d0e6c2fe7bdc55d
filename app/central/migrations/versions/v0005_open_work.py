"""Indexes that hold only the work that is open, so that boards cost what is open and not what ever was."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _partial("ix_walk_live", "walk", ["state"], "state IN ('open', 'claimed', 'waiting')")
    _partial("ix_parcel_closed", "parcel", ["order_id", "number"], "state = 'closed'")
    _partial("ix_sales_order_ended", "sales_order", ["imported_at", "state"], "state IN ('shipped', 'cancelled')")
    _partial("ix_place_house", "place", ["kind", "zone"], "kind NOT IN ('tote', 'parcel')")
    if op.get_context().dialect.name == "postgresql":
        for table in ("sales_order", "order_line", "stock", "walk"):
            op.execute(f"ALTER TABLE {table} SET (fillfactor = 80)")  # room to change a row without touching indexes


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
