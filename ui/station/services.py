"""The services of one station's window, opened together."""

from collections.abc import Callable
from dataclasses import dataclass

from app.services.bench.packing import Packing
from app.services.bench.papers import Papers, Stationery
from app.services.bench.printing import Printing
from app.services.bench.reprinting import Reprinting
from app.services.bench.shipping import Shipping
from app.services.floor.signing import Door
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation

NO_PRINTER = "none"
"""Name of the printer where there is none: labels stay queued."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the presenters of one station call."""

    door: Door
    packing: Packing
    printing: Printing
    reprinting: Reprinting
    shipping: Shipping
    supervising: Supervising


def services_of(
    station: OpenStation,
    stationery: Stationery,
    *,
    prefix: str,
    printer: str,
    send: Callable[[bytes], str],
    asks: Callable[[int, str], None],
) -> Services:
    """Opens the services of a station.

    Args:
        station: The open station.
        stationery: How the site prints.
        prefix: GS1 company prefix for parcel numbers.
        printer: Name of the label printer.
        send: Gives bytes to it.
        asks: Told (job, parcel) when nobody knows whether a label came out.
    """
    desk, papers = station.desk, Papers(stationery)
    printing = Printing(desk, printer, send, asks=asks)
    packing = Packing(desk, papers, prefix=prefix, printer=printer, wake_printer=printing.wake)
    reprinting = Reprinting(desk, printing)
    return Services(Door(desk), packing, printing, reprinting, Shipping(desk, papers), Supervising(desk))
