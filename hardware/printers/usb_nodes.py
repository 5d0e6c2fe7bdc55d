"""Which USB printers are plugged into a Linux machine, and which of them is the one we know.

Linux gives each such printer a character device ``/dev/usb/lpN`` whose number changes with the order of
plugging, and says in ``/sys/class/usbmisc/lpN/device`` which USB device it is.
"""

from pathlib import Path

from hardware.discovery import Found, match

SYSFS = Path("/sys/class/usbmisc")
"""Where Linux tells of its USB printers."""

NODES = Path("/dev/usb")
"""Where their devices are."""

_USB = "usb:"


def usb_printers(sysfs: Path = SYSFS, nodes: Path = NODES) -> list[Found]:
    """Lists the printers that are plugged in, in order of their device's names."""
    entries = sorted(sysfs.glob("lp*")) if sysfs.is_dir() else []
    return [_found(nodes / entry.name, (entry / "device").resolve().parent) for entry in entries]


def locate_printer(port: str, printers: list[Found] | None = None) -> str:
    """Gives the path that a printer has now.

    Raises:
        FileNotFoundError: No such printer is plugged in.
    """
    if not port.startswith(_USB):
        return port
    return match(port, usb_printers() if printers is None else printers)


def _found(node: Path, device: Path) -> Found:
    """Reads what Linux tells of a USB device; the interface's folder lies in the device's."""
    vendor, product = (_told(device / name) for name in ("idVendor", "idProduct"))
    return Found(
        path=str(node),
        vendor_id=int(vendor, 16) if vendor else None,
        product_id=int(product, 16) if product else None,
        serial_number=_told(device / "serial"),
        description=f"{_told(device / 'manufacturer')} {_told(device / 'product')}".strip(),
    )


def _told(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # a device need not have a serial number, and it may be pulled while we read
        return ""


def is_there(port: str) -> bool:
    """Says whether there is a device to open."""
    try:
        return Path(locate_printer(port)).exists()
    except FileNotFoundError:
        return False
