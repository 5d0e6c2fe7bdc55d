"""Orders and master data in: one reader for each kind of file, all called alike.

``CHANNELS["shopify"](name, data)`` gives an ``Intake``. Whatever the bytes are, nothing raises: a file that is
not what was asked for gives one ``Rejected`` for row 0.
"""

from collections.abc import Callable

from app.channels.house_data import read_people, read_places
from app.channels.master_data import read_items, read_stock
from app.channels.online_retail import read_online_retail
from app.channels.shopify import read_shopify
from app.domain.intake import Intake

Channel = Callable[[str, bytes], Intake]
"""Reads a file: its name (for messages) and all its bytes."""

CHANNELS: dict[str, Channel] = {
    "online-retail": read_online_retail,
    "shopify": read_shopify,
    "items": read_items,
    "places": read_places,
    "stock": read_stock,
    "people": read_people,
}
"""Every kind of file Pasillo reads, by the word used on the command line and on screen."""

__all__ = ["CHANNELS", "Channel"]
