"""The database guards its books: what is only ever written stays, and stations reach promises by functions."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1] / "functions"
_FUNCTIONS = (
    "acting_station",
    "acts_for_all",
    "allot_numbers",
    "append_facts",
    "begin_orders",
    "claim_this_walk",
    "claim_walk",
    "give_back_walk",
    "held_until",
    "in_group",
    "keep_written",
    "next_walk",
    "note_audit",
    "open_pack",
    "put_on_manifest",
    "renew_claim",
    "report_forks",
)

_KEPT = ("audit", "movement")

_SEALED = (
    *("id", "station", "incarnation", "seq", "kind", "version", "who", "at", "payload", "prev_hash", "hash"),
    "received_at",
)
_UNBOOKED = "OLD.booked_at IS NULL AND OLD.outcome IS NULL"
_SAME = " AND ".join(f"OLD.{name} IS NEW.{name}" for name in _SEALED)
_SAME_ON_SERVER = " AND ".join(f"OLD.{name} IS NOT DISTINCT FROM NEW.{name}" for name in _SEALED)

_ON_SERVER = (
    # Only here: the function that claims reads it in just this order, and SQLite has a statement of its own.
    "CREATE INDEX ix_walk_next ON walk (zone, cutoff_at, priority DESC, id) WHERE state = 'open'",
    *(
        f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION keep_written()"
        for table in _KEPT
    ),
    "CREATE TRIGGER fact_is_kept BEFORE DELETE OR TRUNCATE ON fact FOR EACH STATEMENT EXECUTE FUNCTION keep_written()",
    (
        "CREATE TRIGGER fact_is_unchanged BEFORE UPDATE ON fact FOR EACH ROW "
        f"WHEN (NOT ({_UNBOOKED} AND {_SAME_ON_SERVER})) EXECUTE FUNCTION keep_written()"
    ),
    "ALTER TABLE station ENABLE ROW LEVEL SECURITY",
    (
        "CREATE POLICY reads ON station FOR SELECT USING (db_role = session_user OR NOT EXISTS ("
        "SELECT FROM pg_auth_members JOIN pg_roles AS team ON team.oid = pg_auth_members.roleid "
        "JOIN pg_roles AS login ON login.oid = pg_auth_members.member "
        "WHERE team.rolname = 'pasillo_station' AND login.rolname = session_user))"
    ),
    "CREATE POLICY own_row ON station FOR UPDATE USING (db_role = session_user) WITH CHECK (db_role = session_user)",
)

_RAISE = "SELECT RAISE(ABORT, 'fact is only ever written, never changed')"

_IN_FILE = (
    *(
        f"CREATE TRIGGER {table}_is_kept_from_{deed} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is only ever written, never changed'); END"
        for table, deed in (*((table, deed) for table in _KEPT for deed in ("UPDATE", "DELETE")), ("fact", "DELETE"))
    ),
    f"CREATE TRIGGER fact_is_unchanged BEFORE UPDATE ON fact WHEN NOT ({_UNBOOKED} AND {_SAME}) BEGIN {_RAISE}; END",
)


def upgrade() -> None:
    with op.batch_alter_table("station") as station:
        station.add_column(
            sa.Column("db_role", sa.Text, comment="the role of the database server that this station logs in as")
        )
        station.create_unique_constraint(op.f("uq_station_db_role"), ["db_role"])
    _claims_find_their_walk()
    server = op.get_bind().dialect.name == "postgresql"
    if server:
        _functions()
    for statement in _ON_SERVER if server else _IN_FILE:
        op.execute(statement)


def _claims_find_their_walk() -> None:
    held = sa.text("state = 'claimed'")
    op.create_index("ix_walk_held", "walk", ["station", "badge"], sqlite_where=held, postgresql_where=held)


def _functions() -> None:
    connection = op.get_bind()
    literally = {"no_parameters": True}
    connection.exec_driver_sql("SET LOCAL check_function_bodies = off")  # they call each other
    for name in _FUNCTIONS:
        text = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        connection.exec_driver_sql(text, execution_options=literally)
    connection.exec_driver_sql("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC")
