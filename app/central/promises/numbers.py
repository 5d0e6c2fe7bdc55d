"""Number ranges: parcels and the like get serial numbers in blocks, so that a station can number without asking."""

import sqlalchemy as sa

from app.central.dialect import called, on_server
from app.central.engine import Central
from app.central.tables import number_range
from app.central.upserts import insert_into


def allot(central: Central, name: str, count: int) -> int:
    """Gives away a block of serial numbers; no number is ever given twice.

    Args:
        central: The centre.
        name: Which kind of number, e.g. ``"sscc"``.
        count: How many.

    Returns:
        The first of the block.

    Raises:
        ValueError: ``count`` is below 1.
    """
    if count < 1:
        raise ValueError(f"cannot allot {count} numbers")
    with central.writing() as connection:
        if on_server(connection):
            return int(called(connection, "allot_numbers", name, count))
        statement = (
            insert_into(connection, number_range)
            .values(name=name, next=1 + count)
            .on_conflict_do_update(index_elements=[number_range.c.name], set_={"next": number_range.c.next + count})
            .returning(number_range.c.next)
        )
        return int(connection.execute(statement).scalar_one()) - count


def peek(central: Central, name: str) -> int:
    """Gives the number that would be allotted next."""
    with central.reading() as connection:
        found = connection.execute(sa.select(number_range.c.next).where(number_range.c.name == name)).scalar()
    return int(found or 1)
