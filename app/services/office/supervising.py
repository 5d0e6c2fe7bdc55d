"""What a supervisor decides: who works where, which wave goes, which order is called off, which trouble is settled."""

from dataclasses import dataclass

from app.central.promises.assigning import assign
from app.central.promises.cancelling import cancel
from app.central.promises.resolving import dismiss_row, resolve
from app.central.reads.day import orders_of_day
from app.central.reads.exceptions import open_exceptions
from app.central.reads.orders import OrderRow, order_sheet, orders
from app.central.reads.tote_goods import goods_of_cancelled
from app.domain.boards import Board, Trouble
from app.domain.codes import OrderCode, read_code
from app.domain.deeds import PutBack
from app.domain.errors import Conflict
from app.domain.master.rights import Right
from app.planning.simple import Wish
from app.services.desk import Desk
from app.services.office.releasing import release_by_cutoff
from app.services.people.rights import require
from app.services.views import board_of, troubles_of

_MM_IN_M = 1000

WISHES: tuple[Wish, ...] = ("auto", "single", "batch", "zone")
"""How a supervisor may wish a wave to be picked."""


@dataclass(frozen=True, slots=True)
class Released:
    """Waves that went to the floor: their orders, walks, stops and metres, and orders that wait for goods."""

    orders: int
    walks: int
    stops: int
    metres: int
    backordered: int
    waves: int = 1


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order somebody asked for."""

    order: int
    ref: str
    customer: str
    state: str


class Supervising:
    """A supervisor's decisions at one desk.

    Raises:
        Conflict: Who asks may not (``app.domain.master.rights``); or the thing changed meanwhile.
        Unavailable: The centre cannot be reached.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def board(self) -> Board:
        """Gives the zones, the people and the state of the day."""
        require(self._desk, Right.SEE_DAY)
        return board_of(self._desk)

    def troubles(self) -> tuple[Trouble, ...]:
        """Gives what a supervisor must look at."""
        require(self._desk, Right.SEE_DAY)
        return troubles_of(self._desk)

    def assign(self, badge: str, zone: str | None) -> None:
        """Sends a person to a zone, or to none."""
        by = require(self._desk, Right.ASSIGN)
        assign(self._desk.centre, badge, zone, by=by.badge, station=by.station, now=self._desk.clock.now())

    def release(self, method: str) -> Released:
        """Sets goods aside and sends what can be picked to the floor, a wave a cut-off; ``method``: see ``WISHES``."""
        wish = next(each for each in WISHES if each == method)
        by = require(self._desk, Right.RELEASE)
        waves = release_by_cutoff(self._desk.centre, wish, by=by, now=self._desk.clock.now())
        self._desk.said.extend((why, {}) for why in sorted({each.why for each in waves if each.why}))
        walks = [walk for each in waves for walk in each.plan.walks]
        return Released(
            waves=len(waves),
            orders=sum(each.wave.orders for each in waves if each.wave),
            walks=len(walks),
            stops=sum(len(walk.stops) for walk in walks),
            metres=sum(walk.millimetres for walk in walks) // _MM_IN_M,
            backordered=orders_of_day(self._desk.centre, self._desk.clock.now()).get("backordered", 0),
        )

    def find_order(self, text: str) -> FoundOrder | None:
        """Finds an order by its packing slip's code or its number in the channel."""
        require(self._desk, Right.SEE_ORDERS)
        meaning = read_code(text, self._desk.catalogue)
        if isinstance(meaning, OrderCode):
            sheet = order_sheet(self._desk.centre, meaning.order)
            return _found(sheet.order) if sheet else None
        rows = orders(self._desk.centre, ref=text.strip(), limit=2) if text.strip() else ()
        exact = [row for row in rows if row.ref == text.strip()] or (list(rows) if len(rows) == 1 else [])
        return _found(exact[0]) if exact else None

    def cancel(self, order: int) -> None:
        """Calls an order off; what is in totes already goes to the hospital place and is put back."""
        by = require(self._desk, Right.CANCEL)
        cancel(self._desk.centre, order, by.badge, station=by.station, now=self._desk.clock.now())

    def resolve(self, trouble: int) -> None:
        """Settles an exception, or lets a refused row of a file go (those have negative numbers)."""
        by = require(self._desk, Right.RESOLVE)
        if trouble < 0:
            dismiss_row(self._desk.centre, -trouble, by.badge, self._desk.clock.now(), station=by.station)
            return
        resolve(self._desk.centre, trouble, by.badge, self._desk.clock.now(), station=by.station)

    def put_back(self, trouble: int) -> int:
        """Says that the goods of a cancelled order went back from its totes to the shelves they came from.

        Returns:
            How many units went back; the exception is settled by the books when no tote holds any.
        """
        require(self._desk, Right.RESOLVE)
        order = next((each.order for each in open_exceptions(self._desk.centre) if each.id == trouble), None)
        if order is None:
            raise Conflict("promises.exception_closed", exception=trouble, badge="-")
        goods = goods_of_cancelled(self._desk.centre, order)
        self._desk.tell(tuple(PutBack(order, each.line, each.sku, each.tote, each.shelf, each.qty) for each in goods))
        return sum(each.qty for each in goods)


def _found(row: OrderRow) -> FoundOrder:
    return FoundOrder(row.order, row.ref, row.recipient, row.state)
