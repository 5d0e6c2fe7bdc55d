"""A HID POS scanner made of software."""

from hardware.simulated.hid import HidCable

_REPORT = 2
_ROOM = 56


class SimulatedHidScanner:
    """Sends codes as HID reports; open :attr:`port` with the HID POS driver.

    As with a real scanner, what is scanned while no driver listens is lost.
    """

    def __init__(self) -> None:
        """Plugs the scanner in.

        Raises:
            NoLocalSocketsError: On Windows.
        """
        self._cable = HidCable("scanner")

    @property
    def port(self) -> str:
        """Name that the driver opens; the same after :meth:`replug`."""
        return self._cable.port

    def scan(self, text: str, symbology: str = "]C0") -> bool:
        """Scans a code, as UTF-8, in as many reports as it takes; says whether anybody listened.

        Args:
            text: What the code says.
            symbology: Its AIM identifier of three characters, or empty for a scanner that sends none.
        """
        data = text.encode()
        parts = [data[at : at + _ROOM] for at in range(0, len(data), _ROOM)]
        aim = symbology.encode().ljust(3, b"\0")
        return self.send(*(_report(part, aim, more=part is not parts[-1]) for part in parts))

    def send(self, *reports: bytes) -> bool:
        """Sends raw reports; says whether anybody listened."""
        return self._cable.send(*reports)

    def unplug(self) -> None:
        """Pulls the cable."""
        self._cable.unplug()

    def replug(self) -> None:
        """Puts the cable back."""
        self._cable.plug()

    def close(self) -> None:
        """Takes the scanner away for good."""
        self._cable.close()


def _report(part: bytes, aim: bytes, *, more: bool) -> bytes:
    return bytes([_REPORT, len(part)]) + aim + part.ljust(_ROOM, b"\0") + bytes([0, 0, more])
