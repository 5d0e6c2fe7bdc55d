"""Housekeeping: what a database needs so that it stays quick and small. Facts and audit are never touched."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.central.audit import note
from app.central.check import Violation
from app.central.engine import Central
from app.central.keeping.issues import open_details
from app.central.postgres.patience import LONG
from app.central.tables import exception, rejected_row

KEEP_ROWS = timedelta(days=90)
"""How long a refused row of a file waits to be mended; after a season nobody will."""

KIND = "books_wrong"
"""Kind of the exceptions that tell a broken rule."""


def let_rows_go(central: Central, now: datetime) -> int:
    """Lets refused rows go that nobody mended within ``KEEP_ROWS``; the audit says of which files.

    Raises:
        Unavailable: The database cannot be written now.
    """
    old = rejected_row.c.at < now - KEEP_ROWS
    with central.writing() as connection:
        files = Counter(connection.execute(sa.delete(rejected_row).where(old).returning(rejected_row.c.file)).scalars())
        if files:
            note(connection, badge="system", station="", action="dismiss_rows", what="old rows", at=now, files=files)
    return files.total()


def refresh_statistics(central: Central) -> None:
    """Has the database count its tables anew, so that it goes on choosing the right way to a row.

    Raises:
        Unavailable: The database cannot be written now.
    """
    order = "PRAGMA optimize" if central.engine.dialect.name == "sqlite" else "ANALYZE"
    with central.writing(LONG) as connection:
        connection.exec_driver_sql(order).close()


def report(central: Central, found: Sequence[Violation], now: datetime) -> int:
    """Opens an exception for each rule that does not hold, unless one is open; gives how many were opened.

    Raises:
        Unavailable: The database cannot be written now.
    """
    counts = Counter(each.rule for each in found)
    with central.writing() as connection:
        told = {detail.get("rule") for detail in open_details(connection, KIND).values()}
        new = [
            {"kind": "books_wrong", "detail": json.dumps({"rule": rule, "why": f"{rule} ({count})"}), "opened_at": now}
            for rule, count in sorted(counts.items())
            if rule not in told
        ]
        if new:
            connection.execute(sa.insert(exception), new)
    return len(new)
