"""The label printers of a site as a bench knows them: its own, and those of its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.station.printing import Outlet


@dataclass(frozen=True, slots=True)
class LabelPrinter:
    """A printer that labels can go to.

    Attributes:
        code: What its sign says to a scanner, e.g. ``"PR02PRINTER1"``.
        name: How devices and print jobs call it, e.g. ``"printer-1"``, a neighbour's ``"ST02/printer-1"``.
        station: Station it belongs to, empty for one of the whole site.
        own: Whether it is one of this station's own devices.
        language: What it understands, e.g. ``"zpl"``.
        dpi: Its dots per inch.
    """

    code: str
    name: str
    station: str = ""
    own: bool = True
    language: str = "zpl"
    dpi: int = 203

    @property
    def outlet(self) -> Outlet:
        """The printer as the queue knows it."""
        return Outlet(self.name, self.language, self.dpi)


NO_PRINTER = LabelPrinter("", "none")
"""Stands for the printer where there is none: labels stay queued."""


class Printers(Protocol):
    """The printers that can be reached from a station."""

    def known(self) -> Sequence[LabelPrinter]:
        """Lists them as they are set up now, the station's own first."""
        ...

    def use(self, code: str) -> None:
        """Makes a printer ready to be sent to; a neighbour's that was in use before is let go."""
        ...

    def send(self, name: str, data: bytes) -> str:
        """Hands bytes to a printer: ``"sent"``, ``"not_sent"`` or ``"unknown"``."""
        ...
