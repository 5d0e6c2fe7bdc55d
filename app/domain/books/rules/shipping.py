"""Parcels closed, labelled and handed to the carrier."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Order, Parcel
from app.domain.books.rules.containers import free_if_empty, totes_of
from app.domain.books.rules.packing import parcel_of
from app.domain.books.rules.people import check_override
from app.domain.books.rules.settling import after_shipping
from app.domain.deeds import LabelPrinted, ParcelClosed, Shipped, WeightOverridden
from app.domain.master.places import CUSTOMER
from app.domain.orders import OrderState


def parcel_closed(books: Books, deed: ParcelClosed) -> None:
    """Closes a parcel; the last one ends the packing of its order and frees its totes."""
    parcel = _known_parcel(books, deed.parcel, deed.order)
    if parcel is not None:
        state = "shipped" if parcel.state == "shipped" else "closed"
        closed = replace(parcel, state=state, number=deed.number, closed_at=books.fact.at)
        books.parcels.put(replace(closed, weight_g=deed.weight_g, expected_g=deed.expected_g))
    order = books.orders.get(deed.order)
    if order is not None and deed.last:
        _end_packing(books, order)


def weight_overridden(books: Books, deed: WeightOverridden) -> None:
    """Keeps on record, as resolved by the supervisor, that a weight did not fit."""
    parcel = _known_parcel(books, deed.parcel, deed.order)
    order = None if parcel is None else parcel.order_id
    issue = books.open_issue(
        "weight", order=order, place=deed.parcel, weight_g=deed.weight_g, expected_g=deed.expected_g
    )
    books.issues.put(replace(issue, resolved_at=books.now, resolved_by=deed.by))
    check_override(books, deed)


def label_printed(books: Books, deed: LabelPrinted) -> None:
    """Counts the labels of a parcel."""
    parcel = _known_parcel(books, deed.parcel, deed.order)
    if parcel is not None:
        books.parcels.put(replace(parcel, labels=parcel.labels + 1))


def shipped(books: Books, deed: Shipped) -> None:
    """Moves everything in a parcel to the customer."""
    parcel = _known_parcel(books, deed.parcel, deed.order)
    orders = set() if parcel is None else {parcel.order_id}
    for boxed in sorted(books.boxed.group("parcel", deed.parcel), key=lambda row: row.order_line_id):
        if _ship(books, deed.parcel, boxed.order_line_id):
            orders.add(books.line(boxed.order_line_id).order_id)
    _ship_strays(books, deed.parcel, None if parcel is None else parcel.order_id)
    if parcel is not None:
        manifest = deed.manifest if deed.manifest in books.manifests else parcel.manifest_id
        books.parcels.put(replace(parcel, state="shipped", manifest_id=manifest))
    for order_id in sorted(orders):
        after_shipping(books, order_id)


def _known_parcel(books: Books, sscc: str, order: int) -> Parcel | None:
    parcel = parcel_of(books, sscc, books.orders.get(order))
    if parcel is None:
        books.open_issue("unknown_order", place=sscc, named=order)
    return parcel


def _end_packing(books: Books, order: Order) -> None:
    if order.state not in {OrderState.CANCELLED, OrderState.SHIPPED}:
        books.orders.put(replace(order, state=OrderState.PACKED, packer=None))
    for tote in totes_of(books, order):
        if not free_if_empty(books, tote.code):
            books.open_issue("left_in_tote", order=order.id, place=tote.code, qty=books.units_in(tote.code))
    if all(parcel.state == "shipped" for parcel in books.parcels.group("order", order.id)):
        after_shipping(books, order.id)


def _ship(books: Books, sscc: str, line_id: int) -> bool:
    """Ships what of one order line lies in a parcel; tells whether there was any."""
    boxed, line = books.boxed.get((sscc, line_id)), books.line(line_id)
    units = 0 if boxed is None else boxed.qty - boxed.shipped
    if boxed is None or not units:
        return False
    books.find_missing(line.sku, sscc, units, line.order_id)
    books.move("ship", line.sku, (sscc, CUSTOMER), units, line)
    books.boxed.put(replace(boxed, shipped=boxed.qty))
    books.lines.put(replace(line, shipped=line.shipped + units))
    return True


def _ship_strays(books: Books, sscc: str, order: int | None) -> None:
    """Ships what lies in a parcel and is no order line's."""
    for row in sorted(books.stock.group("place", sscc), key=lambda row: row.sku):
        if row.free > 0:
            books.move("ship_stray", row.sku, (sscc, CUSTOMER), row.free)
            books.open_issue("stray_pack", order=order, sku=row.sku, place=sscc, qty=row.free)
