"""Sheets of labels to print once: badges of the people, labels of the places, labels of the totes."""

from collections.abc import Sequence
from pathlib import Path

from app.central.engine import Central
from app.central.reads.catalogue import catalogue
from app.domain.master.people import Person
from app.domain.master.places import PlaceKind
from app.labels import BadgeLabel, PlaceLabel, Templates, ToteLabel, badge_sheet_pdf, place_sheet_pdf, tote_sheet_pdf
from app.language import load_phrases

_LABELLED = (PlaceKind.SHELF, PlaceKind.HANDOVER, PlaceKind.PACK, PlaceKind.DOCK, PlaceKind.HOSPITAL)

FIRST_TOTES = 24
"""Tote labels made at the first run; more come from the same sheet with other numbers."""


def badge_sheet(centre: Central, folder: Path, templates: Templates) -> Path:
    """Writes the badges of everybody as PDF, each in the person's language, and gives the file.

    Raises:
        Unavailable: The centre cannot be read.
        LabelError: The site's template is wrong.
        OSError: The file cannot be written.
    """
    labels = [badge_of(each) for each in catalogue(centre).people]
    return _written(folder / "badges.pdf", badge_sheet_pdf(labels, templates))


def badge_of(person: Person) -> BadgeLabel:
    """Makes what a person's badge says, in that person's language."""
    role = load_phrases(person.language)(f"role.{person.role}")
    return BadgeLabel(name=person.name, role_text=role, code=person.badge)


def place_sheet(centre: Central, folder: Path, templates: Templates) -> Path:
    """Writes the labels of all places in walking order as PDF, and gives the file.

    Raises:
        Unavailable: The centre cannot be read.
        LabelError: The site's template is wrong.
        OSError: The file cannot be written.
    """
    known = [each for each in catalogue(centre).places if each.place.kind in _LABELLED]
    known.sort(key=lambda each: (each.place.sequence, each.place.code))
    labels = [
        PlaceLabel(
            code=each.place.code, shown=each.place.code, check_digits=each.place.check_digits, barcode=each.barcode
        )
        for each in known
    ]
    return _written(folder / "places.pdf", place_sheet_pdf(labels, templates))


def zone_sheet(centre: Central, folder: Path, templates: Templates) -> Path:
    """Writes the signs of the zones, which a supervisor scans after a badge, as PDF, and gives the file.

    Raises:
        Unavailable: The centre cannot be read.
        LabelError: The site's template is wrong.
        OSError: The file cannot be written.
    """
    zones = sorted({each.place.zone for each in catalogue(centre).places if each.place.zone})
    return _written(folder / "zones.pdf", tote_sheet_pdf([ToteLabel(code=f"ZO{zone}") for zone in zones], templates))


def printer_sheet(folder: Path, templates: Templates, station: str, signs: Sequence[str]) -> Path:
    """Writes the signs of the printers that a station can send labels to, as PDF, and gives the file.

    Raises:
        OSError: The file cannot be written.
    """
    labels = [ToteLabel(code=sign) for sign in signs]
    return _written(folder / f"printers-{station}.pdf", tote_sheet_pdf(labels, templates))


def tote_sheet(folder: Path, templates: Templates, count: int = FIRST_TOTES) -> Path:
    """Writes the labels of the first totes as PDF, and gives the file.

    Raises:
        LabelError: The site's template is wrong.
        OSError: The file cannot be written.
    """
    labels = [ToteLabel(code=f"TO{number:04}") for number in range(1, count + 1)]
    return _written(folder / "totes.pdf", tote_sheet_pdf(labels, templates))


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
