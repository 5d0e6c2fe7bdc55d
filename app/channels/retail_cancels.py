"""Finding out which order a ``C...`` invoice of the Online Retail file cancels.

The file does not say. An order counts as cancelled only when there is no doubt: it is in the same file, from
the same named customer, not younger than the cancellation, and holds exactly the goods taken back, unit by
unit; and it is the only such order. Everything else takes back a part, or something of another day that has
left the house: goods that come back are a return, not a cancellation, so the rows are ignored and reported.

Age matters: in this data shops cancel an old invoice and key it anew minutes later (C537402 and 537407 on
2010-12-06); without it the new order would be cancelled.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.channels.order_rows import Harvest
from app.domain.intake import CancelDraft, OrderDraft


@dataclass(frozen=True, slots=True)
class Refund:
    """One ``C...`` invoice.

    Attributes:
        invoice: Its number, with the C.
        customer: Customer number; blank when unknown.
        at: When it was written, UTC.
        taken_back: Item and units of each line, units positive.
        rows: Its rows in the file.
    """

    invoice: str
    customer: str
    at: datetime
    taken_back: tuple[tuple[str, int], ...]
    rows: tuple[int, ...]


def cancel_drafts(harvest: Harvest, refunds: Iterable[Refund]) -> None:
    """Adds a cancellation for each refund that surely cancels a whole order, and ignores the rows of the rest."""
    by_customer: dict[str, list[OrderDraft]] = {}
    for order in harvest.orders:
        by_customer.setdefault(order.customer, []).append(order)
    gone: set[str] = set()
    for refund in sorted(refunds, key=lambda refund: refund.at):
        candidates = by_customer.get(refund.customer, []) if refund.customer else []
        fitting = [order for order in candidates if order.external_id not in gone and _covers(refund, order)]
        if len(fitting) == 1:
            gone.add(fitting[0].external_id)
            harvest.cancels.append(_draft(refund, fitting[0]))
        else:
            harvest.ignore(refund.rows, "channels.earlier_sale", invoice=refund.invoice)


def _covers(refund: Refund, order: OrderDraft) -> bool:
    if order.placed_at > refund.at:
        return False
    return _units(refund.taken_back) == _units((line.sku, line.quantity) for line in order.lines)


def _units(lines: Iterable[tuple[str, int]]) -> Counter[str]:
    units: Counter[str] = Counter()
    for sku, quantity in lines:
        units[sku] += quantity
    return units


def _draft(refund: Refund, order: OrderDraft) -> CancelDraft:
    reason = "channels.cancelled_by_invoice"
    return CancelDraft(order.channel, order.external_id, reason, refund.rows, refund.invoice)
