"""What the devices of a station say, led to the lamps, to the bench and to the devices screen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.services.bench.printers import NO_PRINTER, LabelPrinter
from ui.devices import DeviceHub
from ui.presenters.ailments import Condition
from ui.presenters.lamps import Lamps
from ui.presenters.plate import Plate, Unrest
from ui.shell import Shell
from ui.station.latency import Latency
from ui.station.ports import Changed, Ears, Reading, Report


class Hearing(QObject):
    """Takes codes, states and weights from the devices' threads to the window's.

    Attributes:
        hub: Where a call of a device becomes a signal.
        latency: From bytes to paint.
        ears: What the devices are told to call.
        plate: Which reading is the weight of the parcel at the bench.
        trial: Which reading is shown on the devices screen.
        unrest: Why a scale that works gives no weight, by device: a code of ``app.domain.ailments`` or nothing.
    """

    def __init__(self, shell: Shell, parent: QObject) -> None:
        """Is ready to be called; what is heard before ``listen`` goes to the router only."""
        super().__init__(parent)
        self._shell = shell
        self._presenters: Mapping[str, Any] = {}
        self._wants_weight: Callable[[], bool] = bool
        self._lamps = Lamps(lambda: self._prints_to().name)
        self._told: dict[str, Condition] = {}
        self._scales: dict[str, Unrest] = {}
        self.unrest: dict[str, str] = {}
        self._prints_to: Callable[[], LabelPrinter] = lambda: NO_PRINTER
        self.hub = DeviceHub(self)
        self.latency = Latency(shell)
        self.plate, self.trial = Plate(), Plate()
        self.ears = Ears(self._heard, self._device_changed, self._weighed)
        self.hub.code_read.connect(shell.router.scan)
        shell.router.logged.connect(self.latency.answered)

    def listen(
        self, presenters: Mapping[str, Any], *, wants_weight: Callable[[], bool], prints_to: Callable[[], LabelPrinter]
    ) -> None:
        """Tells the presenters from now on.

        Args:
            presenters: By the name of their screens; ``packing`` and ``devices`` are told of devices.
            wants_weight: Whether a parcel is to be weighed at the bench now.
            prints_to: The printer that labels go to now; no other one's state matters to lamp and bench.
        """
        self._presenters, self._wants_weight, self._prints_to = presenters, wants_weight, prints_to
        self.hub.status_changed.connect(self._show_device)
        self.hub.weighed.connect(self._take_weight)
        for kind in ("printer", "scale"):
            self._tell_bench(kind)

    def _tell_bench(self, kind: str) -> None:
        condition, packing = self._lamps.condition(kind), self._presenters["packing"]
        (packing.printer_is if kind == "printer" else packing.scale_is)(condition.state, condition.detail)

    def _heard(self, text: str, device: str) -> None:
        self.latency.begin(text)
        self.hub.on_code(text, device)

    def _device_changed(self, device: str, kind: str, state: str, detail: str) -> None:
        self.hub.on_status(device, Changed(kind, state, detail))

    def _weighed(self, device: str, grams: int | None, steadiness: str) -> None:
        self.hub.on_weight(device, Reading(grams, steadiness))

    @Slot(str, object)
    def _show_device(self, device: str, status: object) -> None:
        if isinstance(status, Changed):
            self._told[device] = Condition(status.kind, status.state, status.detail)
            self._show(device, status.kind)

    def show_printer(self, report: Report | None) -> None:
        """Shows how the printer is that labels go to from now on.

        Args:
            report: What is known of it now, or None.
        """
        if report is not None:
            self._lamps.told(report.name, Condition("printer", report.state, report.detail))
        self._light("printer")

    def _show(self, device: str, kind: str) -> None:
        """Shows a device's lamp; a scale that works and cannot weigh what lies on it needs a hand too."""
        told, unrest = self._told.get(device), self.unrest.get(device, "")
        if told is None:
            return
        ails = unrest and told.state in {"ready", "busy"}
        self._lamps.told(device, Condition(kind, "attention", unrest) if ails else told)
        self._light(kind)

    def _light(self, kind: str) -> None:
        """Lights the lamp of a kind, a neighbour's printer with its name, and tells the bench."""
        printer = self._prints_to()
        where = printer.name if kind == "printer" and not printer.own else ""
        self._shell.badge(replace(self._lamps.badge(kind), where=where))
        if kind in {"printer", "scale"}:
            self._tell_bench(kind)

    @Slot(str, object)
    def _take_weight(self, device: str, reading: object) -> None:
        if not isinstance(reading, Reading):
            return
        self._mind(device, reading)
        if reading.grams is None:
            return
        stable = reading.steadiness == "stable"
        wanted = self._shell.open_name == "packing" and self._wants_weight()
        if self.plate.accepts(reading.grams, stable=stable, wanted=wanted):
            self._presenters["packing"].weight(reading.grams)
        trying = self._shell.open_name == "devices"
        if trying and self.trial.accepts(reading.grams, stable=stable, wanted=trying):
            self._presenters["devices"].weight(reading.grams)

    def _mind(self, device: str, reading: Reading) -> None:
        """Notes what keeps a scale from weighing, and says so when that changes."""
        unrest = self._scales.setdefault(device, Unrest(monotonic)).heard(reading.steadiness, reading.grams)
        if unrest != self.unrest.get(device, ""):
            self.unrest[device] = unrest
            self._show(device, "scale")
