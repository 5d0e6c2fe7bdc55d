"""What stations tell at every connect, who the centre is, and which reference data changed last."""

import json
import uuid
from importlib.resources import files

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FED = (
    ("item", "item", "sku", "true"),
    ("barcode", "barcode", "code", "true"),
    ("place", "place", "code", "kind NOT IN ('tote', 'parcel')"),
    ("person", "person", "badge", "true"),
    ("site", "setting", "key", "strpos(key, '.') = 0"),
)
"""Table, its name in the feed, its key, and which rows count."""

_FUNCTIONS = ("note_change", "raise_numbers")


def upgrade() -> None:
    _stations()
    op.create_table(
        "feed",
        sa.Column("entity", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("entity", "key", name=op.f("pk_feed")),
        comment="Rows of the reference data by the transaction that changed them last; kept by triggers alone.",
    )
    op.create_index("ix_feed_version", "feed", ["version"])
    _who_the_centre_is()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgres_triggers()


def _stations() -> None:
    for column in (
        sa.Column("program", sa.Text, comment="version of its program"),
        sa.Column("generation", sa.Integer, comment="of the tables and facts its program was made for"),
        sa.Column("waiting", sa.Integer, comment="facts not told yet, at its last handshake"),
        sa.Column("highest", sa.BigInteger, comment="highest parcel number it was allotted"),
        sa.Column("clock_offset_ms", sa.BigInteger, comment="how far its clock is ahead of the centre's"),
    ):
        op.add_column("station", column)


def _who_the_centre_is() -> None:
    known = {"centre.incarnation": str(uuid.uuid4()), "centre.generation": 2, "centre.oldest": 1}
    site = sa.table("site", sa.column("key"), sa.column("value"))
    op.bulk_insert(site, [{"key": key, "value": json.dumps(value)} for key, value in known.items()])


def _sqlite_triggers() -> None:
    """One writer at a time: a version above every other one is never committed before a lower one.

    The triggers for changes name the columns there are now: a step that adds one has to make them anew.
    """
    inspector = sa.inspect(op.get_bind())
    for table, entity, key, condition in _FED:
        names = [column["name"] for column in inspector.get_columns(table)]
        changed = "(" + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names) + ")"
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("NEW", "OLD")), ("DELETE", ("OLD",))):
            noted = " ".join(_noted(entity, f"{row}.{key}") for row in rows)
            tests = [_sqlite_condition(condition, rows[0]), changed if event == "UPDATE" else ""]
            when = f" WHEN {said}" if (said := " AND ".join(filter(None, tests))) else ""
            op.execute(f"CREATE TRIGGER feed_{table}_{event.lower()} AFTER {event} ON {table}{when} BEGIN {noted} END")


def _noted(entity: str, key: str) -> str:
    following = "(SELECT coalesce(max(version), 0) + 1 FROM feed)"
    here = f"entity = '{entity}' AND key = {key}"
    return (
        f"UPDATE feed SET version = {following} WHERE {here}; "  # noqa: S608 - names of this file only
        f"INSERT INTO feed (entity, key, version) SELECT '{entity}', {key}, {following} "
        f"WHERE NOT EXISTS (SELECT 1 FROM feed WHERE {here});"
    )


def _sqlite_condition(condition: str, row: str) -> str:
    if condition == "true":
        return ""
    return condition.replace("strpos(key", f"instr({row}.key").replace("kind", f"{row}.kind")


def _postgres_triggers() -> None:
    for name in _FUNCTIONS:
        op.execute((files("app.central.migrations") / "functions" / f"{name}.sql").read_text(encoding="utf-8"))
    op.execute("REVOKE ALL ON FUNCTION note_change() FROM PUBLIC")
    op.execute("REVOKE ALL ON FUNCTION raise_numbers(text, bigint) FROM PUBLIC")
    for table, entity, key, condition in _FED:
        for event, seen in (
            ("INSERT", "NEW TABLE AS fresh"),
            ("UPDATE", "NEW TABLE AS fresh OLD TABLE AS gone"),
            ("DELETE", "OLD TABLE AS gone"),
        ):
            arguments = ", ".join("'" + each.replace("'", "''") + "'" for each in (entity, key, condition))
            op.execute(
                f"CREATE TRIGGER feed_{table}_{event.lower()} AFTER {event} ON {table} REFERENCING {seen} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION note_change({arguments})"
            )
