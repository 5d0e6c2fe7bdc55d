"""Lists of places and of people: where things are and who works here."""

import re
from collections.abc import Mapping
from typing import TypeVar

from app.channels.master_data import Once, read_list
from app.channels.own_codes import is_ours
from app.channels.tables.cells import LONGEST_CODE, MOST_UNITS, Reading
from app.channels.tables.columns import Column, plain
from app.domain.codes import place_barcode
from app.domain.intake import Intake, PersonDraft, PlaceDraft
from app.domain.master.people import Role
from app.domain.master.places import STRAY, VIRTUAL, PlaceKind

FARTHEST_MM = 10_000_000
"""Ten kilometres: a place farther away is a length in the wrong unit."""
PLACES = (
    Column("code", ("place", "location", "ubicación", "lugar", "hueco", "código"), required=True),
    Column("kind", ("type", "tipo", "clase")),
    Column("zone", ("zona",)),
    Column("aisle", ("pasillo",)),
    Column("bay", ("módulo", "columna")),
    Column("level", ("nivel", "altura")),
    Column("x_mm", ("x",)),
    Column("y_mm", ("y",)),
    Column("sequence", ("secuencia", "orden", "orden de recorrido")),
    Column("check_digits", ("check digits", "dígitos de control", "dígitos control", "control")),
)
PEOPLE = (
    Column("badge", ("credencial", "tarjeta", "código"), required=True),
    Column("name", ("nombre",), required=True),
    Column("role", ("rol", "puesto", "función"), required=True),
    Column("language", ("idioma", "lengua")),
    Column("zones", ("zone", "zonas", "zona")),
)
KINDS = {
    **dict.fromkeys(("", "shelf", "estante", "estanteria", "picking"), PlaceKind.SHELF),
    **dict.fromkeys(("pack", "packing", "empaque", "embalaje"), PlaceKind.PACK),
    **dict.fromkeys(("handover", "hand_over", "entrega", "traspaso"), PlaceKind.HANDOVER),
    **dict.fromkeys(("dock", "muelle"), PlaceKind.DOCK),
    **dict.fromkeys(("hospital", "incidencias"), PlaceKind.HOSPITAL),
}
ROLES = {
    **dict.fromkeys(("admin", "owner", "administrador", "administradora"), Role.ADMIN),
    **dict.fromkeys(("supervisor", "supervisora", "encargado", "encargada"), Role.SUPERVISOR),
    **dict.fromkeys(("auditor", "auditora"), Role.AUDITOR),
    **dict.fromkeys(("packer", "empaquetador", "empaquetadora", "embalador", "embaladora"), Role.PACKER),
    **dict.fromkeys(("picker", "preparador", "preparadora", "recolector", "recolectora"), Role.PICKER),
}
LANGUAGES = {
    **dict.fromkeys(("", "es", "espanol", "castellano", "spanish"), "es"),
    **dict.fromkeys(("en", "ingles", "english"), "en"),
}
_PLACE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*\Z")
_ZONE = re.compile(r"[A-Z]{1,3}\Z")
_CHECK = re.compile(r"[0-9]{2,3}\Z")
_BADGE = re.compile(r"(?:BA)?([0-9]{4,10})\Z")
_BETWEEN = re.compile(r"[|,;\s]+")
_HOUSE_NUMBERS = 9999

Choice = TypeVar("Choice")


def read_places(file: str, data: bytes) -> Intake:
    """Reads a list of places: code, kind, zone, aisle, bay, level, x_mm, y_mm, sequence, check_digits.

    A blank kind is a shelf. Without a sequence the walk follows the list.
    """
    labels = Once()

    def draft(reading: Reading) -> PlaceDraft:
        place = _place(reading)
        labels.claim(reading, "code", place_barcode(place.code))
        return place

    drafts, rejected, count = read_list(file, data, PLACES, draft)
    return Intake(places=tuple(drafts), rejected=rejected, rows_read=count)


def _place(reading: Reading) -> PlaceDraft:
    kind = _chosen(reading, "kind", KINDS, PlaceKind.SHELF)
    return PlaceDraft(
        code=_place_code(reading),
        zone=_zone(reading, needed=kind is PlaceKind.SHELF),
        aisle=reading.whole("aisle", least=0, most=_HOUSE_NUMBERS, blank=0),
        bay=reading.whole("bay", least=0, most=_HOUSE_NUMBERS, blank=0),
        level=reading.text("level").upper(),
        x_mm=reading.whole("x_mm", least=-FARTHEST_MM, most=FARTHEST_MM, blank=0),
        y_mm=reading.whole("y_mm", least=-FARTHEST_MM, most=FARTHEST_MM, blank=0),
        sequence=reading.whole("sequence", least=0, most=MOST_UNITS, blank=reading.row.number),
        check_digits=_check_digits(reading),
        kind=kind,
    )


def _place_code(reading: Reading) -> str:
    code = reading.code("code").upper()
    if code in VIRTUAL or code == STRAY or is_ours(code):
        reading.refuse("code", "channels.reserved_place")
    elif code and not _PLACE.match(code) and len(code) <= LONGEST_CODE:
        reading.refuse("code", "channels.place_code")
    return code


def _zone(reading: Reading, *, needed: bool) -> str:
    zone = reading.needed("zone") if needed else reading.text("zone")
    if zone and not _ZONE.match(zone.upper()):
        reading.refuse("zone", "channels.zone")
    return zone.upper()


def _check_digits(reading: Reading) -> str:
    """Reads check digits; a single digit has lost its zero in a spreadsheet, as there are always two or more."""
    digits = reading.text("check_digits")
    padded = digits.zfill(2) if digits else ""
    if padded and not _CHECK.match(padded):
        reading.refuse("check_digits", "channels.check_digits")
    return padded


def read_people(file: str, data: bytes) -> Intake:
    """Reads a list of people: badge (``BA1001`` or ``1001``), name, role, language, zones (``A|B``)."""
    badges = Once()

    def draft(reading: Reading) -> PersonDraft:
        person = _person(reading)
        badges.claim(reading, "badge", person.badge)
        return person

    drafts, rejected, count = read_list(file, data, PEOPLE, draft)
    return Intake(people=tuple(drafts), rejected=rejected, rows_read=count)


def _person(reading: Reading) -> PersonDraft:
    return PersonDraft(
        badge=_badge(reading),
        name=reading.needed("name"),
        role=_chosen(reading, "role", ROLES, Role.PICKER),
        language=_chosen(reading, "language", LANGUAGES, "es"),
        zones=_zones(reading),
    )


def _badge(reading: Reading) -> str:
    text = reading.code("badge")
    found = _BADGE.match(text.upper())
    if text and found is None:
        reading.refuse("badge", "channels.badge")
    return f"BA{found[1]}" if found else ""


def _zones(reading: Reading) -> tuple[str, ...]:
    zones = tuple(zone.upper() for zone in _BETWEEN.split(reading.text("zones")) if zone)
    for zone in zones:
        if not _ZONE.match(zone):
            reading.refuse("zones", "channels.zone", zone)
    return zones


def _chosen(reading: Reading, key: str, choices: Mapping[str, Choice], otherwise: Choice) -> Choice:
    """Reads one of a few words; a blank cell is a mistake unless the choices have an answer to it."""
    word = plain(reading.text(key))
    if word in choices:
        return choices[word]
    if reading.needed(key):
        known = ", ".join(str(choice) for choice in dict.fromkeys(choices.values()))
        reading.refuse(key, "channels.not_one_of", known=known)
    return otherwise
