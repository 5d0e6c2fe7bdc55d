"""What the demo needs of hardware: simulated devices on real wires; main.py builds them."""

from dataclasses import dataclass
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
