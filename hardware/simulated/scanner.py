"""A scanner made of software."""

from hardware.simulated.terminal import PseudoTerminal


class SimulatedScanner:
    """Sends codes down a pseudo-terminal; open :attr:`port` with the serial driver.

    As with a real scanner, what is scanned while no driver listens may be lost.
    """

    def __init__(self) -> None:
        """Plugs the scanner in.

        Raises:
            NoPseudoTerminalsError: On Windows.
        """
        self._cable = PseudoTerminal("scanner")
        self._heard = b""

    @property
    def port(self) -> str:
        """Path that the driver opens; the same after :meth:`replug`."""
        return self._cable.port

    def scan(self, text: str, suffix: bytes = b"\r") -> bool:
        """Scans a code, as UTF-8 and with the end mark; says whether it went into the cable."""
        return self.send(text.encode() + suffix)

    def send(self, data: bytes) -> bool:
        """Sends raw bytes; says whether they went into the cable."""
        return self._cable.write(data)

    @property
    def heard(self) -> bytes:
        """All that the driver has sent to the scanner so far; one thread at a time may ask."""
        while data := self._cable.read(0):
            self._heard += data
        return self._heard

    def unplug(self) -> None:
        """Pulls the cable."""
        self._cable.unplug()

    def replug(self) -> None:
        """Puts the cable back."""
        self._cable.plug()

    def close(self) -> None:
        """Takes the scanner away for good."""
        self._cable.close()
