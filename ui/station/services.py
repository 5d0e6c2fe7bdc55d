"""The services of one station's window, opened together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.services.bench.packing import Packing
from app.services.bench.papers import Papers, Stationery
from app.services.bench.printers import LabelPrinter
from app.services.bench.printing import Printing
from app.services.bench.reprinting import Reprinting
from app.services.bench.shipping import Shipping
from app.services.floor.signing import Door
from app.services.office.pins import Pins
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from ui.station.ports import Devices


class ReachablePrinters:
    """The printers of a station and of its neighbours, as the print service wants them."""

    def __init__(self, devices: Devices, dpi: int) -> None:
        """Takes the devices, and the dots per inch of a printer that does not say its own."""
        self._devices, self._dpi = devices, dpi

    def known(self) -> tuple[LabelPrinter, ...]:
        """Lists them as they are set up now, the station's own first."""
        return tuple(
            LabelPrinter(each.code, each.name, each.station, each.own, each.language, each.dpi or self._dpi)
            for each in self._devices.printers()
        )

    def use(self, code: str) -> None:
        """Makes a printer ready to be sent to."""
        self._devices.use(code)

    def send(self, name: str, data: bytes) -> str:
        """Hands bytes to a printer."""
        return self._devices.send(name, data)


@dataclass(frozen=True, slots=True)
class Services:
    """What the presenters of one station call."""

    door: Door
    packing: Packing
    printing: Printing
    reprinting: Reprinting
    shipping: Shipping
    supervising: Supervising
    pins: Pins


def services_of(
    station: OpenStation,
    stationery: Stationery,
    *,
    prefix: str,
    devices: Devices,
    asks: Callable[[int, str], None],
    paper: Callable[[str, Path], None],
) -> Services:
    """Opens the services of a station.

    Args:
        station: The open station.
        stationery: How the site prints.
        prefix: GS1 company prefix for parcel numbers.
        devices: Its devices.
        asks: Told (job, parcel) when nobody knows whether a label came out.
        paper: Told (kind, file) of each paper that is to be printed.
    """
    desk, papers = station.desk, Papers(stationery, paper)
    printing = Printing(desk, ReachablePrinters(devices, stationery.dpi), asks=asks)
    packing = Packing(desk, papers, prefix=prefix, printer=lambda: printing.printer, wake_printer=printing.wake)
    reprinting = Reprinting(desk, printing)
    pins = Pins(desk, stationery.folder, paper)
    return Services(Door(desk), packing, printing, reprinting, Shipping(desk, papers), Supervising(desk), pins)
