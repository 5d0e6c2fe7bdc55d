"""The catalogue that every station keeps a copy of: items, barcodes, places, people."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from app.central.engine import Central
from app.central.settings import read_settings
from app.central.tables import barcode, in_house, item, person, place
from app.domain.master.items import Barcode, Item
from app.domain.master.people import Person, Role
from app.domain.master.places import Place, PlaceKind


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
        items = tuple(_items(connection))
        barcodes = tuple(_barcodes(connection))
        places = tuple(_places(connection))
        people = tuple(_people(connection))
        in_store = tuple(read_settings(connection).get("in_store", ()))
    version = _version((*items, *barcodes, *places, *people, *in_store))
    return Catalogue(items, barcodes, places, people, in_store, version)


def _version(parts: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part!r}\n".encode())
    return digest.hexdigest()[:16]


def _items(connection: sa.Connection) -> Iterable[Item]:
    statement = sa.select(item.c.sku, item.c.name, item.c.weight_g, item.c.draft).order_by(item.c.sku)
    return (Item(*row) for row in connection.execute(statement))


def _barcodes(connection: sa.Connection) -> Iterable[Barcode]:
    statement = sa.select(barcode.c.code, barcode.c.sku, barcode.c.qty).order_by(barcode.c.code)
    return (Barcode(*row) for row in connection.execute(statement))


def _places(connection: sa.Connection) -> Iterable[PlaceLabel]:
    statement = sa.select(place).where(in_house).order_by(place.c.code)
    for row in connection.execute(statement):
        where = (row.zone, row.aisle, row.sequence, row.x_mm, row.y_mm, row.check_digits)
        yield PlaceLabel(Place(row.code, PlaceKind(row.kind), *where), row.barcode)


def _people(connection: sa.Connection) -> Iterable[Person]:
    statement = sa.select(person.c.badge, person.c.name, person.c.role, person.c.language).where(person.c.active)
    for row in connection.execute(statement.order_by(person.c.badge)):
        yield Person(row.badge, row.name, Role(row.role), row.language)
