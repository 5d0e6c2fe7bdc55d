"""What the demo needs of hardware: simulated devices on real wires; main.py builds them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ui.demo.hand import Trigger
from ui.demo.packer import Printer, Scale
from ui.station.ports import MakeDevices


@dataclass(frozen=True, slots=True)
class Bench:
    """The devices of one station, and the ends of their wires that people hold.

    Attributes:
        make_devices: Makes the real drivers on them.
        trigger: Of its scanner.
        scale: Its plate, or None.
        printer: What comes out of it, or None.
    """

    make_devices: MakeDevices
    trigger: Trigger
    scale: Scale | None = None
    printer: Printer | None = None


class Stage(Protocol):
    """Builds and tears down the devices of a whole shift."""

    def bench(self, *, packs: bool) -> Bench:
        """Sets up one station: a scanner, and for who packs a printer and a scale."""
        ...

    def close(self) -> None:
        """Takes everything down."""
        ...


_NUMBER = re.compile(rb">;>800([0-9]{18})")
"""How a label writes its parcel's number: GS1-128, code set C, application identifier 00."""


def keep_labels(printers: Iterable[Printer], folder: Path) -> int:
    """Writes what came out of printers as ``<parcel>.zpl``, a reprint over the first print; says how many there are.

    Raises:
        OSError: The folder or a file cannot be written.
    """
    labels = {
        found[1].decode(): label for printer in printers for label in printer.labels if (found := _NUMBER.search(label))
    }
    folder.mkdir(parents=True, exist_ok=True)
    for parcel, label in labels.items():
        (folder / f"{parcel}.zpl").write_bytes(label)
    return len(labels)
