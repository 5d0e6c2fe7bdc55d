"""Every table of the central database, the same on SQLite and PostgreSQL.

Safety rests on the constraints: stock never negative, never more reserved than on hand, a fact known once
per journal and number, an order known once per channel. Moments are UTC, quantities integers, weights grams.
"""

from app.central.tables.facts import audit, exception, fact, rejected_row
from app.central.tables.kinds import Moment, metadata
from app.central.tables.master import assignment, barcode, in_house, item, movement, person, place, site, stock
from app.central.tables.orders import order_line, sales_order, wave
from app.central.tables.parcels import manifest, number_range, parcel, parcel_line
from app.central.tables.people import credential
from app.central.tables.stations import feed, station
from app.central.tables.walks import pick, tote, walk, walk_slot

__all__ = [
    "Moment",
    "assignment",
    "audit",
    "barcode",
    "credential",
    "exception",
    "fact",
    "feed",
    "in_house",
    "item",
    "manifest",
    "metadata",
    "movement",
    "number_range",
    "order_line",
    "parcel",
    "parcel_line",
    "person",
    "pick",
    "place",
    "rejected_row",
    "sales_order",
    "site",
    "station",
    "stock",
    "tote",
    "walk",
    "walk_slot",
    "wave",
]
