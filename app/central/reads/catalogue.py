"""The catalogue that every station keeps a copy of: items, barcodes, places, people."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.central.engine import Central
from app.central.settings import read_settings
from app.central.tables import barcode, in_house, item, person, place
from app.domain.master.items import Barcode, Item
from app.domain.master.people import Person, Role
from app.domain.master.places import Place, PlaceKind

_ALL = sa.true()


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A place and what its label says to a scanner."""

    place: Place
    barcode: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All a station must know to read a scan and greet a person.

    Attributes:
        items: Every item.
        barcodes: Every code with its item and pack quantity.
        places: Shelves, benches and hand-over places; totes and parcels are known by the form of their code.
        people: Everybody active.
        in_store: Forms of the site's in-store codes.
        version: Digest of all of it: another content has another version.
    """

    items: tuple[Item, ...]
    barcodes: tuple[Barcode, ...]
    places: tuple[PlaceLabel, ...]
    people: tuple[Person, ...]
    in_store: tuple[str, ...]
    version: str


def catalogue(central: Central) -> Catalogue:
    """Reads the whole catalogue as it is at one moment."""
    with central.reading() as connection:
        return catalogue_on(connection)


def catalogue_on(connection: sa.Connection) -> Catalogue:
    """Reads the whole catalogue inside a transaction that is open."""
    items = tuple(_items(connection))
    barcodes = tuple(_barcodes(connection))
    places = tuple(_places(connection))
    people = tuple(_people(connection))
    in_store = tuple(read_settings(connection).get("in_store", ()))
    version = _version((*items, *barcodes, *places, *people, *in_store))
    return Catalogue(items, barcodes, places, people, in_store, version)


def selected(connection: sa.Connection, keys: Mapping[str, Sequence[str]], portion: int) -> Catalogue:
    """Reads the rows of some keys: SKUs, codes of barcodes and of places, badges; it has no version.

    Args:
        connection: A transaction that is open.
        keys: By ``item``, ``barcode``, ``place`` and ``person``.
        portion: Most keys in one statement.
    """

    def asked(name: str, column: sa.Column[str]) -> Iterator[sa.ColumnElement[bool]]:
        wanted = keys.get(name, ())
        return (column.in_(wanted[start : start + portion]) for start in range(0, len(wanted), portion))

    return Catalogue(
        tuple(row for which in asked("item", item.c.sku) for row in _items(connection, which)),
        tuple(row for which in asked("barcode", barcode.c.code) for row in _barcodes(connection, which)),
        tuple(row for which in asked("place", place.c.code) for row in _places(connection, which)),
        tuple(row for which in asked("person", person.c.badge) for row in _people(connection, which)),
        tuple(read_settings(connection).get("in_store", ())),
        "",
    )


def _version(parts: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part!r}\n".encode())
    return digest.hexdigest()[:16]


def _items(connection: sa.Connection, which: sa.ColumnElement[bool] = _ALL) -> Iterable[Item]:
    statement = sa.select(item.c.sku, item.c.name, item.c.weight_g, item.c.draft).where(which).order_by(item.c.sku)
    return (Item(*row) for row in connection.execute(statement))


def _barcodes(connection: sa.Connection, which: sa.ColumnElement[bool] = _ALL) -> Iterable[Barcode]:
    statement = sa.select(barcode.c.code, barcode.c.sku, barcode.c.qty).where(which).order_by(barcode.c.code)
    return (Barcode(*row) for row in connection.execute(statement))


def _places(connection: sa.Connection, which: sa.ColumnElement[bool] = _ALL) -> Iterable[PlaceLabel]:
    statement = sa.select(place).where(which, in_house).order_by(place.c.code)
    for row in connection.execute(statement):
        where = (row.zone, row.aisle, row.sequence, row.x_mm, row.y_mm, row.check_digits)
        yield PlaceLabel(Place(row.code, PlaceKind(row.kind), *where), row.barcode)


def _people(connection: sa.Connection, which: sa.ColumnElement[bool] = _ALL) -> Iterable[Person]:
    statement = sa.select(person.c.badge, person.c.name, person.c.role, person.c.language).where(which, person.c.active)
    for row in connection.execute(statement.order_by(person.c.badge)):
        yield Person(row.badge, row.name, Role(row.role), row.language)
