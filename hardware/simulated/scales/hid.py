"""A HID scale made of software."""

import struct
from threading import Event, Lock, Thread

from hardware.simulated.hid import HidCable
from hardware.simulated.scales.plate import Mark, Plate

_BETWEEN_S = 0.02
_REPORT, _GRAM = 3, 2
_STATUS = {"moving": 3, "still": 4, "under": 5, "over": 6}
_ZERO, _UNDER_ZERO = 2, 5


class SimulatedHidScale:
    """Sends its weight again and again as HID reports; open :attr:`port` with the HID scale driver."""

    def __init__(self) -> None:
        """Plugs the scale in, with nothing on it.

        Raises:
            NoLocalSocketsError: On Windows.
        """
        self._plate = Plate()
        self._lock = Lock()
        self._closed = Event()
        self._cable = HidCable("scale")
        self._thread = Thread(target=self._talk, name="simulated HID scale", daemon=True)
        self._thread.start()

    @property
    def port(self) -> str:
        """Name that the driver opens; the same after :meth:`replug`."""
        return self._cable.port

    def put(self, grams: int) -> None:
        """Puts a load on the plate, instead of the one before; the plate comes to rest."""
        self._set("still", grams)

    def shake(self) -> None:
        """The plate moves until the next :meth:`put`."""
        self._set("moving", self._plate.grams)

    def overload(self) -> None:
        """Puts more on the plate than it can weigh."""
        self._set("over", self._plate.grams)

    def underload(self) -> None:
        """Takes the plate itself off."""
        self._set("under", self._plate.grams)

    def send(self, *reports: bytes) -> bool:
        """Sends raw reports besides; says whether anybody listened."""
        return self._cable.send(*reports)

    def unplug(self) -> None:
        """Pulls the cable."""
        self._cable.unplug()

    def replug(self) -> None:
        """Puts the cable back."""
        self._cable.plug()

    def close(self) -> None:
        """Takes the scale away for good."""
        self._closed.set()
        self._thread.join()
        self._cable.close()

    def _set(self, mark: Mark, grams: int) -> None:
        with self._lock:
            self._plate.mark, self._plate.grams = mark, grams

    def _talk(self) -> None:
        while not self._closed.wait(_BETWEEN_S):
            with self._lock:
                report = _report(self._plate)
            self._cable.send(report)


def _report(plate: Plate) -> bytes:
    status = _STATUS[plate.mark]
    if plate.mark == "still" and plate.net <= 0:
        status = _UNDER_ZERO if plate.net < 0 else _ZERO
    return struct.pack("<BBBbH", _REPORT, status, _GRAM, 0, abs(plate.net))
