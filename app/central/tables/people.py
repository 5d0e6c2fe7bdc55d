"""How people prove that a badge is theirs."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, metadata

credential = sa.Table(
    "credential",
    metadata,
    sa.Column("badge", sa.Text, primary_key=True),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("verifier", sa.Text, nullable=False, comment="SHA-256 of the stretched PIN; empty fits none"),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("wait_until", Moment),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column(
        "given_as",
        sa.Text,
        comment="role of the person when the PIN was given: only a PIN given to an administrator gives others",
    ),
    sa.Column(
        "tried",
        sa.Text,
        comment="the PIN that waits for its answer: number of the transaction, ticket, SHA-256 of the proof",
    ),
    sa.CheckConstraint("failures >= 0", name="failures"),
    comment="PINs; also a row without a verifier for each badge that was tried and has none, so that both look alike.",
)
