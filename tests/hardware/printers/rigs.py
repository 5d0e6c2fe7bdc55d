"""Every printer driver in every language, each with its simulated printer at the other end of the cable."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import pytest

from hardware.devices import Printer
from hardware.printers import cups, network, serial_printer, usb, windows
from hardware.printers.languages import NAMES
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.serial_printer import SimulatedSerialPrinter
from hardware.simulated.spooler import SimulatedSpooler, SpooledDevice
from hardware.status import Kind, Sent, State
from tests.hardware.printers.cups_server import MISSING, QUEUE, CupsServer

LABELS = {
    "zpl": b"^XA^FD%d^FS^XZ",
    "tspl": b'CLS\r\nTEXT 10,10,"3",0,1,1,"%d"\r\nPRINT 1\r\n',
    "escpos": b"\x1b@label %d\n\x1dV\x00",
}
"""A label of each language, whose bytes come out as the printed label's."""

QUIET_FLOW = {"zpl": "xon-xoff", "tspl": "rts-cts", "escpos": "xon-xoff"}


class Simulated(Protocol):
    @property
    def labels(self) -> list[bytes]: ...
    def wait_for(self, count: int, timeout: float) -> bool: ...
    def unplug(self) -> None: ...
    def replug(self) -> None: ...
    def close(self) -> None: ...


class PrinterRig:
    kind = Kind.PRINTER

    def __init__(self, language: str) -> None:
        self.language = language
        self.simulated = self.simulate(language)
        self.driver = self.drive()
        self.sent: list[bytes] = []

    def simulate(self, language: str) -> Simulated:
        return SimulatedPrinter(language=language)

    def drive(self) -> Printer:
        assert isinstance(self.simulated, SimulatedPrinter)
        return network.NetworkPrinter(network.Settings(self.simulated.host, self.simulated.port, self.language))

    def start(self) -> None:
        self.driver = self.drive()

    def stop(self) -> None:
        self.driver.close()

    def state(self) -> State:
        return self.driver.status().state

    def works(self) -> bool:
        label = LABELS[self.language] % len(self.sent)
        self.sent.append(label)
        sent = self.driver.send(label)
        return sent is Sent.SENT and self.simulated.wait_for(len(self.sent), 20) and self.simulated.labels == self.sent


class SerialRig(PrinterRig):
    def simulate(self, language: str) -> Simulated:
        return SimulatedSerialPrinter(language)

    def drive(self) -> Printer:
        assert isinstance(self.simulated, SimulatedSerialPrinter)
        settings = serial_printer.Settings(self.simulated.port, self.language, flow=QUIET_FLOW[self.language])
        return serial_printer.SerialPrinter(settings)


class UsbRig(SerialRig):
    def drive(self) -> Printer:
        assert isinstance(self.simulated, SimulatedSerialPrinter)
        return usb.UsbPrinter(usb.Settings(self.simulated.port, self.language))


class WindowsRig(PrinterRig):
    def simulate(self, language: str) -> Simulated:
        return SpooledDevice(language)

    def drive(self) -> Printer:
        assert isinstance(self.simulated, SpooledDevice)
        spooler = SimulatedSpooler({"ZDesigner": self.simulated})
        return windows.WindowsPrinter(windows.Settings("ZDesigner", self.language), spooler=lambda: spooler)


class CupsRig(PrinterRig):
    """The cable of this driver leads to the spooler: unplugged means that no spooler runs."""

    def simulate(self, language: str) -> Simulated:
        return CupsServer(language)

    def drive(self) -> Printer:
        assert isinstance(self.simulated, CupsServer)
        return cups.CupsPrinter(cups.Settings(QUEUE, self.language, server=self.simulated.address, timeout_s=20))

    def start(self) -> None:
        if MISSING:
            pytest.skip(f"CUPS is not installed: {', '.join(MISSING)}")
        assert isinstance(self.simulated, CupsServer)
        self.simulated.ensure()
        super().start()


def _in_every_language(rig: type[PrinterRig]) -> list[Callable[[], PrinterRig]]:
    return [partial(rig, language) for language in NAMES]


RIGS = {
    "network-printer": _in_every_language(PrinterRig),
    "serial-printer": _in_every_language(SerialRig),
    "usb-printer": _in_every_language(UsbRig),
    "windows-printer": _in_every_language(WindowsRig),
    "cups-printer": _in_every_language(CupsRig),
}
"""What the contract of all devices is tried on."""
