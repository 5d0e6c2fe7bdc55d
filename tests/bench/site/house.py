"""A made-up house and its orders, as many as a benchmark wants; the same numbers give the same house."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from app.central.bookkeeper import book_all
from app.central.engine import Central
from app.central.inbox import append
from app.central.promises.intake import Source, store
from app.domain.deeds import Stocked
from app.domain.facts import GENESIS, Fact, Journal, seal
from app.domain.intake import DraftAddress, Intake, ItemDraft, LineDraft, OrderDraft, PersonDraft, PlaceDraft
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind

NOW = datetime(2010, 12, 7, 8, tzinfo=UTC)
CHANNEL = "online-retail"
_PORTION = 500
_HEADS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "CustomerID", "Country")
_ADDRESS = ("Recipient", "Street", "Postcode", "City")


def sku(number: int) -> str:
    """Code of an item."""
    return f"SKU{number:05}"


def shelf(number: int) -> str:
    """Code of a shelf; forty shelves make an aisle."""
    return f"A{number // 40 + 1:03}-{number % 40 + 1:02}"


def furnish(central: Central, *, items: int, shelves_each: int, units: int, people: int = 40) -> None:
    """Puts items, their shelves and people in, and so many units of every item on each of its shelves."""
    goods = tuple(ItemDraft(sku(n), f"The article {n}", 250, ()) for n in range(items))
    places = tuple(_place(n) for n in range(items * shelves_each))
    ends = tuple(_end(n, kind) for n, kind in enumerate((PlaceKind.PACK, PlaceKind.HANDOVER, PlaceKind.HOSPITAL)))
    staff = tuple(PersonDraft(badge(n), f"Person {n}", Role.PICKER, "en", ("A",)) for n in range(people))
    intake = Intake(items=goods, places=(*places, *ends), people=staff, rows_read=items + len(places) + 3 + people)
    store(central, intake, Source("bench", "house.csv"), NOW)
    stocked = [Stocked(shelf(n), sku(n % items), units, "opening", "o") for n in range(items * shelves_each)]
    tell(central, "ST00", stocked)
    book_all(central, now=NOW)


def badge(number: int) -> str:
    """Badge of a person."""
    return f"BA{2000 + number}"


def _place(number: int) -> PlaceDraft:
    aisle = number // 40 + 1
    return PlaceDraft(
        shelf(number), "A", aisle, number % 40, "A", aisle * 3000, number % 40 * 900, number + 1, "42", PlaceKind.SHELF
    )


def _end(number: int, kind: PlaceKind) -> PlaceDraft:
    return PlaceDraft(f"{kind}-1".upper(), "", 0, 0, "", 0, 0, 900_000 + number, "", kind)


def sealed(code: str, deeds: Sequence[object], *, who: str = "BA2000") -> list[Fact]:
    """Makes facts of deeds: a whole journal of a station."""
    journal, facts, before = Journal(code, f"journal-{code}"), [], GENESIS
    for seq, deed in enumerate(deeds, 1):
        facts.append(seal(deed, journal, seq=seq, who=who, at=NOW, prev_hash=before))  # type: ignore[arg-type]
        before = facts[-1].hash
    return facts


def tell(central: Central, code: str, deeds: Sequence[object]) -> None:
    """Sends the journal of a station to the centre."""
    facts = sealed(code, deeds)
    for start in range(0, len(facts), _PORTION):
        append(central, facts[start : start + _PORTION], now=NOW)


def orders(count: int, lines: int, items: int, *, most: int = 3, seed: int = 7) -> tuple[OrderDraft, ...]:
    """Makes orders of so many lines each, of different items, one to ``most`` units a line."""
    chance = Random(seed)  # noqa: S311 - no secret, the same every time
    return tuple(_order(number, chance.sample(range(items), lines), chance, most) for number in range(count))


def _order(number: int, wanted: Sequence[int], chance: Random, most: int) -> OrderDraft:
    asked = [LineDraft(at, sku(n), f"The article {n}", chance.randint(1, most)) for at, n in enumerate(wanted, 1)]
    to = DraftAddress(
        name=f"Customer {number}", street1="1 Mill Lane", city="Larkminster", postcode="ZZ1", country="GB"
    )
    ref = f"{500_000 + number}"
    return OrderDraft("bench", ref, NOW, f"c{number}", to, "Garza", "standard", tuple(asked), True, "", (number,))


def take(central: Central, drafts: tuple[OrderDraft, ...]) -> None:
    """Stores orders."""
    store(central, Intake(orders=drafts, rows_read=len(drafts)), Source("bench", "orders.csv"), NOW)


def order_file(count: int, lines: int, items: int) -> bytes:
    """Writes the file of an order channel: one row a line, the address in each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*_HEADS, *_ADDRESS))
    for draft in orders(count, lines, items):
        to = draft.recipient
        address = (to.name, to.street1, to.postcode, to.city)
        for line in draft.lines:
            head = (draft.external_id, line.sku, line.name, line.quantity, "2010-12-07 08:00:00")
            writer.writerow((*head, draft.customer, "GB", *address))
    return out.getvalue().encode()
