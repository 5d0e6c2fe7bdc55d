"""What every channel of orders does alike: rows become orders, and an order with a mistake waits whole.

An order one of whose rows is rejected is not taken in part: shipped without that line it would look complete,
and the corrected file could not add the line to an order that is already there. Its other rows are ignored
with a reason that names the wrong row; everything else in the file goes on. A rejected row that does not even
tell its order may belong to the order above or below it, so both wait.
"""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.channels.tables.cells import Reading
from app.channels.tables.table import Row, Table
from app.domain.intake import CancelDraft, Ignored, Intake, OrderDraft, Rejected


@dataclass(slots=True)
class Harvest:
    """What has been gathered from a file of orders so far.

    Attributes:
        orders: Orders to book.
        cancels: Orders to cancel.
        rejected: Mistakes.
        ignored: Rows that ask for nothing.
    """

    orders: list[OrderDraft] = field(default_factory=list)
    cancels: list[CancelDraft] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table) -> "Harvest":
        """Starts with the rows that could not be told apart into cells."""
        return cls(rejected=list(table.broken))

    def take_mistakes(self, reading: Reading) -> bool:
        """Notes what was wrong with a row; tells whether anything was."""
        if not reading.mistakes:
            return False
        self.rejected.extend(reading.mistakes)
        return True

    def ignore(self, rows: Iterable[int], reason: str, **names: object) -> None:
        """Notes rows that ask for nothing here, and why."""
        self.ignored.extend(Ignored(row, reason, names) for row in rows)

    def wait(self, order: str, wrong_row: int, rows: Iterable[int]) -> None:
        """Leaves out the good rows of an order because another row of it was rejected."""
        self.ignore(rows, "channels.order_waits", order=order, wrong=wrong_row)

    def doubtful(self, table: Table) -> dict[int, int]:
        """Finds the rows next to a rejected one, which may have belonged to the same order.

        To be asked when the rejected rows are those whose order is unknown, and no others.

        Returns:
            Row to the rejected row next to it.
        """
        if not self.rejected:
            return {}
        lost = {wrong.row for wrong in self.rejected}
        sound = [row.number for row in table.rows if row.number not in lost]
        near: dict[int, int] = {}
        for number in lost:
            after = bisect(sound, number)
            near |= dict.fromkeys(sound[max(after - 1, 0) : after + 1], number)
        return near

    def intake(self, rows_read: int) -> Intake:
        """Closes the harvest; the intake checks that every row is accounted for."""
        return Intake(
            orders=tuple(self.orders),
            cancels=tuple(self.cancels),
            rejected=tuple(sorted(self.rejected, key=lambda wrong: wrong.row)),
            ignored=tuple(sorted(self.ignored, key=lambda row: row.row)),
            rows_read=rows_read,
        )


def group(rows: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """Gathers rows by their order's number, orders and rows in the sequence of the file."""
    orders: dict[str, list[Row]] = {}
    for order, row in rows:
        orders.setdefault(order, []).append(row)
    return orders


def first_doubt(rows: Iterable[Row], doubtful: dict[int, int]) -> int | None:
    """Gives the rejected row that may have belonged to this order, or None."""
    return next((doubtful[row.number] for row in rows if row.number in doubtful), None)
