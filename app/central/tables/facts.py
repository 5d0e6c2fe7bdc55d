"""Facts, and the traces they leave: exceptions, audit, rejected rows."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, key, metadata, row_id

fact = sa.Table(
    "fact",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("incarnation", sa.Text, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prev_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("booked_at", Moment),
    sa.Column("outcome", sa.Text, comment="booked, noted, parked"),
    sa.UniqueConstraint("incarnation", "seq"),
    sa.Index(
        "ix_fact_unbooked",
        "incarnation",
        "seq",
        sqlite_where=sa.text("booked_at IS NULL"),
        postgresql_where=sa.text("booked_at IS NULL"),
    ),
    comment="What the stations told, append-only.",
)

exception = sa.Table(
    "exception",
    metadata,
    row_id(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("fact_id", sa.Text, sa.ForeignKey("fact.id")),
    sa.Column("order_id", key, sa.ForeignKey("sales_order.id")),
    sa.Column("sku", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("qty", sa.Integer),
    sa.Column("detail", sa.Text, nullable=False, server_default="{}", comment="JSON: names for its sentence"),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("resolved_at", Moment),
    sa.Column("resolved_by", sa.Text),
    sa.Index(
        "ix_exception_open",
        "opened_at",
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    ),
)

audit = sa.Table(
    "audit",
    metadata,
    row_id(),
    sa.Column("badge", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("object", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False, server_default="{}"),
    sa.Column("at", Moment, nullable=False),
)

rejected_row = sa.Table(
    "rejected_row",
    metadata,
    row_id(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("column", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("names", sa.Text, nullable=False, server_default="{}"),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "file", "row", "column", "value"),
    comment="Rows of imported files that could not be taken, kept so that they can be mended and tried again.",
)
