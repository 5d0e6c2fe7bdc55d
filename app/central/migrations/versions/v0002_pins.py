"""PINs, and the two functions by which a station proves one without ever reading what is kept of it."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FUNCTIONS = Path(__file__).parents[1] / "functions"


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("badge", sa.Text, nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("params", sa.Text, nullable=False),
        sa.Column("verifier", sa.Text, nullable=False, comment="SHA-256 of the stretched PIN; empty fits none"),
        sa.Column("failures", sa.Integer, server_default="0", nullable=False),
        sa.Column("wait_until", sa.DateTime(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_credential_failures")),
        sa.PrimaryKeyConstraint("badge", name=op.f("pk_credential")),
        comment=(
            "PINs; also a row without a verifier for each badge that was tried and has none, so that both look alike."
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        for name in ("pin_salt", "check_pin"):
            op.get_bind().exec_driver_sql((_FUNCTIONS / f"{name}.sql").read_text(encoding="utf-8"))
