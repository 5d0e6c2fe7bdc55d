"""What a station has told of the stock so far, read from its facts: they are the only memory of it that cannot lie."""

import json

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import fact


def told_stock(central: Central, station: str) -> dict[tuple[str, str], int]:
    """Gives the last quantity that a station told for each place and item, opened or counted.

    Args:
        central: The central database.
        station: Code of the station; all its journals count.

    Returns:
        Units by (place, SKU).
    """
    kinds = fact.c.kind.in_(("Stocked", "Counted"))
    statement = sa.select(fact.c.payload).where(fact.c.station == station, kinds)
    with central.reading() as connection:
        rows = connection.execute(statement.order_by(fact.c.received_at, fact.c.incarnation, fact.c.seq)).all()
    deeds = (json.loads(row.payload) for row in rows)
    return {(deed["place"], deed["sku"]): deed["qty"] for deed in deeds}
