"""A label printer behind the Windows spooler, handed raw bytes past its driver.

The calls are those of ``win32print`` from pywin32, which are the spooler's own (Microsoft, "Print Spooler
API"). The spooler is one-way: of a printer's troubles it knows what the printer's driver and port tell it,
which is often nothing.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from hardware.printers.languages import NAMES
from hardware.printers.languages.language import first_of
from hardware.printers.spooled import Queue, SpooledPrinter
from hardware.status import Sent, State, Status

_JOB = ("label", None, "RAW")
_LEVEL_WITH_STATUS = 2
_WORKS_OFFLINE = 0x400
_TROUBLES = (
    (0x80 | 0x1000, Status(State.GONE, "unreachable")),  # offline, not available
    (0x400000, Status(State.HEAD_OPEN)),  # door open
    (0x10 | 0x40, Status(State.NO_MEDIA)),  # paper out, paper problem
    (0x8, Status(State.ATTENTION, "jam")),
    (0x40000, Status(State.ATTENTION, "ribbon_out")),  # no toner
    (0x1, Status(State.ATTENTION, "paused")),
    (0x2 | 0x100000 | 0x200000, Status(State.ATTENTION, "fault")),  # error, user intervention, out of memory
    (0x100 | 0x200 | 0x400 | 0x4000, Status(State.BUSY, "printing")),  # active, busy, printing, processing
)
"""The spooler's PRINTER_STATUS flags."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a printer of Windows.

    Attributes:
        queue: Its name in Windows, as under "Printers & scanners".
        language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        dpi: Dots per inch of its head; 0 for the site's.
    """

    queue: str
    language: str = field(default="zpl", metadata={"choices": NAMES})
    dpi: int = 0


class Spooler(Protocol):
    """The part of ``win32print`` that is used here, by its own names."""

    @property
    def error(self) -> type[Exception]:
        """What every call raises when it fails."""
        ...

    def OpenPrinter(self, name: str) -> Any: ...  # noqa: D102, N802
    def ClosePrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def StartDocPrinter(self, printer: Any, level: int, job: tuple[str, str | None, str]) -> int: ...  # noqa: D102, N802
    def EndDocPrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def StartPagePrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def EndPagePrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def WritePrinter(self, printer: Any, data: bytes) -> int: ...  # noqa: D102, N802
    def AbortPrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def GetPrinter(self, printer: Any, level: int) -> dict[str, Any]: ...  # noqa: D102, N802


class WindowsPrinter(SpooledPrinter):
    """One spooler job a label."""

    def __init__(
        self, settings: Settings, *, name: str = "", spooler: Callable[[], Spooler | None] | None = None
    ) -> None:
        """Prepares the printer; the spooler is not called before the first job.

        Args:
            settings: Which printer.
            name: What to call the device; its queue when empty.
            spooler: Gives the spooler to use, None where there is none; Windows' own when left out.
        """
        super().__init__(name, settings, lambda: _queue_of(settings.queue, (spooler or windows_spooler)()))


def windows_spooler() -> Spooler | None:
    """Gives the spooler of this machine; None where the operating system is another one."""
    if sys.platform != "win32":
        return None
    import win32print  # type: ignore[import-untyped]  # noqa: PLC0415 - exists on Windows only

    return win32print


class _WindowsQueue:
    """One printer of the spooler."""

    def __init__(self, name: str, spooler: Spooler) -> None:
        self._name = name
        self._spooler = spooler

    def hand_over(self, data: bytes) -> Sent:
        try:
            printer = self._spooler.OpenPrinter(self._name)
        except self._spooler.error:
            return Sent.NOT_SENT
        try:
            return self._job(printer, data)
        finally:
            self._spooler.ClosePrinter(printer)

    def look(self) -> Status:
        try:
            printer = self._spooler.OpenPrinter(self._name)
        except self._spooler.error:
            return Status(State.GONE, "not_found")
        try:
            known = self._spooler.GetPrinter(printer, _LEVEL_WITH_STATUS)
        except self._spooler.error:
            return Status(State.GONE, "no_spooler")
        finally:
            self._spooler.ClosePrinter(printer)
        if known["Attributes"] & _WORKS_OFFLINE:
            return Status(State.GONE, "unreachable")
        return first_of(tuple((known["Status"] & bits, status) for bits, status in _TROUBLES), Status(State.READY))

    def _job(self, printer: Any, data: bytes) -> Sent:
        try:
            self._spooler.StartDocPrinter(printer, 1, _JOB)
        except self._spooler.error:
            return Sent.NOT_SENT
        try:
            self._spooler.StartPagePrinter(printer)
            if self._spooler.WritePrinter(printer, data) != len(data):
                self._spooler.AbortPrinter(printer)
                return Sent.UNKNOWN
            self._spooler.EndPagePrinter(printer)
            self._spooler.EndDocPrinter(printer)
        except self._spooler.error:
            return Sent.UNKNOWN
        return Sent.SENT


class _NoQueue:
    """Stands where the operating system is not Windows."""

    def hand_over(self, data: bytes) -> Sent:  # noqa: ARG002 - a queue takes data
        return Sent.NOT_SENT

    def look(self) -> Status:
        return Status(State.GONE, "wrong_system")


def _queue_of(name: str, spooler: Spooler | None) -> Queue:
    return _NoQueue() if spooler is None else _WindowsQueue(name, spooler)
