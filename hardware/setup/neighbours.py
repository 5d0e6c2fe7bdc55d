"""The printers of a site: a station's own, and those of its neighbours that the network reaches."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hardware.registry import DRIVERS, AnySettings
from hardware.setup.devices_file import NAME, Table, file_of, read_tables, settings_of
from hardware.status import Kind

log = logging.getLogger(__name__)

_STATION = re.compile(r"ST[0-9]{1,4}\Z")
_SITE = "ST00"
"""Stands for the site where a station's code would be."""


@dataclass(frozen=True, slots=True)
class KnownPrinter:
    """A printer that a site's files name.

    Attributes:
        code: What its sign says to a scanner.
        name: How a rig calls it: as configured, a neighbour's with its station before it.
        station: Station whose file names it, empty for the site's.
        own: Whether it is a device of the station itself.
        language: What it understands.
        dpi: Its dots per inch, 0 where its settings do not say.
        settings: How to reach it.
    """

    code: str
    name: str
    station: str
    own: bool
    language: str
    dpi: int
    settings: AnySettings


def neighbours_of(data: Path, station: str) -> tuple[KnownPrinter, ...]:
    """Lists the printers on the network that other files of a site name than the one a station reads.

    A file that cannot be read, or names what this program does not know, hides its printers only.

    Args:
        data: Folder of the site's data.
        station: Code of the station.
    """
    others = [data / NAME, *sorted(data.glob(f"ST*/{NAME}"))]
    own = file_of(data, station)
    return tuple(printer for file in others if file != own for printer in _of_neighbour(station_of(file), file))


def own_printers(tables: Mapping[str, Table], station: str) -> tuple[KnownPrinter, ...]:
    """Lists the printers among a station's own devices.

    Args:
        tables: Its devices.
        station: Station whose file names them, empty for the site's.

    Raises:
        ValueError: A table is wrong.
    """
    return tuple(_of_tables(station, tables, own=True))


def station_of(file: Path) -> str:
    """Gives the station that a file belongs to, empty for the site's."""
    return file.parent.name if _STATION.match(file.parent.name) else ""


def _of_neighbour(station: str, file: Path) -> list[KnownPrinter]:
    try:
        every = _of_tables(station, read_tables(file), own=False)
        return [each for each in every if getattr(each.settings, "host", "")]
    except (ValueError, OSError) as error:
        log.info("the printers of %s are not known here: %s", file, error)
        return []


def _of_tables(station: str, tables: Mapping[str, Table], *, own: bool) -> Iterator[KnownPrinter]:
    for name, table in tables.items():
        settings = settings_of(name, table)
        if DRIVERS[table["driver"]].kind is Kind.PRINTER:
            yield KnownPrinter(
                code=str(table.get("code", "")) or default_code(station, name),
                name=name if own else f"{station or _SITE}/{name}",
                station=station,
                own=own,
                language=str(getattr(settings, "language", "zpl")),
                dpi=int(getattr(settings, "dpi", 0)),
                settings=settings,
            )


def default_code(station: str, name: str) -> str:
    """Gives the code of a printer whose settings name none: ``printer-1`` of ``ST02`` is ``PR02PRINTER1``."""
    word = "".join(each for each in name.upper() if each.isascii() and each.isalnum())
    return f"PR{station.removeprefix('ST').zfill(2)}{word}"[:18]
