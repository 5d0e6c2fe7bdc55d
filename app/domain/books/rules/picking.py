"""Units taken from a shelf into a tote, and taken back."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Order, Pick, WalkRow
from app.domain.books.rules.claims import ON_FLOOR, ask_put_back, key, line_of, order_of, pick_of, walk_of
from app.domain.books.rules.containers import draw, fill_tote, use_tote
from app.domain.deeds import Picked, Unpicked
from app.domain.orders import OrderState


def picked(books: Books, deed: Picked) -> None:
    """Moves units from a place to a tote and fulfils the reservation as far as it goes."""
    walk, line = walk_of(books, deed), line_of(books, deed)
    order = order_of(books, deed, line)
    books.know_item(deed.sku)
    books.know_place(deed.place)
    fill_tote(books, deed.tote, order, None if walk is None else walk.id)
    used = _fulfil(books, pick_of(books, deed), deed.qty)
    books.find_missing(deed.sku, deed.place, deed.qty, key(order))
    books.move("pick", deed.sku, (deed.place, deed.tote), deed.qty, line)
    if line is not None:
        line = books.line(line.id)
        books.lines.put(replace(line, picked=line.picked + deed.qty))
    if used < deed.qty:
        books.open_issue(
            "stray_pick", order=key(order), sku=deed.sku, place=deed.tote, qty=deed.qty - used, walk=deed.walk
        )
    if order is not None and order.state == OrderState.RELEASED:
        books.orders.put(replace(order, state=OrderState.PICKING))
    ask_put_back(books, order, deed.tote)


def unpicked(books: Books, deed: Unpicked) -> None:
    """Moves units from the tote back to the place and sets them aside again, if anybody still wants them."""
    walk, line = walk_of(books, deed), line_of(books, deed)
    order = order_of(books, deed, line)
    books.know_item(deed.sku)
    books.know_place(deed.place)
    use_tote(books, deed.tote, order)
    draw(books, "unpick", (deed.tote, deed.place), (deed.sku, deed.qty), line, order)
    if line is not None:
        line = books.line(line.id)
        books.lines.put(replace(line, picked=line.picked - deed.qty))
    pick = pick_of(books, deed)
    if pick is not None:
        _reopen(books, pick, min(deed.qty, pick.picked), wanted=_still_wanted(pick, walk, order))


def _fulfil(books: Books, pick: Pick | None, qty: int) -> int:
    """Counts units into a reservation; gives how many of them it had open."""
    used = min(qty, pick.open) if pick is not None else 0
    if pick is not None and used:
        state = "done" if used == pick.open else "open"
        books.picks.put(replace(pick, picked=pick.picked + used, state=state))
        books.reserve(pick, -used)
    return used


def _still_wanted(pick: Pick, walk: WalkRow | None, order: Order | None) -> bool:
    if pick.state == "void" or order is None or order.state not in ON_FLOOR:
        return False
    return walk is not None and walk.live and pick.walk_id == walk.id


def _reopen(books: Books, pick: Pick, qty: int, *, wanted: bool) -> None:
    """Takes units back out of a reservation: they are set aside again, or it ends and frees what it still holds."""
    if not qty:
        return
    books.reserve(pick, qty if wanted else -pick.open)
    books.picks.put(replace(pick, picked=pick.picked - qty, state="open" if wanted else "void"))
