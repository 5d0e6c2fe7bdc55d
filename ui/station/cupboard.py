"""What the devices screen shows, and its test label."""

from app.domain.boards import DeviceRow
from ui.station.hearing import Hearing
from ui.station.ports import Devices, Report
from ui.station.services import Services

_SHOWN_BYTES = 24


class Cupboard:
    """The devices of one station, as rows."""

    def __init__(self, devices: Devices, hearing: Hearing, services: Services) -> None:
        self._devices, self._hearing, self._services = devices, hearing, services

    def devices(self) -> tuple[DeviceRow, ...]:
        """Gives every device as it is now."""
        signs = {printer.name: printer.code for printer in self._devices.printers()}
        return tuple(self._row(report, signs.get(report.name, "")) for report in self._devices.reports())

    def print_test_label(self) -> None:
        """Queues a label that only says it is a test.

        Raises:
            Unavailable: The station's disk does not take the job.
        """
        self._services.printing.print_test()

    def _row(self, report: Report, sign: str) -> DeviceRow:
        raw = report.last[:_SHOWN_BYTES]
        text = "".join(chr(byte) if chr(byte).isprintable() else "·" for byte in raw)
        latency = self._hearing.latency.last_ms if report.kind == "scanner" else None
        unrest = self._hearing.unrest.get(report.name, "") if report.state == "ready" else ""
        state, detail = ("attention", unrest) if unrest else (report.state, report.detail)
        chosen = report.name == self._services.printing.printer.name
        return DeviceRow(
            report.name, report.kind, report.where, state, text, raw.hex(" "), latency, detail, sign, chosen
        )
