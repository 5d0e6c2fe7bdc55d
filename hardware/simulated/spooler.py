"""The Windows spooler made of software: the calls of ``win32print``, with simulated printers behind it.

As the real one it takes jobs while a printer is away, and prints them by itself when it is back.
"""

# ruff: noqa: N802, ARG002 - the names and arguments are those of win32print

from typing import Any

from hardware.simulated.body import PrinterBody

_PAPER_OUT, _DOOR_OPEN, _OFFLINE = 0x10, 0x400000, 0x80
_WORK_OFFLINE = 0x400
_SERVER_UNAVAILABLE, _UNKNOWN_PRINTER, _CANCELLED = 1722, 1801, 63


class SpoolerError(Exception):
    """What a call fails with: (number, call, sentence), as ``pywintypes.error``."""


class SpooledDevice(PrinterBody):
    """A printer behind the simulated spooler.

    Attributes:
        other_flags: PRINTER_STATUS flags that Windows shows besides, such as "paused".
    """

    def __init__(self, language: str = "zpl") -> None:
        """Puts the printer behind the spooler.

        Args:
            language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        """
        super().__init__(language)
        self.other_flags = 0
        self._plugged = True
        self._works_offline = False
        self._spooled: list[bytes] = []

    @property
    def flags(self) -> int:
        """The spooler's PRINTER_STATUS flags."""
        with self._changed:
            device = self._device
            known = _PAPER_OUT * device.paper_out + _DOOR_OPEN * device.head_open + _OFFLINE * (not self._plugged)
            return known | self.other_flags

    @property
    def attributes(self) -> int:
        """The spooler's PRINTER_ATTRIBUTE flags."""
        return _WORK_OFFLINE * self._works_offline

    @property
    def takes(self) -> int | None:
        """After how many bytes of the next job the spooler breaks down; None for never."""
        return self._bytes_to_live

    def spool(self, job: bytes) -> None:
        """Takes a whole job, prints it now or when it can."""
        with self._changed:
            self._spooled.append(job)
        self._print()

    def stall(self) -> None:
        """Prints nothing for now; the spooler keeps the jobs."""
        self._stalled = True

    def vanish_mid_job(self, after: int = 16) -> None:
        """The spooler breaks down in the middle of the next job; so many bytes reach the printer."""
        self._bytes_to_live = after

    def broke_off(self, job: bytes) -> None:
        """The beginning of a job reaches the printer and the rest never does."""
        self._feed(job[: self._bytes_to_live])
        self._bytes_to_live = None

    def work_offline(self, *, offline: bool) -> None:
        """Somebody ticks "Use printer offline" in Windows, or takes the tick away."""
        self._works_offline = offline
        self._print()

    def unplug(self) -> None:
        """Goes offline, which Windows knows."""
        self._plugged = False

    def replug(self) -> None:
        """Comes back, and prints what was spooled meanwhile."""
        self._plugged = True
        self._print()

    def ready(self) -> None:
        """Ends every trouble, prints what waited and is online."""
        self._stalled = False
        self._no_trouble()
        self.replug()

    def close(self) -> None:
        """Has nothing to give back."""

    def _print(self) -> None:
        while self._spooled and self._plugged and not self._works_offline and not self._stalled:
            self._feed(self._spooled.pop(0))


class SimulatedSpooler:
    """Stands where the driver for Windows printers expects ``win32print``."""

    error = SpoolerError

    def __init__(self, printers: dict[str, SpooledDevice]) -> None:
        """Starts the spooler.

        Args:
            printers: Printers by their names in Windows.
        """
        self._printers = printers
        self._jobs: dict[int, tuple[SpooledDevice, bytearray]] = {}
        self._running = True
        self._handles = 0

    def start(self) -> None:
        """The service runs again."""
        self._running = True

    def stop(self) -> None:
        """The service is stopped: every call fails."""
        self._running = False
        self._jobs.clear()

    def OpenPrinter(self, name: str) -> Any:
        """Gives a handle."""
        self._check("OpenPrinter")
        if name not in self._printers:
            raise SpoolerError(_UNKNOWN_PRINTER, "OpenPrinter", "The printer name is invalid.")
        self._handles += 1
        self._jobs[self._handles] = (self._printers[name], bytearray())
        return self._handles

    def ClosePrinter(self, printer: Any) -> None:
        """Takes the handle back."""
        self._jobs.pop(printer, None)

    def StartDocPrinter(self, printer: Any, level: int, job: tuple[str, str | None, str]) -> int:
        """Begins a job; only raw ones are for label printers."""
        self._check("StartDocPrinter")
        if level != 1 or job[2] != "RAW":
            raise SpoolerError(1804, "StartDocPrinter", "The specified datatype is invalid.")
        return self._handles

    def StartPagePrinter(self, printer: Any) -> None:
        """Begins a page."""
        self._check("StartPagePrinter")

    def WritePrinter(self, printer: Any, data: bytes) -> int:
        """Spools bytes and says how many."""
        self._check("WritePrinter")
        device, job = self._jobs[printer]
        job += data
        if device.takes is not None:
            device.broke_off(bytes(job))
            raise SpoolerError(_CANCELLED, "WritePrinter", "Your file waiting to be printed was deleted.")
        return len(data)

    def EndPagePrinter(self, printer: Any) -> None:
        """Ends a page."""
        self._check("EndPagePrinter")

    def EndDocPrinter(self, printer: Any) -> None:
        """Ends a job: now it is printed."""
        self._check("EndDocPrinter")
        device, job = self._jobs[printer]
        device.spool(bytes(job))

    def AbortPrinter(self, printer: Any) -> None:
        """Throws the job away."""
        self._jobs[printer][1].clear()

    def GetPrinter(self, printer: Any, level: int) -> dict[str, Any]:
        """Says what is known of a printer."""
        self._check("GetPrinter")
        device, _ = self._jobs[printer]
        return {"Status": device.flags, "Attributes": device.attributes}

    def _check(self, call: str) -> None:
        if not self._running:
            raise SpoolerError(_SERVER_UNAVAILABLE, call, "The RPC server is unavailable.")
