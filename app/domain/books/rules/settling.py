"""Where an order stands once a walk or a parcel of it is done with."""

from dataclasses import replace

from app.domain.books.books import Books
from app.domain.books.rows import Order
from app.domain.orders import OrderState


def is_busy(books: Books, order: Order) -> bool:
    """Tells whether somebody is walking for an order or will: a live walk, or units still set aside."""
    if any(pick.open for pick in books.picks.group("order", order.id)):
        return True
    return is_walked(books, order)


def is_walked(books: Books, order: Order) -> bool:
    """Tells whether an order has a walk that somebody is on or will be."""
    walks = (books.walks.get(slot.walk_id) for slot in books.slots.group("order", order.id))
    return any(walk is not None and walk.live for walk in walks)


def after_walk(books: Books, order_id: int) -> None:
    """Lets an order leave the shelves when nothing of it is walked for any more."""
    order = books.orders.get(order_id)
    if order is None or order.state not in {OrderState.RELEASED, OrderState.PICKING} or is_busy(books, order):
        return
    leave_floor(books, order)


def leave_floor(books: Books, order: Order) -> None:
    """Sends an order to the bench if it has units to pack, to its end if all is shipped, else to wait for goods."""
    lines = books.lines.group("order", order.id)
    if lines and all(line.shipped >= line.qty for line in lines):
        books.orders.put(replace(order, state=OrderState.SHIPPED, packer=None))
    elif any(line.picked > line.packed for line in lines):
        books.orders.put(replace(order, state=OrderState.PICKED, packer=None))
    else:
        books.orders.put(replace(order, state=OrderState.BACKORDERED, wave_id=None, packer=None))


def after_shipping(books: Books, order_id: int) -> None:
    """Ends an order whose last unit left, or sends it on when nothing packed of it waits for the carrier."""
    order = books.orders.get(order_id)
    if order is None or order.state in {OrderState.CANCELLED, OrderState.SHIPPED}:
        return
    if any(parcel.state == "closed" for parcel in books.parcels.group("order", order_id)):
        return
    busy = is_busy(books, order)
    lines = books.lines.group("order", order_id)
    complete = bool(lines) and all(line.shipped >= line.qty for line in lines)
    if complete and not busy:
        books.orders.put(replace(order, state=OrderState.SHIPPED, packer=None))
    elif order.state == OrderState.PACKED and busy:
        state = OrderState.PICKING if is_walked(books, order) else OrderState.RESERVED
        books.orders.put(replace(order, state=state, packer=None))
    elif order.state == OrderState.PACKED:
        leave_floor(books, order)


def after_bench_short(books: Books, order: Order | None) -> None:
    """Takes an order off the bench when the bench short left nothing to pack and nothing was packed."""
    if order is None or order.state != OrderState.PACKING:
        return
    lines = books.lines.group("order", order.id)
    if all(line.picked == line.packed == line.shipped for line in lines):
        leave_floor(books, order)
