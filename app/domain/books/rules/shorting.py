"""A unit that is not there: the shelf is mended, and the line gets its units elsewhere if there are any."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Line, Order, Pick, SlotRow, Stock, WalkRow
from app.domain.books.rules.claims import ON_FLOOR, key, line_of, order_of, pick_of, walk_of
from app.domain.books.rules.settling import is_busy, leave_floor
from app.domain.deeds import Shorted
from app.domain.master.places import LOSS, STRAY, PlaceKind
from app.domain.orders import OrderState

_GONE = ("not_found", "damaged")
_URGENT = 10


def shorted(books: Books, deed: Shorted) -> None:
    """Gives up the reservation, mends the shelf, asks for a count, and looks for the units elsewhere."""
    walk_of(books, deed)
    line = line_of(books, deed)
    order = order_of(books, deed, line)
    books.know_item(deed.sku)
    books.know_place(deed.place)
    given_up = _give_up(books, pick_of(books, deed), deed.qty)
    _mend(books, deed)
    books.open_issue("short", order=key(order), sku=deed.sku, place=deed.place, qty=deed.qty, cause=deed.cause)
    if line is not None and order is not None and given_up:
        _look_elsewhere(books, order, line.id, given_up, deed.place)


def _give_up(books: Books, pick: Pick | None, qty: int) -> int:
    units = min(qty, pick.open) if pick is not None else 0
    if pick is not None and units:
        state = "done" if units == pick.open else "open"
        books.picks.put(replace(pick, short=pick.short + units, state=state))
        books.reserve(pick, -units)
    return units


def _mend(books: Books, deed: Shorted) -> None:
    """Takes off the shelf what the books still believed to be free there."""
    surplus = books.stock_of(deed.sku, deed.place).free
    if deed.cause in _GONE and surplus > 0:
        books.move("short", deed.sku, (deed.place, LOSS), surplus)


def _look_elsewhere(books: Books, order: Order, line_id: int, units: int, empty: str) -> None:
    line = books.lines.get(line_id)
    if line is None or order.state not in {*ON_FLOOR, OrderState.RESERVED}:
        return
    wanted = min(units, line.qty - line.reserved - line.picked)
    found = _found(books, line, wanted, empty)
    if order.state == OrderState.RESERVED:
        _set_aside(books, line, found, None)
        if not is_busy(books, order):
            leave_floor(books, order)
    elif found:
        walk = _extra_walk(books, order)
        _set_aside(books, line, found, walk.id)
        _sort_stops(books, walk)


def _found(books: Books, line: Line, wanted: int, empty: str) -> list[tuple[Stock, int]]:
    """Chooses shelves with free units, in the order of the walk through the house."""
    chosen = []
    for _, row in sorted(_shelves(books, line.sku, empty), key=lambda pair: (pair[0], pair[1].place)):
        units = min(wanted, row.free)
        if units > 0:
            chosen.append((row, units))
            wanted -= units
    return chosen


def _shelves(books: Books, sku: str, empty: str) -> list[tuple[int, Stock]]:
    rows = []
    for row in books.stock.group("sku", sku):
        place = books.places.get(row.place)
        if place is not None and place.kind == PlaceKind.SHELF and row.place != empty:
            rows.append((place.sequence, row))
    return rows


def _set_aside(books: Books, line: Line, found: list[tuple[Stock, int]], walk: int | None) -> None:
    for row, units in found:
        pick = Pick(books.new_key(), line.id, line.order_id, line.sku, row.place, units, walk_id=walk)
        books.picks.put(pick)
        books.reserve(pick, units)


def _extra_walk(books: Books, order: Order) -> WalkRow:
    """Gives a walk for the order alone that nobody has begun, or makes one."""
    for slot in books.slots.group("order", order.id):
        walk = books.walks.get(slot.walk_id)
        alone = len(books.slots.group("walk", slot.walk_id)) == 1
        if walk is not None and alone and (walk.state, walk.method) == ("open", "single"):
            return walk
    walk = WalkRow(
        books.new_key(),
        "single",
        "open",
        wave_id=order.wave_id,
        priority=order.priority + _URGENT,
        cutoff_at=order.cutoff_at,
    )
    books.slots.put(SlotRow(walk.id, 1, order.id, _drop(books, order)))
    return books.walks.put(walk)


def _drop(books: Books, order: Order) -> str:
    """Chooses the bench the order goes to already, else the first one, else wherever its totes go."""
    drops = [slot.drop for slot in books.slots.group("order", order.id)]
    benches = [place for place in books.places.all() if place.kind == PlaceKind.PACK]
    benches.sort(key=lambda place: (place.code not in drops, place.sequence, place.code))
    if benches:
        return benches[0].code
    return drops[-1] if drops else STRAY


def _sort_stops(books: Books, walk: WalkRow) -> None:
    """Numbers the stops of a walk from 1 by the way through the house; one place and item are one stop."""
    picks = [pick for pick in books.picks.group("walk", walk.id) if pick.state == "open"]
    stops = sorted({(_sequence(books, pick), pick.place, pick.sku) for pick in picks})
    for pick in picks:
        position = stops.index((_sequence(books, pick), pick.place, pick.sku)) + 1
        if pick.position != position:
            books.picks.put(replace(pick, position=position))


def _sequence(books: Books, pick: Pick) -> int:
    place = books.places.get(pick.place)
    return 0 if place is None else place.sequence
