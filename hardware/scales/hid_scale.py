"""A scale that is a USB HID device of its own kind, as most parcel scales with nothing but a USB plug are."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.discovery import SCALE_PAGE
from hardware.hid_port import HidPort
from hardware.scales.hid_reports import parse
from hardware.scales.polled import PolledScale
from hardware.scales.weight import Weight
from hardware.status import Status

_QUIET_S = 0.25


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a HID scale.

    Attributes:
        port: ``usb:VVVV:PPPP[:SERIAL]`` with hexadecimal USB ids, or a path such as ``/dev/hidraw0``.
        timeout_s: How long to wait for the plate to come to rest.
    """

    port: str
    timeout_s: float = 3.0


class HidScale(PolledScale[HidPort]):
    """Listens to the reports that the scale sends by itself, some a second. Reconnects by itself.

    A scale that says nothing has fallen asleep or has nothing new to say: that is no trouble.
    """

    def __init__(
        self,
        settings: Settings,
        on_status: Callable[[Status], None] | None = None,
        *,
        name: str = "",
    ) -> None:
        """Prepares the scale; :meth:`start`, or the first :meth:`weigh`, opens it.

        Args:
            settings: How to reach it.
            on_status: Told every change of the status, on the scale's own thread.
            name: What to call the device; its port when empty.
        """
        super().__init__(name or settings.port, 0, settings.timeout_s, on_status)
        self._settings = settings

    def _open(self) -> HidPort:
        return HidPort(self._settings.port, SCALE_PAGE, quiet_s=_QUIET_S)

    def _look(self, line: HidPort) -> Weight | None:
        report = line.read()
        if not report:
            return None
        self._trace.note("in", report)
        return parse(report)
