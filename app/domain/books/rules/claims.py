"""Who a deed belongs to: the walk under its claim, the order line, the order."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Line, Order, Pick, WalkRow
from app.domain.deeds import Packed, PackShorted, Picked, PutBack, Shorted, Unpacked, Unpicked, WalkDeed
from app.domain.orders import OrderState

LineDeed = Picked | Unpicked | Shorted | Packed | Unpacked | PackShorted | PutBack
"""Deeds that name an order line."""

ON_FLOOR = frozenset({OrderState.RELEASED, OrderState.PICKING, OrderState.PICKED})
"""States of an order whose units are being walked for."""


def walk_of(books: Books, deed: WalkDeed) -> WalkRow | None:
    """Gives a deed's walk and notes the deed in its claim.

    A deed under an older claim is flagged once for each of them. A newer claim than the books know means that
    the centre was restored from a backup: the claim stands as the station says.
    """
    walk = books.walks.get(deed.walk)
    if walk is None:
        return None
    if deed.fence < walk.fence:
        _flag_old_fence(books, deed, walk)
        return walk
    if deed.fence > walk.fence:
        walk = _adopt(books, deed, walk)
    return books.walks.put(replace(walk, deeds=max(walk.deeds, deed.n))) if deed.n > walk.deeds else walk


def line_of(books: Books, deed: LineDeed) -> Line | None:
    """Gives the order line of a deed, if there is such a line of that item."""
    line = books.lines.get(deed.line)
    return line if line is not None and line.sku == deed.sku else None


def order_of(books: Books, deed: LineDeed, line: Line | None) -> Order | None:
    """Gives the order of a deed: its line's, or else the one it names."""
    return books.orders.get(deed.order if line is None else line.order_id)


def pick_of(books: Books, deed: Picked | Unpicked | Shorted) -> Pick | None:
    """Gives the reservation that a deed fulfils, if line, item and place are the same."""
    pick = books.picks.get(deed.put)
    if pick is None or (pick.order_line_id, pick.sku, pick.place) != (deed.line, deed.sku, deed.place):
        return None
    return pick


def key(row: Order | Line | None) -> int | None:
    """Gives the number of a row that may not be there."""
    return None if row is None else row.id


def ask_put_back(books: Books, order: Order | None, place: str) -> None:
    """Asks for the units of a cancelled order to be put back; once for each order."""
    if order is None or order.state != OrderState.CANCELLED:
        return
    if not any(issue.order_id == order.id for issue in books.open_issues("put_back")):
        books.open_issue("put_back", order=order.id, place=place)


def _flag_old_fence(books: Books, deed: WalkDeed, walk: WalkRow) -> None:
    text = books.detail(walk=walk.id, fence=deed.fence)
    if not any(issue.detail == text for issue in books.open_issues("old_fence")):
        books.open_issue("old_fence", walk=walk.id, fence=deed.fence)


def _adopt(books: Books, deed: WalkDeed, walk: WalkRow) -> WalkRow:
    if walk.live:
        walk = replace(walk, state="claimed", station=books.fact.station, badge=books.fact.who)
    return books.walks.put(replace(walk, fence=deed.fence, deeds=0))
