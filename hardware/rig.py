"""The devices of one station together: what reads, prints and weighs, each under its name.

Callbacks run on the devices' own threads and carry plain values: a text and a name, a state's name, grams.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from hardware.framing import Code
from hardware.printers.network import NetworkPrinter
from hardware.printers.network import Settings as PrinterSettings
from hardware.scales.mt_sics import SerialScale
from hardware.scales.mt_sics import Settings as ScaleSettings
from hardware.scales.replies import Steadiness, Weight
from hardware.scanners.serial_line import SerialScanner
from hardware.scanners.serial_line import Settings as ScannerSettings
from hardware.status import Kind, State, Status
from hardware.trace import Entry

_POLL_S = 5.0


@dataclass(frozen=True, slots=True)
class Report:
    """How a device is now: its name, kind, where it is, its state, and the last thing that passed as bytes."""

    name: str
    kind: str
    where: str
    state: str
    last: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what happens; every call comes from a device's own thread.

    Attributes:
        code: (text, device) of each code read.
        state: (device, kind, state) at each change.
        weight: (device, grams, stable) at each look at the scale.
    """

    code: Callable[[str, str], None]
    state: Callable[[str, str, str], None]
    weight: Callable[[str, int, bool], None]


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
        self._where: dict[str, str] = {}
        self._scanners: dict[str, SerialScanner] = {}
        self._printers: dict[str, NetworkPrinter] = {}
        self._scales: dict[str, SerialScale] = {}
        self._states: dict[str, State] = {}
        self._stop = Event()
        self._poll = Thread(target=self._watch_printers, name="printers", daemon=True)
        for name, each in settings.items():
            self._add(name, each)

    def start(self) -> None:
        """Opens every device and keeps it open."""
        for scanner in self._scanners.values():
            scanner.start()
        for name, scale in self._scales.items():
            scale.start()
            scale.watch(lambda weight, name=name: self._weighed(name, weight))  # type: ignore[misc]  # bound now
        if self._printers:
            self._poll.start()

    def stop(self) -> None:
        """Closes every device; its threads have ended when this returns."""
        self._stop.set()
        for scanner in self._scanners.values():
            scanner.stop()
        for scale in self._scales.values():
            scale.close()
        if self._poll.ident is not None:
            self._poll.join()
        for printer in self._printers.values():
            printer.close()

    @property
    def printer_names(self) -> tuple[str, ...]:
        """Names of the printers."""
        return tuple(self._printers)

    def send(self, printer: str, data: bytes) -> str:
        """Hands bytes to a printer: ``"sent"``, ``"not_sent"`` or ``"unknown"``."""
        return self._printers[printer].send(data).value

    def reports(self) -> tuple[Report, ...]:
        """Says how every device is."""
        every: list[tuple[str, SerialScanner | NetworkPrinter | SerialScale]] = [
            *self._scanners.items(),
            *self._printers.items(),
            *self._scales.items(),
        ]
        return tuple(
            Report(name, device.kind.value, self._where[name], self._state(name, device), _last(device.last))
            for name, device in every
        )

    def _add(self, name: str, settings: Any) -> None:
        match settings:
            case ScannerSettings():
                self._where[name] = settings.port
                self._scanners[name] = SerialScanner(
                    settings,
                    lambda code: self._read(name, code),
                    lambda status: self._changed(name, Kind.SCANNER, status.state),
                    name=name,
                )
            case PrinterSettings():
                self._where[name] = f"{settings.host}:{settings.port}"
                self._printers[name] = NetworkPrinter(settings, name=name)
            case ScaleSettings():
                self._where[name] = settings.port
                changed = self._changed
                self._scales[name] = SerialScale(
                    settings, lambda status: changed(name, Kind.SCALE, status.state), name=name
                )
            case _:
                raise TypeError(f"no driver takes {type(settings).__name__}")

    def _state(self, name: str, device: SerialScanner | NetworkPrinter | SerialScale) -> str:
        if isinstance(device, NetworkPrinter):
            return self._states.get(name, State.GONE).value
        status: Status = device.status
        return status.state.value

    def _read(self, name: str, code: Code) -> None:
        self._told.code(code.text, name)

    def _changed(self, name: str, kind: Kind, state: State) -> None:
        self._states[name] = state
        self._told.state(name, kind.value, state.value)

    def _weighed(self, name: str, weight: Weight) -> None:
        if weight.grams is not None:
            self._told.weight(name, weight.grams, weight.steadiness is Steadiness.STABLE)

    def _watch_printers(self) -> None:
        """Asks each printer how it is, so that trouble shows before a label is wanted."""
        while not self._stop.is_set():
            for name, printer in self._printers.items():
                state = printer.status().state
                if state is not self._states.get(name):
                    self._changed(name, Kind.PRINTER, state)
            self._stop.wait(_POLL_S)


def _last(entries: tuple[Entry, ...]) -> bytes:
    return entries[-1].data if entries else b""
