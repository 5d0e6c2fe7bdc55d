"""Parcels, manifests and number ranges."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, key, metadata, row_id

parcel = sa.Table(
    "parcel",
    metadata,
    sa.Column("sscc", sa.Text, primary_key=True),
    sa.Column("order_id", key, sa.ForeignKey("sales_order.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False, comment="open, closed, shipped"),
    sa.Column("weight_g", sa.Integer),
    sa.Column("expected_g", sa.Integer),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("closed_at", Moment),
    sa.Column("manifest_id", key, sa.ForeignKey("manifest.id")),
    sa.Column("labels", sa.Integer, nullable=False, server_default="0"),
    sa.Index(
        "ix_parcel_closed",
        "order_id",
        "number",
        sqlite_where=sa.text("state = 'closed'"),
        postgresql_where=sa.text("state = 'closed'"),
    ),
)

parcel_line = sa.Table(
    "parcel_line",
    metadata,
    sa.Column("sscc", sa.Text, sa.ForeignKey("parcel.sscc"), primary_key=True),
    sa.Column("order_line_id", key, sa.ForeignKey("order_line.id"), primary_key=True),
    sa.Column("qty", sa.Integer, nullable=False),
    sa.Column("shipped", sa.Integer, nullable=False, server_default="0", comment="of these, handed to the carrier"),
    sa.CheckConstraint("shipped >= 0 AND shipped <= qty", name="qty"),
)

manifest = sa.Table(
    "manifest",
    metadata,
    row_id(),
    sa.Column("carrier", sa.Text, nullable=False),
    sa.Column("closed_at", Moment, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("badge", sa.Text, nullable=False),
)

number_range = sa.Table(
    "number_range",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("next", sa.BigInteger, nullable=False),
    comment="Next free serial of each kind of number; stations get whole ranges.",
)
