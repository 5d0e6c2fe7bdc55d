"""What screens show of the centre: every list and count, read at one moment and never changed here."""

from app.central.reads.exceptions import OpenException, open_exceptions
from app.central.reads.orders import OrderLine, OrderRow, OrderSheet, backorders, order_sheet, orders
from app.central.reads.ship import CarrierLoad, ManifestRow, manifests, ship_board
from app.central.reads.totals import Totals, totals
from app.central.reads.walks.queue import QueuedWalk, queue
from app.central.reads.walks.zones import Backlog, Worker, ZoneLoad, zones

__all__ = [
    "Backlog",
    "CarrierLoad",
    "ManifestRow",
    "OpenException",
    "OrderLine",
    "OrderRow",
    "OrderSheet",
    "QueuedWalk",
    "Totals",
    "Worker",
    "ZoneLoad",
    "backorders",
    "manifests",
    "open_exceptions",
    "order_sheet",
    "orders",
    "queue",
    "ship_board",
    "totals",
    "zones",
]
