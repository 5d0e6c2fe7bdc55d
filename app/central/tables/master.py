"""Who works here, where things are, what they are, and the stock ledger."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, key, metadata, row_id

site = sa.Table(
    "site",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="Settings of the site by name: sender's address, GS1 prefix, carriers and cut-offs (JSON text).",
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("badge", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
)

assignment = sa.Table(
    "assignment",
    metadata,
    sa.Column("badge", sa.Text, sa.ForeignKey("person.badge"), primary_key=True),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    comment="Which zone a person works in now; nobody has two.",
)


item = sa.Table(
    "item",
    metadata,
    sa.Column("sku", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("weight_g", sa.Integer, nullable=False, server_default="0"),
    sa.Column("draft", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint("weight_g >= 0", name="weight"),
)

barcode = sa.Table(
    "barcode",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("sku", sa.Text, sa.ForeignKey("item.sku"), nullable=False, index=True),
    sa.Column("qty", sa.Integer, nullable=False, server_default="1"),
    sa.CheckConstraint("qty > 0", name="qty"),
)

place = sa.Table(
    "place",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("barcode", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False, server_default=""),
    sa.Column("aisle", sa.Integer, nullable=False, server_default="0"),
    sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("x_mm", sa.Integer, nullable=False, server_default="0"),
    sa.Column("y_mm", sa.Integer, nullable=False, server_default="0"),
    sa.Column("check_digits", sa.Text, nullable=False, server_default=""),
    sa.Index(
        "ix_place_house",
        "kind",
        "zone",
        sqlite_where=sa.text("kind NOT IN ('tote', 'parcel')"),
        postgresql_where=sa.text("kind NOT IN ('tote', 'parcel')"),
    ),
    comment="Shelves, benches, hand-over places, totes, parcels, and the virtual places outside.",
)

_boxes: sa.BindParameter[list[str]] = sa.bindparam(
    None, ["tote", "parcel"], expanding=True, literal_execute=True, unique=True
)
in_house = place.c.kind.not_in(_boxes)
"""The places that stay where they are; said in these very words, the databases know the index that holds only them."""

stock = sa.Table(
    "stock",
    metadata,
    sa.Column("sku", sa.Text, sa.ForeignKey("item.sku"), primary_key=True),
    sa.Column("place", sa.Text, sa.ForeignKey("place.code"), primary_key=True, index=True),
    sa.Column("on_hand", sa.Integer, nullable=False, server_default="0"),
    sa.Column("reserved", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint("on_hand >= 0", name="on_hand"),
    sa.CheckConstraint("reserved >= 0 AND reserved <= on_hand", name="reserved"),
    comment="Running sum of the movements of real places; virtual places have no row.",
)

movement = sa.Table(
    "movement",
    metadata,
    row_id(),
    sa.Column("fact_id", sa.Text, sa.ForeignKey("fact.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sku", sa.Text, sa.ForeignKey("item.sku"), nullable=False),
    sa.Column("src", sa.Text, sa.ForeignKey("place.code"), nullable=False),
    sa.Column("dst", sa.Text, sa.ForeignKey("place.code"), nullable=False),
    sa.Column("qty", sa.Integer, nullable=False),
    sa.Column("order_line_id", key, sa.ForeignKey("order_line.id")),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("fact_id", "number"),
    sa.CheckConstraint("qty > 0", name="qty"),
    sa.CheckConstraint("src <> dst", name="ends"),
    sa.Index("ix_movement_sku_src", "sku", "src"),
    sa.Index("ix_movement_sku_dst", "sku", "dst"),
    comment="The ledger: append-only; a mistake is mended by a movement back.",
)
