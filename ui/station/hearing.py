"""What the devices of a station say, led to the lamps, to the bench and to the devices screen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.services.bench.printers import NO_PRINTER, LabelPrinter
from ui.devices import DeviceHub
from ui.presenters.lamps import device_lamp
from ui.presenters.plate import Plate
from ui.shell import Shell
from ui.station.latency import Latency
from ui.station.ports import Changed, Ears, Reading


class Hearing(QObject):
    """Takes codes, states and weights from the devices' threads to the window's.

    Attributes:
        hub: Where a call of a device becomes a signal.
        latency: From bytes to paint.
        ears: What the devices are told to call.
        plate: Which reading is the weight of the parcel at the bench.
        trial: Which reading is shown on the devices screen.
    """

    def __init__(self, shell: Shell, parent: QObject) -> None:
        """Is ready to be called; what is heard before ``listen`` goes to the router only."""
        super().__init__(parent)
        self._shell = shell
        self._presenters: Mapping[str, Any] = {}
        self._wants_weight: Callable[[], bool] = bool
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

    def _heard(self, text: str, device: str) -> None:
        self.latency.begin(text)
        self.hub.on_code(text, device)

    def _device_changed(self, device: str, kind: str, state: str, detail: str) -> None:
        self.hub.on_status(device, Changed(kind, state, detail))

    def _weighed(self, device: str, grams: int | None, steadiness: str) -> None:
        self.hub.on_weight(device, Reading(grams, steadiness))

    @Slot(str, object)
    def _show_device(self, device: str, status: object) -> None:
        if not isinstance(status, Changed):
            return
        kind, state = status.kind, status.state
        if kind != "printer":
            self._shell.badge(device_lamp(kind, state))
        elif device == self._prints_to().name:
            self.show_printer(state)

    def show_printer(self, state: str) -> None:
        """Shows how the printer is that labels go to; a neighbour's is named at its lamp."""
        printer = self._prints_to()
        self._shell.badge(replace(device_lamp("printer", state), where="" if printer.own else printer.name))
        self._presenters["packing"].printer_is(state)

    @Slot(str, object)
    def _take_weight(self, _device: str, reading: object) -> None:
        if not isinstance(reading, Reading) or reading.grams is None:
            return
        stable = reading.steadiness == "stable"
        wanted = self._shell.open_name == "packing" and self._wants_weight()
        if self.plate.accepts(reading.grams, stable=stable, wanted=wanted):
            self._presenters["packing"].weight(reading.grams)
        trying = self._shell.open_name == "devices"
        if trying and self.trial.accepts(reading.grams, stable=stable, wanted=trying):
            self._presenters["devices"].weight(reading.grams)
