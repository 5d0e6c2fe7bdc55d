"""Units that come in, are counted, or go back to a shelf."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Order
from app.domain.books.rules.claims import line_of, order_of
from app.domain.books.rules.containers import draw, free_if_empty, use_tote
from app.domain.deeds import Counted, PutBack, Stocked
from app.domain.master.places import FOUND, LOSS, SUPPLIER
from app.domain.orders import OrderState

_ANSWERED_BY_COUNT = ("count", "short", "oversold", "found_stock")
_ANSWERED_BY_EMPTYING = ("left_in_tote", "tote_conflict")


def stocked(books: Books, deed: Stocked) -> None:
    """Brings units into a place from outside."""
    books.know_item(deed.sku)
    books.know_place(deed.place)
    outside = FOUND if deed.source == "count" else SUPPLIER
    books.move("stock", deed.sku, (outside, deed.place), deed.qty)


def counted(books: Books, deed: Counted) -> None:
    """Sets a place to what really lies there; promised units are never counted away but flagged."""
    books.know_item(deed.sku)
    books.know_place(deed.place)
    for kind in _ANSWERED_BY_COUNT:
        for issue in list(books.open_issues(kind)):
            if (issue.sku, issue.place) == (deed.sku, deed.place):
                books.resolve(issue)
    stock = books.stock_of(deed.sku, deed.place)
    more = max(deed.qty, stock.reserved) - stock.on_hand
    if more > 0:
        books.move("count", deed.sku, (FOUND, deed.place), more)
    elif more < 0:
        books.move("count", deed.sku, (deed.place, LOSS), -more)
    if deed.qty < stock.reserved:
        books.open_issue("oversold", sku=deed.sku, place=deed.place, qty=stock.reserved - deed.qty)


def put_back(books: Books, deed: PutBack) -> None:
    """Moves units of a cancelled order from a tote back to a shelf."""
    line = line_of(books, deed)
    order = order_of(books, deed, line)
    books.know_item(deed.sku)
    books.know_place(deed.place)
    use_tote(books, deed.tote, order)
    draw(books, "put_back", (deed.tote, deed.place), (deed.sku, deed.qty), line, order)
    if line is not None:
        line = books.line(line.id)
        books.lines.put(replace(line, picked=line.picked - deed.qty))
    if free_if_empty(books, deed.tote):
        _answer_emptied(books, deed.tote)
    if order is not None:
        _answer_put_back(books, order)
        _doubt(books, order)


def _doubt(books: Books, order: Order) -> None:
    """Flags an order that gave its units back and is not cancelled: the centre was restored and has lost that.

    When nothing of it is picked any more it is held, so that nobody sends it out before a person has looked.
    """
    if order.state in {OrderState.CANCELLED, OrderState.SHIPPED}:
        return
    if not any(issue.order_id == order.id for issue in books.open_issues("lost_cancel")):
        books.open_issue("lost_cancel", order=order.id)
    if order.state == OrderState.PICKED and not any(line.picked for line in books.lines.group("order", order.id)):
        books.orders.put(replace(order, state=OrderState.HELD, wave_id=None))


def _answer_emptied(books: Books, tote: str) -> None:
    for kind in _ANSWERED_BY_EMPTYING:
        for issue in list(books.open_issues(kind)):
            if issue.place == tote:
                books.resolve(issue)


def _answer_put_back(books: Books, order: Order) -> None:
    """Closes the request to put an order's units back once no tote holds any."""
    if any(books.units_in(tote.code) for tote in books.totes.all() if tote.order_id == order.id):
        return
    for issue in list(books.open_issues("put_back")):
        if issue.order_id == order.id:
            books.resolve(issue)
