"""Orders, their lines, and waves."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, key, metadata, row_id

sales_order = sa.Table(
    "sales_order",
    metadata,
    row_id(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("external_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("customer", sa.Text, nullable=False, server_default=""),
    sa.Column("recipient", sa.Text, nullable=False, comment="JSON of the address"),
    sa.Column("carrier", sa.Text, nullable=False, server_default=""),
    sa.Column("service", sa.Text, nullable=False, server_default=""),
    sa.Column("placed_at", Moment, nullable=False),
    sa.Column("cutoff_at", Moment),
    sa.Column("priority", sa.Integer, nullable=False, server_default="0"),
    sa.Column("content", sa.Text, nullable=False, comment="Digest of the imported content, to know a change"),
    sa.Column("wave_id", key, sa.ForeignKey("wave.id"), index=True),
    sa.Column("packer", sa.Text, comment="Station whose bench the order is open at"),
    sa.Column("imported_at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "external_id"),
    sa.Index(
        "ix_sales_order_ended",
        "imported_at",
        "state",
        sqlite_where=sa.text("state IN ('shipped', 'cancelled')"),
        postgresql_where=sa.text("state IN ('shipped', 'cancelled')"),
    ),
)

order_line = sa.Table(
    "order_line",
    metadata,
    row_id(),
    sa.Column("order_id", key, sa.ForeignKey("sales_order.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("sku", sa.Text, sa.ForeignKey("item.sku"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("qty", sa.Integer, nullable=False),
    sa.Column("reserved", sa.Integer, nullable=False, server_default="0", comment="in open picks, not yet taken"),
    sa.Column("picked", sa.Integer, nullable=False, server_default="0"),
    sa.Column("packed", sa.Integer, nullable=False, server_default="0"),
    sa.Column("shipped", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("order_id", "number"),
    sa.CheckConstraint("qty > 0 AND reserved >= 0 AND picked >= 0 AND packed >= 0 AND shipped >= 0", name="signs"),
    sa.CheckConstraint("shipped <= packed AND packed <= picked", name="flow"),
    comment="qty - reserved - picked is what the line still misses.",
)

wave = sa.Table(
    "wave",
    metadata,
    row_id(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("cutoff_at", Moment),
    sa.Column("released_at", Moment, nullable=False),
    sa.Column("released_by", sa.Text, nullable=False),
)
