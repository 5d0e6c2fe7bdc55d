"""What every simulated printer does, whatever cable it hangs on."""

from abc import ABC, abstractmethod
from threading import Condition

from hardware.simulated.insides import device_for


class PrinterBody(ABC):
    """Keeps every label, and can be made to fail in every usual way; any thread may call it."""

    def __init__(self, language: str) -> None:
        """Puts the inside into the printer.

        Args:
            language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        """
        self.language = language
        self._device = device_for(language)
        self._changed = Condition()
        self._stalled = False
        self._bytes_to_live: int | None = None

    @property
    def labels(self) -> list[bytes]:
        """Every label printed so far, in order of arrival, each as the bytes that drew it."""
        with self._changed:
            return list(self._device.labels)

    @property
    def last_label(self) -> bytes:
        """The label that was printed last; empty before the first one."""
        return next(reversed(self.labels), b"")

    def wait_for(self, count: int, timeout: float) -> bool:
        """Waits until so many labels are printed; says whether they came within ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._device.labels) >= count, timeout)

    def paper_out(self, *, silent: bool = False, mute: bool = False) -> None:
        """Runs out of labels; what arrives waits.

        Args:
            silent: Does not answer ``~HS`` meanwhile, as Zebra's newer firmware.
            mute: Answers nothing at all meanwhile.
        """
        self._trouble(paper=True, head=False, silent=silent, mute=mute)

    def head_open(self, *, silent: bool = False, mute: bool = False) -> None:
        """Has its lid opened; what arrives waits. ``silent`` and ``mute`` as for :meth:`paper_out`."""
        self._trouble(paper=False, head=True, silent=silent, mute=mute)

    @abstractmethod
    def stall(self) -> None:
        """Reads nothing more."""

    @abstractmethod
    def vanish_mid_job(self, after: int = 16) -> None:
        """Is cut off in the middle of the next job, once so many bytes of it have come."""

    @abstractmethod
    def unplug(self) -> None:
        """Is cut off."""

    @abstractmethod
    def replug(self) -> None:
        """Is connected again, at the same place."""

    @abstractmethod
    def ready(self) -> None:
        """Ends every trouble, prints what waited and is connected."""

    @abstractmethod
    def close(self) -> None:
        """Takes the printer away for good."""

    def _trouble(self, *, paper: bool, head: bool, silent: bool, mute: bool) -> None:
        with self._changed:
            self._device.paper_out, self._device.head_open = paper, head
            self._device.silent, self._device.mute = silent, mute
            self._device.print_waiting()
            self._changed.notify_all()

    def _no_trouble(self) -> None:
        self._bytes_to_live = None
        self._trouble(paper=False, head=False, silent=False, mute=False)

    def _feed(self, data: bytes) -> bytes:
        with self._changed:
            answer = self._device.feed(data)
            self._changed.notify_all()
            return answer

    def _spent(self, count: int) -> bool:
        """Counts bytes that came; says whether they were the last ones before it is cut off."""
        if self._bytes_to_live is None:
            return False
        self._bytes_to_live -= count
        return self._bytes_to_live <= 0
