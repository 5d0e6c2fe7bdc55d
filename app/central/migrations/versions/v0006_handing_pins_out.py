"""PINs are given and taken away by the office too, by an administrator's own one; a guess is never taken back.

A PIN is tried in one transaction and answered in another: the function that did both could be asked and rolled back,
and the try with it.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1] / "functions"
_FILES = ("note_pin", "try_pin", "pin_verdict", "admin_vouches", "give_pin", "take_pin", "pin_holders")
_MADE = (
    *("note_pin", "pasillo_try_pin", "pasillo_pin_verdict", "admin_vouches"),
    *("pasillo_give_pin", "pasillo_take_pin", "pasillo_pin_holders"),
)
_GRANTS = (
    *(
        (group, "pasillo_try_pin, pasillo_pin_verdict")
        for group in ("pasillo_station", "pasillo_office", "pasillo_hub")
    ),
    ("pasillo_office", "pasillo_give_pin, pasillo_take_pin, pasillo_pin_holders"),
)
_FORMER = "pasillo_check_pin(text, text, text)"
_LET_IN = sa.text(
    "SELECT rolname FROM pg_roles WHERE rolname LIKE 'pasillo%' "
    "AND has_function_privilege(rolname, 'pasillo_pin_salt(text)', 'EXECUTE')"
)
"""Groups belong to the whole server: only those that have their rights in this database already get the new ones."""


def upgrade() -> None:
    comment = "role of the person when the PIN was given: only a PIN given to an administrator gives others"
    op.add_column("credential", sa.Column("given_as", sa.Text, nullable=True, comment=comment))
    tried = "the PIN that waits for its answer: number of the transaction, ticket, SHA-256 of the proof"
    op.add_column("credential", sa.Column("tried", sa.Text, nullable=True, comment=tried))
    op.execute(
        "UPDATE credential SET given_as = (SELECT role FROM person WHERE person.badge = credential.badge) "
        "WHERE verifier <> ''"
    )
    if op.get_bind().dialect.name == "postgresql":
        _functions()


def _functions() -> None:
    """Makes them closed to everybody, and opens them to the groups of a site that has registered its stations."""
    connection = op.get_bind()
    literally = {"no_parameters": True}
    for name in _FILES:
        text = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        connection.exec_driver_sql(text, execution_options=literally)
    connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {', '.join(_MADE)} FROM PUBLIC")
    let_in = set(connection.scalars(_LET_IN))
    for group, names in _GRANTS:
        if group in let_in:
            connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {names} TO {group}")
            connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {_FORMER} FROM {group}")
