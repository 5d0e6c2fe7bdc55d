"""A label printer on a serial cable made of software; the same cable serves as a USB printer's device."""

from threading import Lock, Thread

from hardware.simulated.body import PrinterBody
from hardware.simulated.terminal import PseudoTerminal

_READ_S = 1.0
_CHUNK = 4096
_XON, _XOFF = b"\x11", b"\x13"


class SimulatedSerialPrinter(PrinterBody):
    """Listens on a pseudo-terminal; open :attr:`port` with the driver for serial or for USB printers."""

    def __init__(self, language: str = "zpl", *, polite: bool = True) -> None:
        """Plugs the printer in.

        Args:
            language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
            polite: Says XOFF when it stalls and XON when it goes on. One that is not simply reads no more.

        Raises:
            NoPseudoTerminalsError: On Windows.
        """
        super().__init__(language)
        self._polite = polite
        self._reading = Lock()
        self._closed = False
        self._cable = PseudoTerminal("printer")
        self._thread = Thread(target=self._serve, name="simulated serial printer", daemon=True)
        self._thread.start()

    @property
    def port(self) -> str:
        """Path that the driver opens; the same after :meth:`replug`."""
        return self._cable.port

    def stall(self) -> None:
        """Reads nothing more."""
        with self._changed:
            self._stalled = True
        self._cable.wake()
        with self._reading:  # a read that was under way has ended now
            if self._polite:
                self._cable.write(_XOFF)

    def vanish_mid_job(self, after: int = 16) -> None:
        """Is unplugged in the middle of the next job, once so many bytes of it have come."""
        with self._changed:
            self._bytes_to_live = after

    def unplug(self) -> None:
        """Pulls the cable."""
        self._cable.unplug()

    def replug(self) -> None:
        """Puts the cable back."""
        self._cable.plug()

    def ready(self) -> None:
        """Ends every trouble, prints what waited and is plugged in."""
        self._cable.plug()
        with self._changed:
            stalled, self._stalled = self._stalled, False
        if stalled and self._polite:
            self._cable.write(_XON)
        self._no_trouble()

    def close(self) -> None:
        """Takes the printer away for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._cable.wake()
        self._thread.join()
        self._cable.close()

    def _serve(self) -> None:
        while not self._closed:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or not self._stalled)
            with self._reading:
                self._hear()

    def _hear(self) -> None:
        if self._stalled:
            return
        most = _CHUNK if self._bytes_to_live is None else self._bytes_to_live
        data = self._cable.read(_READ_S, most)
        answer = self._feed(data)
        if self._spent(len(data)):
            self._bytes_to_live = None
            self._cable.unplug()
        elif answer:
            self._cable.write(answer)
