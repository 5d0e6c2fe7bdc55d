"""Totes and parcels: whose they are, and taking units out of them."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Line, Order, ToteRow
from app.domain.books.rules.claims import key
from app.domain.master.places import FOUND, PlaceKind

Ends = tuple[str, str]
"""Where units come from and where they go."""


def use_tote(books: Books, code: str, order: Order | None) -> ToteRow:
    """Gives a tote that somebody works with for an order; flags it when it holds units that are not that order's."""
    books.know_place(code, PlaceKind.TOTE)
    tote = books.totes.get(code) or books.totes.put(ToteRow(code))
    if order is not None and tote.order_id != order.id and books.units_in(code):
        books.open_issue("tote_conflict", order=order.id, place=code, other=tote.order_id)
    return tote


def fill_tote(books: Books, code: str, order: Order | None, walk: int | None) -> None:
    """Gives a tote to the order whose units go into it, if it is not another one's."""
    tote = use_tote(books, code, order)
    if tote.order_id is None and order is not None and not books.units_in(code):
        books.totes.put(replace(tote, order_id=order.id, walk_id=walk, at_place=None))


def free_if_empty(books: Books, code: str) -> bool:
    """Gives an empty tote free for the next order; tells whether it was empty."""
    if books.units_in(code):
        return False
    if books.totes.get(code) not in (None, ToteRow(code)):
        books.totes.put(ToteRow(code))
    return True


def totes_of(books: Books, order: Order) -> list[ToteRow]:
    """Gives the totes that are an order's now, by their codes."""
    return sorted((tote for tote in books.totes.all() if tote.order_id == order.id), key=lambda tote: tote.code)


def draw(books: Books, kind: str, ends: Ends, units: tuple[str, int], line: Line | None, order: Order | None) -> None:
    """Takes units of a line out of a tote.

    What the tote lacks is found, and what the line had not picked by the books is made its own; both are flagged.

    Args:
        books: The open books.
        kind: Of the movement.
        ends: From the tote to where they go.
        units: Item and quantity.
        line: The order line, if it is known.
        order: The order, for the exceptions.
    """
    sku, qty = units
    books.find_missing(sku, ends[0], qty, key(order))
    if line is not None and (lacking := qty - (line.picked - line.packed)) > 0:
        adopt(books, line, ends[0], lacking)
        books.lines.put(replace(line, picked=line.picked + lacking))
    books.move(kind, sku, ends, qty, line)


def adopt(books: Books, line: Line, place: str, qty: int, kind: str = "adopt") -> None:
    """Makes units that lie in a place an order line's: out of nobody's hands and in again in the line's name."""
    books.move(kind, line.sku, (place, FOUND), qty)
    books.move(kind, line.sku, (FOUND, place), qty, line)
    books.open_issue("found_stock", order=line.order_id, sku=line.sku, place=place, qty=qty)
