"""What is sold: items and the barcodes they answer to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """Something that lies on shelves and is sold by the unit (a SKU).

    Attributes:
        sku: The firm's own code, upper case, e.g. ``"85123A"``.
        name: What it is called on screens and slips.
        weight_g: Weight of one unit in grams; 0 when nobody has weighed it yet.
        draft: True when an order named it before anybody described it: no place, no stock yet.
    """

    sku: str
    name: str
    weight_g: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Barcode:
    """One code an item answers to.

    Attributes:
        code: The text the scanner delivers.
        sku: The item.
        quantity: Units that one scan stands for; more than 1 on an inner or outer case.
    """

    code: str
    sku: str
    quantity: int = 1
