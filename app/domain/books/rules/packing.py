"""Units verified into parcels, taken out again, or missing at the bench."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Boxed, Line, Order, Parcel
from app.domain.books.rules.claims import ask_put_back, key, line_of, order_of
from app.domain.books.rules.containers import adopt, draw, fill_tote, use_tote
from app.domain.books.rules.settling import after_bench_short
from app.domain.deeds import Packed, PackShorted, Unpacked
from app.domain.master.places import LOSS, PlaceKind


def parcel_of(books: Books, sscc: str, order: Order | None) -> Parcel | None:
    """Gives a parcel, made on first sight; None when neither it nor its order is known."""
    books.know_place(sscc, PlaceKind.PARCEL)
    known = books.parcels.get(sscc)
    if known is not None or order is None:
        return known
    number = len(books.parcels.group("order", order.id)) + 1
    return books.parcels.put(Parcel(sscc, order.id, number, "open", books.fact.station))


def packed(books: Books, deed: Packed) -> None:
    """Moves units from a tote into a parcel."""
    line = line_of(books, deed)
    order = order_of(books, deed, line)
    parcel = parcel_of(books, deed.parcel, order)
    books.know_item(deed.sku)
    use_tote(books, deed.tote, order)
    draw(books, "pack", (deed.tote, deed.parcel), (deed.sku, deed.qty), line, order)
    if line is not None:
        _count_in(books, deed.parcel, line, deed.qty)
    if line is None or parcel is None or parcel.order_id != line.order_id or parcel.state != "open":
        books.open_issue("stray_pack", order=key(order), sku=deed.sku, place=deed.parcel, qty=deed.qty)
    ask_put_back(books, order, deed.parcel)


def unpacked(books: Books, deed: Unpacked) -> None:
    """Moves units from a parcel back into the tote."""
    line = line_of(books, deed)
    order = order_of(books, deed, line)
    parcel_of(books, deed.parcel, order)
    books.know_item(deed.sku)
    fill_tote(books, deed.tote, order, None)
    books.find_missing(deed.sku, deed.parcel, deed.qty, key(order))
    if line is not None:
        _count_out(books, deed.parcel, line, deed.qty)
    books.move("unpack", deed.sku, (deed.parcel, deed.tote), deed.qty, line)


def pack_shorted(books: Books, deed: PackShorted) -> None:
    """Writes off units that the books had in a tote; the line misses them again."""
    line = line_of(books, deed)
    order = order_of(books, deed, line)
    books.know_item(deed.sku)
    use_tote(books, deed.tote, order)
    draw(books, "pack_short", (deed.tote, LOSS), (deed.sku, deed.qty), line, order)
    if line is not None:
        line = books.line(line.id)
        books.lines.put(replace(line, picked=line.picked - deed.qty))
    books.open_issue("pack_short", order=key(order), sku=deed.sku, place=deed.tote, qty=deed.qty, cause=deed.cause)
    after_bench_short(books, order)


def _count_in(books: Books, sscc: str, line: Line, qty: int) -> None:
    now = books.line(line.id)
    books.lines.put(replace(now, packed=now.packed + qty))
    boxed = books.boxed.get((sscc, line.id)) or Boxed(sscc, line.id)
    books.boxed.put(replace(boxed, qty=boxed.qty + qty))


def _count_out(books: Books, sscc: str, line: Line, qty: int) -> None:
    """Takes units of a line out of a parcel; those it never had by the books become the line's first."""
    boxed = books.boxed.get((sscc, line.id)) or Boxed(sscc, line.id)
    lacking = max(0, qty - (boxed.qty - boxed.shipped))
    if lacking:
        adopt(books, line, sscc, lacking, "adopt_packed")
    books.boxed.put(replace(boxed, qty=boxed.qty + lacking - qty))
    books.lines.put(replace(line, picked=line.picked + lacking, packed=line.packed + lacking - qty))
