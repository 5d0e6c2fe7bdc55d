"""What a file from outside gives: drafts that the centre may take over, and every row it could not use.

A *draft* is what one file says, checked for itself but not yet against the books: whether its SKU or its
place exists is decided later. Nothing a file says is lost in silence: each data row is taken, rejected or
ignored, and ``Intake`` proves it by counting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.master.people import Role
from app.domain.master.places import PlaceKind


@dataclass(frozen=True, slots=True)
class DraftAddress:
    """Whom and where a parcel goes to, as the channel wrote it; blank where it said nothing.

    Attributes:
        name: The person, or the best the file has for one.
        company: Firm or institution.
        street1: Street and number.
        street2: Flat, floor, industrial estate.
        postcode: As printed on labels, leading zeros kept.
        city: Town.
        region: Province or state.
        country: ISO 3166 two-letter code where the channel gives one, otherwise the country's name as written.
        phone: As written.
        email: As written.
    """

    name: str = ""
    company: str = ""
    street1: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line of an order.

    Attributes:
        line_no: Where the line stands among the order's rows in the file, from 1. Rows that were ignored keep
            their number, so that a later export of the same order numbers its lines alike.
        sku: Item code, upper case.
        name: What the channel calls the item; may be blank.
        quantity: Units, at least 1.
    """

    line_no: int
    sku: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """One order of a channel.

    Attributes:
        channel: Key of the channel, e.g. ``"shopify"``.
        external_id: The order's number in that channel; with ``channel`` it is unique.
        placed_at: When the customer ordered, aware and in UTC.
        customer: Who bought; blank when the channel does not say.
        recipient: Whom the parcel goes to.
        carrier: Carrier asked for; blank when any will do.
        service: The carrier's service or the channel's word for it.
        lines: At least one.
        paid: False holds the order until somebody decides.
        note: What the customer or the shop wrote; may run over several lines.
        rows: Row numbers in the file that made this order.
    """

    channel: str
    external_id: str
    placed_at: datetime
    customer: str
    recipient: DraftAddress
    carrier: str
    service: str
    lines: tuple[LineDraft, ...]
    paid: bool
    note: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CancelDraft:
    """An order to cancel as a whole. Orders of a file are booked before its cancellations.

    Attributes:
        channel: Key of the channel.
        external_id: The order's number in that channel.
        reason: Key of a sentence that says why; its placeholder is ``{reference}``.
        rows: Row numbers that said so.
        reference: What cancelled it: a credit note's number or a moment.
    """

    channel: str
    external_id: str
    reason: str
    rows: tuple[int, ...]
    reference: str = ""


@dataclass(frozen=True, slots=True)
class BarcodeDraft:
    """A code an item answers to, and the units one scan of it stands for."""

    code: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One item of the catalogue.

    Attributes:
        sku: Item code, upper case.
        name: As shown on screens.
        weight_g: Grams of one unit; 0 when the file does not say.
        barcodes: Codes with their pack quantities; may be none.
        reorder_level: Refill or buy when fewer units are left; None when the file does not say.
    """

    sku: str
    name: str
    weight_g: int
    barcodes: tuple[BarcodeDraft, ...]
    reorder_level: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """One place with a label.

    Attributes:
        code: As people read it, e.g. ``"A03-07-B"``.
        zone: Zone letters; blank for places of the whole house.
        aisle: Number of the aisle inside the house; 0 where it means nothing.
        bay: Number of the bay along the aisle; 0 where it means nothing.
        level: Shelf letter from the floor up; blank where it means nothing.
        x_mm: Millimetres across the aisles, where the picker stands.
        y_mm: Millimetres along the aisle, 0 at the front.
        sequence: Where the place comes on the walk through the house.
        check_digits: Two or three digits on the label; blank when the house uses none.
        kind: What sort of place it is.
    """

    code: str
    zone: str
    aisle: int
    bay: int
    level: str
    x_mm: int
    y_mm: int
    sequence: int
    check_digits: str
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class StockDraft:
    """How many units of an item were counted in a place; 0 says that it was counted and is empty."""

    place: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody who works here.

    Attributes:
        badge: What the badge says to a scanner: ``BA`` and 4 to 10 digits.
        name: As shown.
        role: What the person may do.
        language: ``"es"`` or ``"en"``.
        zones: Zone letters the person usually works in; may be none.
    """

    badge: str
    name: str
    role: Role
    language: str
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in a file that is wrong and was not taken; correct it and import again.

    Attributes:
        file: The file's name.
        row: Line as a text editor or spreadsheet numbers it (the header is 1); 0 for the whole file.
        column: The column's heading as the file writes it; blank for a whole row.
        value: What stood there, shortened.
        reason: Key of the sentence.
        names: What further placeholders of the sentence stand for.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    names: Mapping[str, object] = field(default_factory=dict, hash=False)

    def placeholders(self) -> dict[str, object]:
        """Gives everything the sentence may name: ``phrases(r.reason, **r.placeholders())``."""
        return {"file": self.file, "row": self.row, "column": self.column, "value": self.value, **self.names}


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that is not wrong but asks for nothing here, and why.

    Attributes:
        row: Line in the file.
        reason: Key of the sentence.
        names: What further placeholders of the sentence stand for.
    """

    row: int
    reason: str
    names: Mapping[str, object] = field(default_factory=dict, hash=False)

    def placeholders(self) -> dict[str, object]:
        """Gives everything the sentence may name: ``phrases(i.reason, **i.placeholders())``."""
        return {"row": self.row, **self.names}


@dataclass(frozen=True, slots=True)
class Intake:
    """All that one file gave. Every data row is in exactly one of taken, rejected and ignored.

    Attributes:
        orders: Orders to book.
        cancels: Orders to cancel, to be booked after ``orders``.
        items: Items to add or change.
        places: Places to add or change.
        stock: Counted stock.
        people: People to add or change.
        rejected: What was wrong; a row may be named more than once, row 0 is the whole file.
        ignored: Rows that ask for nothing here.
        rows_read: Data rows found, without the header and blank rows.

    Raises:
        ValueError: The rows do not add up; a bug of the channel, never a mistake in the file.
    """

    orders: tuple[OrderDraft, ...] = ()
    cancels: tuple[CancelDraft, ...] = ()
    items: tuple[ItemDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    stock: tuple[StockDraft, ...] = ()
    people: tuple[PersonDraft, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    rows_read: int = 0

    def __post_init__(self) -> None:
        counted = self.rows_taken + self.rows_rejected + self.rows_ignored
        if counted != self.rows_read:
            raise ValueError(f"{self.rows_read} rows read, but {counted} accounted for")

    @property
    def rows_taken(self) -> int:
        """Data rows that became part of a draft."""
        orders = sum(len(order.rows) for order in self.orders)
        cancels = sum(len(cancel.rows) for cancel in self.cancels)
        return orders + cancels + len(self.items) + len(self.places) + len(self.stock) + len(self.people)

    @property
    def rows_rejected(self) -> int:
        """Data rows with at least one mistake."""
        return len({wrong.row for wrong in self.rejected if wrong.row > 0})

    @property
    def rows_ignored(self) -> int:
        """Data rows that ask for nothing here."""
        return len(self.ignored)
