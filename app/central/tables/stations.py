"""The site's stations, and which rows of the reference data changed last."""

import sqlalchemy as sa

from app.central.tables.kinds import Moment, metadata

station = sa.Table(
    "station",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("incarnation", sa.Text, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
    sa.Column("db_role", sa.Text, unique=True, comment="the role of the database server that this station logs in as"),
    sa.Column("program", sa.Text, comment="version of its program"),
    sa.Column("generation", sa.Integer, comment="of the tables and facts its program was made for"),
    sa.Column("waiting", sa.Integer, comment="facts not told yet, at its last handshake"),
    sa.Column("highest", sa.BigInteger, comment="highest parcel number it was allotted"),
    sa.Column("clock_offset_ms", sa.BigInteger, comment="how far its clock is ahead of the centre's"),
)

feed = sa.Table(
    "feed",
    metadata,
    sa.Column("entity", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Index("ix_feed_version", "version"),
    comment="Rows of the reference data by the transaction that changed them last; kept by triggers alone.",
)
