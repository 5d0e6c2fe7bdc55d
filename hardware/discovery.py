"""Which serial and HID devices are plugged in, and which of them is the one we know.

The number in ``ttyACM0`` or ``COM3`` changes with the order of plugging; a device is recognised by its
USB ids and serial number, or by the link Linux makes from them under ``/dev/serial/by-id``.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

from serial.tools import list_ports

BY_ID = Path("/dev/serial/by-id")
"""Where Linux keeps links that do not change with the order of plugging."""

SCANNER_PAGE = 0x8C
"""HID usage page of barcode scanners ("HID Point of Sale Usage Tables" 1.02)."""

SCALE_PAGE = 0x8D
"""HID usage page of scales (the same tables)."""

HIDAPI: Any = import_module("hidraw" if sys.platform == "linux" else "hid")
"""hidapi; on Linux the one that leaves the kernel's driver where it is and knows the usage pages."""

HIDAPI_TURN = Lock()
"""hidapi lists and opens devices for one thread at a time."""

_USB = "usb:"


@dataclass(frozen=True, slots=True)
class Found:
    """A serial port or a HID device of this machine.

    Attributes:
        path: What the operating system calls it now, e.g. ``/dev/ttyACM0``.
        by_id: The lasting link to it, or empty where there is none.
        vendor_id: USB vendor id, or None for what is not USB.
        product_id: USB product id, or None.
        serial_number: The device's own serial number, or empty.
        description: What the device says it is.
    """

    path: str
    by_id: str = ""
    vendor_id: int | None = None
    product_id: int | None = None
    serial_number: str = ""
    description: str = ""

    @property
    def lasting_name(self) -> str:
        """The name to store in settings: stays true after replugging wherever that is possible."""
        if self.by_id:
            return self.by_id
        if self.vendor_id is None or self.product_id is None:
            return self.path
        serial_number = f":{self.serial_number}" if self.serial_number else ""
        return f"{_USB}{self.vendor_id:04x}:{self.product_id:04x}{serial_number}"


def lasting_links(folder: Path = BY_ID) -> dict[str, str]:
    """Gives the lasting links of a folder by the path they stand for now."""
    if not folder.is_dir():
        return {}
    return {str(link.resolve()): str(link) for link in sorted(folder.iterdir())}


def serial_ports() -> list[Found]:
    """Lists the serial ports of this machine, in order of their paths."""
    links = lasting_links()
    return [
        Found(
            path=port.device,
            by_id=links.get(port.device, ""),
            vendor_id=port.vid,
            product_id=port.pid,
            serial_number=port.serial_number or "",
            description=port.description or "",
        )
        for port in sorted(list_ports.comports())
    ]


def locate(port: str) -> str:
    """Gives the path a port has now.

    Args:
        port: A path, given back as it is, or ``usb:VVVV:PPPP[:SERIAL]`` with hexadecimal USB ids.

    Raises:
        FileNotFoundError: No such USB device is plugged in.
    """
    return match(port, serial_ports()) if port.startswith(_USB) else port


def hid_devices(usage_page: int) -> list[Found]:
    """Lists the HID devices of one purpose, in order of their paths; empty where the system shows none.

    Args:
        usage_page: What they are for: :data:`SCANNER_PAGE` or :data:`SCALE_PAGE`. A device may be a keyboard
            besides; only its part for this purpose is listed.
    """
    try:
        with HIDAPI_TURN:
            every = HIDAPI.enumerate()
    except OSError:
        return []
    found = [
        Found(
            path=each["path"].decode(),
            vendor_id=each["vendor_id"],
            product_id=each["product_id"],
            serial_number=each["serial_number"] or "",
            description=" ".join(filter(None, (each["manufacturer_string"], each["product_string"]))),
        )
        for each in every
        if each["usage_page"] == usage_page
    ]
    return sorted(found, key=lambda each: each.path)


def locate_hid(name: str, usage_page: int) -> str:
    """Gives the path a HID device has now; names and errors are those of :func:`locate`."""
    return match(name, hid_devices(usage_page)) if name.startswith(_USB) else name


def match(name: str, ports: Iterable[Found]) -> str:
    """Finds the port that a lasting ``usb:`` name stands for.

    Raises:
        FileNotFoundError: None of the ports answers to the name.
    """
    vendor, product, serial_number, *_ = (*name.removeprefix(_USB).lower().split(":", 2), "", "")
    for port in ports:
        ids = (f"{port.vendor_id or 0:04x}", f"{port.product_id or 0:04x}")
        if ids == (vendor, product) and serial_number in {"", port.serial_number.lower()}:
            return port.path
    raise FileNotFoundError(2, "no such USB device", name)
