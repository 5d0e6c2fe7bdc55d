"""The devices of one station together: what reads, prints and weighs, each under its name.

Callbacks run on the devices' own threads and carry plain values: a text and a name, a state's name, grams.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from hardware.devices import Device, Printer, Scale, Scanner
from hardware.printers.watch import PrinterWatch
from hardware.registry import driver_of
from hardware.scales.weight import Weight
from hardware.scanners.framing import Code
from hardware.status import Kind, Status
from hardware.trace import Entry

_PLACES = ("port", "path", "host", "queue")
"""Settings that say where a device is, the first one that a driver has."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a device is now.

    Attributes:
        name: As configured.
        kind: ``scanner``, ``printer`` or ``scale``.
        driver: Its driver's name.
        where: Port, path or address.
        state: The state's name.
        detail: Why, as a short code; empty when there is nothing to add.
        last: The last thing that passed, as bytes.
    """

    name: str
    kind: str
    driver: str
    where: str
    state: str
    detail: str
    last: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what happens; every call comes from a device's own thread.

    Attributes:
        code: (text, device) of each code read; the AIM identifier stands in front where the scanner sends one.
        state: (device, kind, state, detail) at each change.
        weight: (device, grams or None, steadiness) at each look at the scale.
    """

    code: Callable[[str, str], None]
    state: Callable[[str, str, str, str], None]
    weight: Callable[[str, int | None, str], None]


class Rig:
    """A station's devices."""

    def __init__(self, settings: Mapping[str, Any], told: Told) -> None:
        """Makes the drivers; nothing is opened before ``start``.

        Args:
            settings: Driver settings by device name; their class says which driver it is.
            told: Who is told.

        Raises:
            TypeError: Settings of a kind that no driver here takes.
        """
        self._told = told
        self._settings = dict(settings)
        self._scanners: dict[str, Scanner] = {}
        self._printers: dict[str, Printer] = {}
        self._scales: dict[str, Scale] = {}
        self._watches: dict[str, PrinterWatch] = {}
        self._replaced: list[PrinterWatch] = []
        self._unwatched: frozenset[str] = frozenset()
        for name, each in settings.items():
            self._add(name, each)

    def start(self) -> None:
        """Opens every device and keeps it open."""
        for scanner in self._scanners.values():
            scanner.start()
        for name, scale in self._scales.items():
            scale.start()
            scale.watch(lambda weight, name=name: self._weighed(name, weight))  # type: ignore[misc]  # bound now
        for watch in self._watches.values():
            watch.start()

    def stop(self) -> None:
        """Closes every device; its threads have ended when this returns."""
        for scanner in self._scanners.values():
            scanner.stop()
        for scale in self._scales.values():
            scale.close()
        for watch in self._watches.values():
            watch.stop()
        for watch in (*self._watches.values(), *self._replaced):
            watch.join()

    @property
    def printer_names(self) -> tuple[str, ...]:
        """Names of the printers."""
        return tuple(self._printers)

    def send(self, printer: str, data: bytes) -> str:
        """Hands bytes to a printer: ``"sent"``, ``"not_sent"`` or ``"unknown"``."""
        return self._printers[printer].send(data).value

    def feedback(self, device: str, good: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Has a scanner beep or razz for its scan, where it can; a name that is none of them is no error."""
        if device in self._scanners:
            self._scanners[device].feedback(good)

    def printer_language(self, printer: str) -> str:
        """Says what a printer understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``."""
        return self._printers[printer].language

    def printer_dpi(self, printer: str) -> int:
        """Says how many dots per inch a printer's head has; 0 when its settings leave that to the site."""
        return self._printers[printer].dpi

    def borrow(self, name: str, settings: Any) -> None:
        """Takes in a printer of another station, beside the own devices, and keeps asking how it is.

        Raises:
            TypeError: Settings that no printer here takes.
        """
        driver = driver_of(settings)
        if driver.kind is not Kind.PRINTER:
            raise TypeError(f"only printers are borrowed, not a {driver.kind.value}")
        if self._settings.get(name) != settings:
            if name in self._watches:
                self._watches[name].stop()
                self._replaced.append(self._watches[name])
            self._add(name, settings)
            self._settings = {**self._settings, name: settings}
        self._unwatched = self._unwatched - {name}
        self._watches[name].start()

    def give_back(self, name: str) -> None:
        """Asks a borrowed printer no more; a label on its way there still comes out."""
        self._unwatched = self._unwatched | {name}
        self._watches[name].pause()

    def reports(self) -> tuple[Report, ...]:
        """Says how every device is."""
        reading = [(name, device, device.status) for name, device in (self._scanners | self._scales).items()]
        printing = [(name, each, self._watches[name].status) for name, each in self._printers.items()]
        known = {name: (device, status) for name, device, status in [*reading, *printing]}
        return tuple(self._report(name, *known[name]) for name in self._settings if name not in self._unwatched)

    def _report(self, name: str, device: Device, status: Status) -> Report:
        settings = self._settings[name]
        return Report(
            name=name,
            kind=device.kind.value,
            driver=driver_of(settings).name,
            where=where_is(settings),
            state=status.state.value,
            detail=status.detail,
            last=_last(device.last),
        )

    def _add(self, name: str, settings: Any) -> None:
        driver = driver_of(settings)
        if driver.kind is Kind.PRINTER:
            printer = driver.make(settings, name=name)
            watch = PrinterWatch(name, printer, lambda status: self._changed(name, Kind.PRINTER, status))
            # New mappings, not changed ones: another thread may be looking through the old ones.
            self._printers, self._watches = {**self._printers, name: printer}, {**self._watches, name: watch}
        elif driver.kind is Kind.SCALE:
            self._scales[name] = driver.make(
                settings, lambda status: self._changed(name, Kind.SCALE, status), name=name
            )
        else:
            self._scanners[name] = driver.make(
                settings,
                lambda code: self._read(name, code),
                lambda status: self._changed(name, Kind.SCANNER, status),
                name=name,
            )

    def _read(self, name: str, code: Code) -> None:
        self._told.code(code.symbology + code.text, name)

    def _changed(self, name: str, kind: Kind, status: Status) -> None:
        self._told.state(name, kind.value, status.state.value, status.detail)

    def _weighed(self, name: str, weight: Weight) -> None:
        self._told.weight(name, weight.grams, weight.steadiness.value)


def where_is(settings: Any) -> str:
    """Says where a device is by its settings: its port, path, host or queue; a network port is added to its host."""
    known = {field.name: getattr(settings, field.name) for field in fields(settings)}
    place = next((str(known[key]) for key in _PLACES if known.get(key) and isinstance(known[key], str)), "")
    return f"{place}:{known['port']}" if "host" in known else place


def _last(entries: tuple[Entry, ...]) -> bytes:
    return entries[-1].data if entries else b""
