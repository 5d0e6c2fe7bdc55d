"""The life of an order: its states and which of them may follow which."""

from enum import StrEnum


class OrderState(StrEnum):
    """Where an order stands.

    ``held`` waits for money or a decision; ``open`` may be reserved; ``backordered`` waits for goods (all
    that could be shipped has been); ``reserved`` has units set aside; ``released`` is in a wave; then it is
    picked, packed and handed to the carrier.
    """

    HELD = "held"
    OPEN = "open"
    BACKORDERED = "backordered"
    RESERVED = "reserved"
    RELEASED = "released"
    PICKING = "picking"
    PICKED = "picked"
    PACKING = "packing"
    PACKED = "packed"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


_S = OrderState
MAY_FOLLOW: dict[OrderState, frozenset[OrderState]] = {
    _S.HELD: frozenset({_S.OPEN, _S.CANCELLED}),
    _S.OPEN: frozenset({_S.HELD, _S.RESERVED, _S.BACKORDERED, _S.CANCELLED}),
    _S.BACKORDERED: frozenset({_S.RESERVED, _S.CANCELLED}),
    _S.RESERVED: frozenset({_S.RELEASED, _S.BACKORDERED, _S.HELD, _S.CANCELLED}),
    _S.RELEASED: frozenset({_S.PICKING, _S.RESERVED, _S.BACKORDERED, _S.PICKED, _S.CANCELLED}),
    _S.PICKING: frozenset({_S.PICKED, _S.BACKORDERED, _S.RELEASED, _S.CANCELLED}),
    _S.PICKED: frozenset({_S.PACKING, _S.PICKING, _S.HELD, _S.CANCELLED}),
    _S.PACKING: frozenset({_S.PACKED, _S.PICKED, _S.CANCELLED}),
    _S.PACKED: frozenset({_S.SHIPPED, _S.PACKING, _S.BACKORDERED, _S.CANCELLED}),
    _S.SHIPPED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""For every state, the states an order may go to next."""


def may_follow(before: OrderState, after: OrderState) -> bool:
    """Tells whether an order may go from one state to another."""
    return after in MAY_FOLLOW[before]
