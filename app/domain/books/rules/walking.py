"""A walk's totes and its end."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import WalkRow
from app.domain.books.rules.claims import ask_put_back, walk_of
from app.domain.books.rules.containers import free_if_empty, use_tote
from app.domain.books.rules.settling import after_walk
from app.domain.deeds import HandedOver, Skipped, ToteBound, ToteFull, WalkFinished, ZeroChecked


def only_claimed(books: Books, deed: ToteFull | Skipped) -> None:
    """Notes a deed that changes nothing but the count of the claim's deeds."""
    walk_of(books, deed)


def tote_bound(books: Books, deed: ToteBound) -> None:
    """Gives a tote to an order, whatever the books thought of it."""
    walk = walk_of(books, deed)
    order = books.orders.get(deed.order)
    tote = use_tote(books, deed.tote, order)
    if order is None:
        books.open_issue("unknown_order", place=deed.tote, named=deed.order)
    else:
        walk_id = None if walk is None else walk.id
        books.totes.put(replace(tote, order_id=order.id, walk_id=walk_id, at_place=None))


def handed_over(books: Books, deed: HandedOver) -> None:
    """Notes where a tote was put down."""
    walk_of(books, deed)
    order = books.orders.get(deed.order)
    books.know_place(deed.place)
    tote = use_tote(books, deed.tote, order)
    books.totes.put(replace(tote, at_place=deed.place))
    if books.units_in(deed.tote):
        ask_put_back(books, order, deed.tote)


def zero_checked(books: Books, deed: ZeroChecked) -> None:
    """Asks for a count when the picker saw something else than the books say."""
    walk_of(books, deed)
    believed = books.stock_of(deed.sku, deed.place).on_hand
    if deed.empty == (believed > 0):
        books.know_item(deed.sku)
        books.know_place(deed.place)
        books.open_issue("count", sku=deed.sku, place=deed.place, qty=believed)


def walk_finished(books: Books, deed: WalkFinished) -> None:
    """Ends a walk: what was not settled is released, the next zone's walk opens, its orders go on.

    Under an older claim the walk is somebody else's now and goes on.
    """
    walk = walk_of(books, deed)
    if walk is None or not walk.live or deed.fence < walk.fence:
        return
    books.walks.put(replace(walk, state="finished", finished_at=books.fact.at))
    _release_open(books, walk)
    _free_empty_totes(books, walk)
    orders = []
    for slot in books.slots.group("walk", walk.id):
        books.slots.put(replace(slot, handed=True))
        orders.append(slot.order_id)
    _open_next(books, walk)
    for order_id in sorted(set(orders)):
        after_walk(books, order_id)


def _release_open(books: Books, walk: WalkRow) -> None:
    for pick in books.picks.group("walk", walk.id):
        if pick.state == "open":
            books.reserve(pick, -pick.open)
            books.picks.put(replace(pick, state="void"))
            books.open_issue(
                "left_open", order=pick.order_id, sku=pick.sku, place=pick.place, qty=pick.open, walk=walk.id
            )


def _free_empty_totes(books: Books, walk: WalkRow) -> None:
    """Gives totes free that were taken for an order of which nothing was picked; the picker still has them."""
    for tote in books.totes.all():
        if tote.walk_id == walk.id and tote.at_place is None:
            free_if_empty(books, tote.code)


def _open_next(books: Books, walk: WalkRow) -> None:
    for slot in books.slots.group("after", walk.id):
        follower = books.walks.get(slot.walk_id)
        if follower is not None and follower.state == "waiting" and not _waits(books, follower):
            books.walks.put(replace(follower, state="open"))


def _waits(books: Books, walk: WalkRow) -> bool:
    earlier = (books.walks.get(slot.after_walk) for slot in books.slots.group("walk", walk.id))
    return any(one is not None and one.live for one in earlier)
