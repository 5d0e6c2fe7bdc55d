"""Everything that is plugged in and could be a station's device, each with what to write into its settings.

Listing opens nothing and changes nothing. What a system cannot tell is left out, never an error.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from hardware.discovery import SCALE_PAGE, SCANNER_PAGE, Found, hid_devices, match, serial_ports
from hardware.printers.usb_nodes import SYSFS, usb_printers

QUEUES: Mapping[str, tuple[str, ...]] = (
    {"windows-printer": ("powershell", "-NoProfile", "-Command", "Get-Printer | ForEach-Object Name")}
    if sys.platform == "win32"
    else {"cups-printer": ("lpstat", "-e")}
)
"""Commands that list print queues, one a line, by the driver that prints through them."""

_LONGEST_LISTING_S = 5.0
_SAYS_NOTHING = "n/a"
"""What pyserial gives as the description of a port that has none."""

_LANGUAGES = (("ZPL", "zpl"), ("ZEBRA", "zpl"), ("TSPL", "tspl"), ("ESC/POS", "escpos"), ("ESCPOS", "escpos"))
"""How printers name their languages in the id that IEEE 1284 makes them carry, and how drivers do."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is there.

    Attributes:
        kind: ``scanner``, ``printer`` or ``scale``; empty for a serial port, which does not say what hangs on it.
        driver: The driver to use; for a serial port that of a scanner.
        settings: What to write besides: the setting that says where it is, and whatever else is known.
        description: What it says it is.
        device: Its present path and USB ids; without any for a print queue.
    """

    kind: str
    driver: str
    settings: tuple[tuple[str, str], ...]
    description: str
    device: Found | None = None

    @property
    def where(self) -> str:
        """The value of the setting that says where it is."""
        return self.settings[0][1]


def everything() -> list[Thing]:
    """Lists whatever this machine shows: HID devices, USB printers, serial ports, print queues. Never raises."""
    return [
        *(_at("scanner", "hid-pos", each) for each in hid_devices(SCANNER_PAGE)),
        *(_at("scale", "hid-scale", each) for each in hid_devices(SCALE_PAGE)),
        *label_printers(),
        *(_at("", "serial", each) for each in serial_ports()),
        *(thing for driver, command in QUEUES.items() for thing in queues(driver, command)),
    ]


def label_printers(sysfs: Path = SYSFS) -> list[Thing]:
    """Lists the printers that Linux's own printer driver holds, with their language where they tell it.

    Args:
        sysfs: Where the system describes them.
    """
    found = [each for each in usb_printers(sysfs) if each.vendor_id is not None]
    return [_printer(each, sysfs / Path(each.path).name / "device") for each in found]


def queues(driver: str, command: Sequence[str]) -> list[Thing]:
    """Lists the print queues that a command names, one a line; none where there is no such command."""
    program = shutil.which(command[0])
    if program is None:
        return []
    try:
        listed = subprocess.run(  # noqa: S603 - a fixed command, found on the path
            [program, *command[1:]],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LONGEST_LISTING_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    names = [line.strip() for line in listed.stdout.splitlines() if line.strip()] if listed.returncode == 0 else []
    return [Thing("printer", driver, (("queue", name),), name) for name in names]


def unclaimed(things: Iterable[Thing], settings: Iterable[Any]) -> list[Thing]:
    """Leaves out what settings already name, by whatever name.

    Args:
        things: What is there.
        settings: Settings of drivers.
    """
    places = {
        str(getattr(each, field.name)) for each in settings for field in fields(each) if field.name in {"port", "queue"}
    }
    return [thing for thing in things if not any(_is_named(thing, place) for place in places)]


def _is_named(thing: Thing, place: str) -> bool:
    if place == thing.where:
        return True
    if thing.device is None:
        return False
    if place.startswith("usb:"):
        try:
            return bool(match(place, [thing.device]))
        except FileNotFoundError:
            return False
    return _real(place) == _real(thing.device.path)


def _real(path: str) -> str:
    """Follows a path's links; a name that is no path stays as it is."""
    return str(Path(path).resolve()) if path.startswith("/") else path


def _at(kind: str, driver: str, found: Found) -> Thing:
    said = found.description if found.description != _SAYS_NOTHING else ""
    return Thing(kind, driver, (("port", found.lasting_name),), said or found.path, found)


def _printer(found: Found, interface: Path) -> Thing:
    identity = _read(interface / "ieee1284_id").upper()
    language = next((name for word, name in _LANGUAGES if word in identity), "")
    thing = _at("printer", "usb-printer", found)
    return replace(thing, settings=(*thing.settings, ("language", language))) if language else thing


def _read(file: Path) -> str:
    """Reads a short file of the system; empty where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
