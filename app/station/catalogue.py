"""The station's own copy of items, barcodes, places and people: every scan is looked up in memory, network or not.

The copy is replaced whole, changes and all, so it rests in the file as one compressed block: the write takes a moment
only, and a scan that is being journaled does not wait for twenty thousand rows.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.domain.codes import Template, place_barcode, templates
from app.domain.codes.gtin import as_gtin14
from app.domain.master.items import Barcode, Item
from app.domain.master.people import Person, Role
from app.domain.master.places import Place, PlaceKind
from app.station.store import Store
from app.station.trouble import StationTrouble

_BLOCK = 500
"""Rows in one line of the stored form; no line holds the interpreter for longer than a scan can wait."""

_CHECK_DIGITS = 3

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Master:
    """Everything a station looks up, as rows; ``in_store`` are the forms of the site's in-store codes."""

    items: Sequence[Item] = ()
    barcodes: Sequence[Barcode] = ()
    places: Sequence[Place] = ()
    people: Sequence[Person] = ()
    in_store: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    version: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    barcodes: dict[str, Barcode] = field(default_factory=dict)
    gtins: dict[str, Barcode] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    templates: Sequence[Template] = ()


class Catalogue:
    """What codes mean at this station; fits ``app.domain.codes.Directory``."""

    def __init__(self, store: Store) -> None:
        """Loads the copy that was kept last.

        Raises:
            StationTrouble: The file cannot be read, or the copy in it is damaged.
        """
        self._store = store
        with store.read() as db:
            found = db.execute("SELECT version, body FROM catalogue").fetchone()
        try:
            self._now = _Index() if found is None else _index(found[0], _unpacked(found[1]))
        except (zlib.error, ValueError, TypeError) as error:
            raise StationTrouble("station.damaged", path=store.path) from error

    @property
    def version(self) -> str:
        """Which copy this is, in the centre's words; empty when there has never been one."""
        return self._now.version

    @property
    def templates(self) -> Sequence[Template]:
        """The site's in-store codes, in the order they are tried."""
        return self._now.templates

    def replace(self, master: Master, *, version: str) -> None:
        """Puts a new copy in the place of the old one, on the disk and then in memory, both at once.

        Raises:
            StationTrouble: The copy could not be kept; the old one is still in use.
        """
        body = zlib.compress("\n".join(_lines(master)).encode(), level=1)
        index = _index(version, master)
        with self._store.write() as db:
            db.execute("INSERT OR REPLACE INTO catalogue VALUES (1, ?, ?)", (version, body))
        self._now = index

    def merge(self, changed: Master, gone: Mapping[str, Iterable[str]], *, version: str) -> None:
        """Takes changes over: rows that are gone go, rows that changed come in their place.

        Args:
            changed: The rows as they are now, and every form of in-store codes.
            gone: Keys of rows that changed or are not there any more, by ``item``, ``barcode``, ``place``, ``person``.
            version: Which copy this makes.

        Raises:
            StationTrouble: The copy could not be kept; the old one is still in use.
        """
        now = self._now
        merged = Master(
            _merged(now.items, gone.get("item", ()), {each.sku: each for each in changed.items}),
            _merged(now.barcodes, gone.get("barcode", ()), {each.code: each for each in changed.barcodes}),
            _merged(now.places, gone.get("place", ()), {each.code: each for each in changed.places}),
            _merged(now.people, gone.get("person", ()), {each.badge: each for each in changed.people}),
            changed.in_store,
        )
        self.replace(merged, version=version)

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        """Gives (sku, name, units a scan stands for) of an item's barcode or SKU, or None.

        A GTIN is found however many zeros it was written with: the twelve digits of a UPC-A are the EAN-13 with a
        zero before them, and that is the GTIN-14 with two.
        """
        now = self._now
        found = now.barcodes.get(code) or now.gtins.get(as_gtin14(code)) or _by_sku(now, code)
        item = now.items.get(found.sku) if found is not None else None
        return (item.sku, item.name, found.quantity) if found is not None and item is not None else None

    def place_of(self, barcode: str) -> str | None:
        """Gives the place a place label's barcode names; None also when two places would have the same label."""
        return self._now.labels.get(barcode)

    def item(self, sku: str) -> Item | None:
        """Gives an item by its SKU, or None."""
        return self._now.items.get(sku)

    def place(self, code: str) -> Place | None:
        """Gives a place by the code people read, or None."""
        return self._now.places.get(code)

    def person(self, badge: str) -> Person | None:
        """Gives the person a badge belongs to, or None."""
        return self._now.people.get(badge)


def _merged(known: Mapping[str, R], gone: Iterable[str], changed: Mapping[str, R]) -> Sequence[R]:
    left = set(gone)
    return [*(row for key, row in known.items() if key not in left and key not in changed), *changed.values()]


def _by_sku(now: _Index, code: str) -> Barcode | None:
    """Lets an item answer to its own SKU; two or three digits alone are a place's check digits, never a SKU."""
    short = code.isdigit() and len(code) <= _CHECK_DIGITS
    return Barcode(code, code) if code in now.items and not short else None


def _index(version: str, master: Master) -> _Index:
    labels = [(place_barcode(place.code), place.code) for place in master.places]
    times = Counter(label for label, _ in labels)
    return _Index(
        version=version,
        items={item.sku: item for item in master.items},
        barcodes={barcode.code: barcode for barcode in master.barcodes},
        gtins={gtin: barcode for barcode in reversed(master.barcodes) if (gtin := as_gtin14(barcode.code))},
        places={place.code: place for place in master.places},
        labels={label: code for label, code in labels if times[label] == 1},
        people={person.badge: person for person in master.people},
        templates=templates(master.in_store),
    )


def _lines(master: Master) -> Iterator[str]:
    yield from _blocks("items", [(i.sku, i.name, i.weight_g, i.draft) for i in master.items])
    yield from _blocks("barcodes", [(b.code, b.sku, b.quantity) for b in master.barcodes])
    yield from _blocks("places", [_place_row(place) for place in master.places])
    yield from _blocks("people", [(p.badge, p.name, p.role, p.language) for p in master.people])
    yield from _blocks("in_store", [(form,) for form in master.in_store])


def _place_row(place: Place) -> tuple[object, ...]:
    spot = place.aisle, place.sequence, place.x_mm, place.y_mm
    return place.code, place.kind, place.zone, *spot, place.check_digits


def _blocks(kind: str, rows: Sequence[Sequence[object]]) -> Iterator[str]:
    for start in range(0, len(rows), _BLOCK):
        yield json.dumps([kind, rows[start : start + _BLOCK]], ensure_ascii=False, separators=(",", ":"))


def _unpacked(body: bytes) -> Master:
    rows: dict[str, list[Any]] = {"items": [], "barcodes": [], "places": [], "people": [], "in_store": []}
    for line in filter(None, zlib.decompress(body).decode().split("\n")):
        kind, block = json.loads(line)
        rows[kind] += block
    return Master(
        items=[Item(*row) for row in rows["items"]],
        barcodes=[Barcode(*row) for row in rows["barcodes"]],
        places=[Place(code, PlaceKind(kind), *rest) for code, kind, *rest in rows["places"]],
        people=list(_people(rows["people"])),
        in_store=[form for (form,) in rows["in_store"]],
    )


def _people(rows: Iterable[Sequence[str]]) -> Iterator[Person]:
    for badge, name, role, language in rows:
        yield Person(badge, name, Role(role), language)
