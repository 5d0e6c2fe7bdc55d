"""The first tables of the central database, and the places that every site has."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_moment = sa.DateTime()
_key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _people_and_files()
    _goods()
    _orders()
    _facts()
    _walks()
    _parcels()
    _places_of_every_site()


def _people_and_files() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("badge", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, server_default="{}", nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "person",
        sa.Column("badge", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("badge", name=op.f("pk_person")),
    )
    op.create_table(
        "assignment",
        sa.Column("badge", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.ForeignKeyConstraint(["badge"], ["person.badge"], name=op.f("fk_assignment_badge")),
        sa.PrimaryKeyConstraint("badge", name=op.f("pk_assignment")),
        comment="Which zone a person works in now; nobody has two.",
    )
    op.create_table(
        "site",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_site")),
        comment="Settings of the site by name: sender's address, GS1 prefix, carriers and cut-offs (JSON text).",
    )
    op.create_table(
        "station",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("incarnation", sa.Text, nullable=False),
        sa.Column("last_seen", _moment, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_station")),
    )
    op.create_table(
        "number_range",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("next", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_number_range")),
        comment="Next free serial of each kind of number; stations get whole ranges.",
    )
    op.create_table(
        "rejected_row",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("column", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("names", sa.Text, server_default="{}", nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_row")),
        sa.UniqueConstraint(
            "channel", "file", "row", "column", "value", name=op.f("uq_rejected_row_channel_file_row_column_value")
        ),
        comment="Rows of imported files that could not be taken, kept so that they can be mended and tried again.",
    )


def _goods() -> None:
    op.create_table(
        "item",
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("weight_g", sa.Integer, server_default="0", nullable=False),
        sa.Column("draft", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("weight_g >= 0", name=op.f("ck_item_weight")),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_item")),
    )
    op.create_table(
        "barcode",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("qty", sa.Integer, server_default="1", nullable=False),
        sa.CheckConstraint("qty > 0", name=op.f("ck_barcode_qty")),
        sa.ForeignKeyConstraint(["sku"], ["item.sku"], name=op.f("fk_barcode_sku")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_barcode")),
    )
    op.create_index(op.f("ix_barcode_sku"), "barcode", ["sku"])
    op.create_table(
        "place",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("barcode", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, server_default="", nullable=False),
        sa.Column("aisle", sa.Integer, server_default="0", nullable=False),
        sa.Column("sequence", sa.Integer, server_default="0", nullable=False),
        sa.Column("x_mm", sa.Integer, server_default="0", nullable=False),
        sa.Column("y_mm", sa.Integer, server_default="0", nullable=False),
        sa.Column("check_digits", sa.Text, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_place")),
        sa.UniqueConstraint("barcode", name=op.f("uq_place_barcode")),
        comment="Shelves, benches, hand-over places, totes, parcels, and the virtual places outside.",
    )
    op.create_table(
        "stock",
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("on_hand", sa.Integer, server_default="0", nullable=False),
        sa.Column("reserved", sa.Integer, server_default="0", nullable=False),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_stock_on_hand")),
        sa.CheckConstraint("reserved >= 0 AND reserved <= on_hand", name=op.f("ck_stock_reserved")),
        sa.ForeignKeyConstraint(["place"], ["place.code"], name=op.f("fk_stock_place")),
        sa.ForeignKeyConstraint(["sku"], ["item.sku"], name=op.f("fk_stock_sku")),
        sa.PrimaryKeyConstraint("sku", "place", name=op.f("pk_stock")),
        comment="Running sum of the movements of real places; virtual places have no row.",
    )
    op.create_index(op.f("ix_stock_place"), "stock", ["place"])


def _orders() -> None:
    op.create_table(
        "wave",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("cutoff_at", _moment, nullable=True),
        sa.Column("released_at", _moment, nullable=False),
        sa.Column("released_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
    )
    op.create_table(
        "sales_order",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("customer", sa.Text, server_default="", nullable=False),
        sa.Column("recipient", sa.Text, nullable=False, comment="JSON of the address"),
        sa.Column("carrier", sa.Text, server_default="", nullable=False),
        sa.Column("service", sa.Text, server_default="", nullable=False),
        sa.Column("placed_at", _moment, nullable=False),
        sa.Column("cutoff_at", _moment, nullable=True),
        sa.Column("priority", sa.Integer, server_default="0", nullable=False),
        sa.Column("content", sa.Text, nullable=False, comment="Digest of the imported content, to know a change"),
        sa.Column("wave_id", _key, nullable=True),
        sa.Column("packer", sa.Text, nullable=True, comment="Station whose bench the order is open at"),
        sa.Column("imported_at", _moment, nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_sales_order_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_sales_order_channel_external_id")),
    )
    op.create_index(op.f("ix_sales_order_state"), "sales_order", ["state"])
    op.create_index(op.f("ix_sales_order_wave_id"), "sales_order", ["wave_id"])
    op.create_table(
        "order_line",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("order_id", _key, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("qty", sa.Integer, nullable=False),
        sa.Column("reserved", sa.Integer, server_default="0", nullable=False, comment="in open picks, not yet taken"),
        sa.Column("picked", sa.Integer, server_default="0", nullable=False),
        sa.Column("packed", sa.Integer, server_default="0", nullable=False),
        sa.Column("shipped", sa.Integer, server_default="0", nullable=False),
        sa.CheckConstraint(
            "qty > 0 AND reserved >= 0 AND picked >= 0 AND packed >= 0 AND shipped >= 0",
            name=op.f("ck_order_line_signs"),
        ),
        sa.CheckConstraint("shipped <= packed AND packed <= picked", name=op.f("ck_order_line_flow")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_order_line_order_id")),
        sa.ForeignKeyConstraint(["sku"], ["item.sku"], name=op.f("fk_order_line_sku")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        sa.UniqueConstraint("order_id", "number", name=op.f("uq_order_line_order_id_number")),
        comment="qty - reserved - picked is what the line still misses.",
    )
    op.create_index(op.f("ix_order_line_sku"), "order_line", ["sku"])


def _facts() -> None:
    op.create_table(
        "fact",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("incarnation", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("received_at", _moment, nullable=False),
        sa.Column("booked_at", _moment, nullable=True),
        sa.Column("outcome", sa.Text, nullable=True, comment="booked, noted, parked"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.UniqueConstraint("incarnation", "seq", name=op.f("uq_fact_incarnation_seq")),
        comment="What the stations told, append-only.",
    )
    op.create_index(
        "ix_fact_unbooked",
        "fact",
        ["incarnation", "seq"],
        sqlite_where=sa.text("booked_at IS NULL"),
        postgresql_where=sa.text("booked_at IS NULL"),
    )
    op.create_table(
        "exception",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("fact_id", sa.Text, nullable=True),
        sa.Column("order_id", _key, nullable=True),
        sa.Column("sku", sa.Text, nullable=True),
        sa.Column("place", sa.Text, nullable=True),
        sa.Column("qty", sa.Integer, nullable=True),
        sa.Column("detail", sa.Text, server_default="{}", nullable=False, comment="JSON: names for its sentence"),
        sa.Column("opened_at", _moment, nullable=False),
        sa.Column("resolved_at", _moment, nullable=True),
        sa.Column("resolved_by", sa.Text, nullable=True),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_exception_fact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_exception_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exception")),
    )
    op.create_index(
        "ix_exception_open",
        "exception",
        ["opened_at"],
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "movement",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("fact_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("src", sa.Text, nullable=False),
        sa.Column("dst", sa.Text, nullable=False),
        sa.Column("qty", sa.Integer, nullable=False),
        sa.Column("order_line_id", _key, nullable=True),
        sa.Column("at", _moment, nullable=False),
        sa.CheckConstraint("qty > 0", name=op.f("ck_movement_qty")),
        sa.CheckConstraint("src <> dst", name=op.f("ck_movement_ends")),
        sa.ForeignKeyConstraint(["dst"], ["place.code"], name=op.f("fk_movement_dst")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_movement_fact_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_line.id"], name=op.f("fk_movement_order_line_id")),
        sa.ForeignKeyConstraint(["sku"], ["item.sku"], name=op.f("fk_movement_sku")),
        sa.ForeignKeyConstraint(["src"], ["place.code"], name=op.f("fk_movement_src")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        sa.UniqueConstraint("fact_id", "number", name=op.f("uq_movement_fact_id_number")),
        comment="The ledger: append-only; a mistake is mended by a movement back.",
    )
    op.create_index("ix_movement_sku_dst", "movement", ["sku", "dst"])
    op.create_index("ix_movement_sku_src", "movement", ["sku", "src"])


def _walks() -> None:
    op.create_table(
        "walk",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("wave_id", _key, nullable=True),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, server_default="", nullable=False),
        sa.Column("state", sa.Text, nullable=False, comment="waiting, open, claimed, finished, void"),
        sa.Column("priority", sa.Integer, server_default="0", nullable=False),
        sa.Column("cutoff_at", _moment, nullable=True),
        sa.Column("millimetres", sa.Integer, server_default="0", nullable=False),
        sa.Column("fence", sa.Integer, server_default="0", nullable=False),
        sa.Column("station", sa.Text, nullable=True),
        sa.Column("badge", sa.Text, nullable=True),
        sa.Column("lease_until", _moment, nullable=True),
        sa.Column("claimed_at", _moment, nullable=True),
        sa.Column("finished_at", _moment, nullable=True),
        sa.Column("deeds", sa.Integer, server_default="0", nullable=False, comment="highest n booked under this fence"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_walk_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk")),
        comment="waiting: a zone walk whose totes have not arrived yet.",
    )
    op.create_index(
        "ix_walk_open",
        "walk",
        ["zone", "priority"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_walk_wave_id"), "walk", ["wave_id"])
    op.create_table(
        "walk_slot",
        sa.Column("walk_id", _key, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("order_id", _key, nullable=False),
        sa.Column("drop", sa.Text, nullable=False, comment="where its totes go after"),
        sa.Column("after_walk", _key, nullable=True, comment="the walk its totes come from, if any"),
        sa.Column("handed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["after_walk"], ["walk.id"], name=op.f("fk_walk_slot_after_walk")),
        sa.ForeignKeyConstraint(["drop"], ["place.code"], name=op.f("fk_walk_slot_drop")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_walk_slot_order_id")),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_walk_slot_walk_id")),
        sa.PrimaryKeyConstraint("walk_id", "number", name=op.f("pk_walk_slot")),
    )
    op.create_index(op.f("ix_walk_slot_after_walk"), "walk_slot", ["after_walk"])
    op.create_index(op.f("ix_walk_slot_order_id"), "walk_slot", ["order_id"])
    op.create_table(
        "pick",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("order_line_id", _key, nullable=False),
        sa.Column("order_id", _key, nullable=False),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("qty", sa.Integer, nullable=False),
        sa.Column("picked", sa.Integer, server_default="0", nullable=False),
        sa.Column("short", sa.Integer, server_default="0", nullable=False),
        sa.Column("state", sa.Text, server_default="open", nullable=False, comment="open, done, void"),
        sa.Column("walk_id", _key, nullable=True),
        sa.Column("position", sa.Integer, server_default="0", nullable=False, comment="of its stop on the walk"),
        sa.CheckConstraint(
            "qty > 0 AND picked >= 0 AND short >= 0 AND picked + short <= qty", name=op.f("ck_pick_sums")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_pick_order_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_line.id"], name=op.f("fk_pick_order_line_id")),
        sa.ForeignKeyConstraint(["sku", "place"], ["stock.sku", "stock.place"], name="fk_pick_stock"),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_pick_walk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick")),
        comment="A reservation: units of a place set aside for an order line. Open ones hold qty - picked - short.",
    )
    op.create_index("ix_pick_stock", "pick", ["sku", "place"])
    op.create_index(
        "ix_pick_open",
        "pick",
        ["sku", "place"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_pick_order_id"), "pick", ["order_id"])
    op.create_index(op.f("ix_pick_order_line_id"), "pick", ["order_line_id"])
    op.create_index(op.f("ix_pick_walk_id"), "pick", ["walk_id"])
    op.create_table(
        "tote",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("order_id", _key, nullable=True),
        sa.Column("walk_id", _key, nullable=True),
        sa.Column("at_place", sa.Text, nullable=True, comment="where it was put down; null on a cart"),
        sa.ForeignKeyConstraint(["at_place"], ["place.code"], name=op.f("fk_tote_at_place")),
        sa.ForeignKeyConstraint(["code"], ["place.code"], name=op.f("fk_tote_code")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_tote_order_id")),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_tote_walk_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_tote")),
        comment="A tote that is in use holds one order; an empty one has no order.",
    )
    op.create_index(op.f("ix_tote_order_id"), "tote", ["order_id"])


def _parcels() -> None:
    op.create_table(
        "manifest",
        sa.Column("id", _key, autoincrement=True, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("closed_at", _moment, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("badge", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifest")),
    )
    op.create_table(
        "parcel",
        sa.Column("sscc", sa.Text, nullable=False),
        sa.Column("order_id", _key, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False, comment="open, closed, shipped"),
        sa.Column("weight_g", sa.Integer, nullable=True),
        sa.Column("expected_g", sa.Integer, nullable=True),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("closed_at", _moment, nullable=True),
        sa.Column("manifest_id", _key, nullable=True),
        sa.Column("labels", sa.Integer, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["manifest_id"], ["manifest.id"], name=op.f("fk_parcel_manifest_id")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_parcel_order_id")),
        sa.PrimaryKeyConstraint("sscc", name=op.f("pk_parcel")),
    )
    op.create_index(op.f("ix_parcel_order_id"), "parcel", ["order_id"])
    op.create_table(
        "parcel_line",
        sa.Column("sscc", sa.Text, nullable=False),
        sa.Column("order_line_id", _key, nullable=False),
        sa.Column("qty", sa.Integer, nullable=False),
        sa.Column("shipped", sa.Integer, server_default="0", nullable=False, comment="of these, handed to the carrier"),
        sa.CheckConstraint("shipped >= 0 AND shipped <= qty", name=op.f("ck_parcel_line_qty")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_line.id"], name=op.f("fk_parcel_line_order_line_id")),
        sa.ForeignKeyConstraint(["sscc"], ["parcel.sscc"], name=op.f("fk_parcel_line_sscc")),
        sa.PrimaryKeyConstraint("sscc", "order_line_id", name=op.f("pk_parcel_line")),
    )


def _places_of_every_site() -> None:
    place = sa.table("place", sa.column("code"), sa.column("barcode"), sa.column("kind"))
    kinds = ("SUPPLIER", "CUSTOMER", "LOSS", "FOUND", "STRAY")
    op.bulk_insert(place, [{"code": code, "barcode": f"PL{code}", "kind": code.lower()} for code in kinds])
