"""The chain of hashes: every fact says what was sealed, and names the one before it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.central.ledger.queue import fact_of
from app.central.tables import fact
from app.domain.facts import GENESIS, is_sound

_PAGE = 2_000

_BROKEN = sa.text("""
    SELECT fact.id AS fact, fact.incarnation AS journal, fact.seq AS seq FROM fact
    LEFT JOIN fact AS earlier ON earlier.incarnation = fact.incarnation AND earlier.seq = fact.seq - 1
    WHERE fact.prev_hash <> COALESCE(earlier.hash, CASE WHEN fact.seq = 1 THEN :genesis ELSE fact.prev_hash END)
    ORDER BY fact.incarnation, fact.seq""")


def broken_chain(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Finds facts that name another fact before them than the one that is there; gaps are another rule's."""
    for row in connection.execute(_BROKEN, {"genesis": GENESIS}).mappings():
        yield dict(row)


def changed_facts(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Finds facts whose hash is not that of their contents, by computing every one again."""
    last = ""
    while True:
        page = connection.execute(sa.select(fact).where(fact.c.id > last).order_by(fact.c.id).limit(_PAGE)).all()
        for row in page:
            if not is_sound(fact_of(row)):
                yield {"fact": row.id, "journal": row.incarnation, "seq": row.seq}
        if not page:
            return
        last = page[-1].id
