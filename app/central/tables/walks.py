"""Walks, their slots, the reservations they fulfil, and totes."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, key, metadata, row_id

walk = sa.Table(
    "walk",
    metadata,
    row_id(),
    sa.Column("wave_id", key, sa.ForeignKey("wave.id"), index=True),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.Text, nullable=False, comment="waiting, open, claimed, finished, void"),
    sa.Column("priority", sa.Integer, nullable=False, server_default="0"),
    sa.Column("cutoff_at", Moment),
    sa.Column("millimetres", sa.Integer, nullable=False, server_default="0"),
    sa.Column("fence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("station", sa.Text),
    sa.Column("badge", sa.Text),
    sa.Column("lease_until", Moment),
    sa.Column("claimed_at", Moment),
    sa.Column("finished_at", Moment),
    sa.Column("deeds", sa.Integer, nullable=False, server_default="0", comment="highest n booked under this fence"),
    sa.Index(
        "ix_walk_open",
        "zone",
        "priority",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    ),
    sa.Index(
        "ix_walk_held",
        "station",
        "badge",
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    ),
    sa.Index(
        "ix_walk_live",
        "state",
        sqlite_where=sa.text("state IN ('open', 'claimed', 'waiting')"),
        postgresql_where=sa.text("state IN ('open', 'claimed', 'waiting')"),
    ),
    comment="waiting: a zone walk whose totes have not arrived yet.",
)

walk_slot = sa.Table(
    "walk_slot",
    metadata,
    sa.Column("walk_id", key, sa.ForeignKey("walk.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("order_id", key, sa.ForeignKey("sales_order.id"), nullable=False, index=True),
    sa.Column("drop", sa.Text, sa.ForeignKey("place.code"), nullable=False, comment="where its totes go after"),
    sa.Column("after_walk", key, sa.ForeignKey("walk.id"), index=True, comment="the walk its totes come from, if any"),
    sa.Column("handed", sa.Boolean, nullable=False, server_default=sa.false()),
)

pick = sa.Table(
    "pick",
    metadata,
    row_id(),
    sa.Column("order_line_id", key, sa.ForeignKey("order_line.id"), nullable=False, index=True),
    sa.Column("order_id", key, sa.ForeignKey("sales_order.id"), nullable=False, index=True),
    sa.Column("sku", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("qty", sa.Integer, nullable=False),
    sa.Column("picked", sa.Integer, nullable=False, server_default="0"),
    sa.Column("short", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.Text, nullable=False, server_default="open", comment="open, done, void"),
    sa.Column("walk_id", key, sa.ForeignKey("walk.id"), index=True),
    sa.Column("position", sa.Integer, nullable=False, server_default="0", comment="of its stop on the walk"),
    sa.CheckConstraint("qty > 0 AND picked >= 0 AND short >= 0 AND picked + short <= qty", name="sums"),
    sa.ForeignKeyConstraint(["sku", "place"], ["stock.sku", "stock.place"], name="fk_pick_stock"),
    sa.Index("ix_pick_stock", "sku", "place"),
    sa.Index(
        "ix_pick_open",
        "sku",
        "place",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    ),
    comment="A reservation: units of a place set aside for an order line. Open ones hold qty - picked - short.",
)

tote = sa.Table(
    "tote",
    metadata,
    sa.Column("code", sa.Text, sa.ForeignKey("place.code"), primary_key=True),
    sa.Column("order_id", key, sa.ForeignKey("sales_order.id"), index=True),
    sa.Column("walk_id", key, sa.ForeignKey("walk.id")),
    sa.Column("at_place", sa.Text, sa.ForeignKey("place.code"), comment="where it was put down; null on a cart"),
    comment="A tote that is in use holds one order; an empty one has no order.",
)
