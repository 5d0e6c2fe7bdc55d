"""PINs are given and taken away by the office too: by functions that look at an administrator's own PIN first."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1] / "functions"
_INNER = ("note_pin", "admin_vouches")
_CALLED = ("give_pin", "take_pin", "pin_holders")
_OFFICE = (
    "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pasillo_office') THEN "
    "GRANT EXECUTE ON FUNCTION pasillo_give_pin, pasillo_take_pin, pasillo_pin_holders TO pasillo_office; "
    "END IF; END $$"
)


def upgrade() -> None:
    comment = "role of the person when the PIN was given: only a PIN given to an administrator gives others"
    op.add_column("credential", sa.Column("given_as", sa.Text, nullable=True, comment=comment))
    op.execute(
        "UPDATE credential SET given_as = (SELECT role FROM person WHERE person.badge = credential.badge) "
        "WHERE verifier <> ''"
    )
    if op.get_bind().dialect.name == "postgresql":
        _functions()


def _functions() -> None:
    """Makes them closed to everybody, and opens them to the office of a site that has registered its stations."""
    connection = op.get_bind()
    literally = {"no_parameters": True}
    for name in (*_INNER, *_CALLED):
        text = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        connection.exec_driver_sql(text, execution_options=literally)
    made = ("note_pin", "admin_vouches", "pasillo_give_pin", "pasillo_take_pin", "pasillo_pin_holders")
    connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {', '.join(made)} FROM PUBLIC")
    connection.exec_driver_sql(_OFFICE, execution_options=literally)
