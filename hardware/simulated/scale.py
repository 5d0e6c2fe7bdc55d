"""A scale made of software that speaks MT-SICS."""

from threading import Lock, Thread
from time import monotonic

from hardware.simulated.terminal import PseudoTerminal

_LOOK_S = 0.02


class SimulatedScale:
    """Answers on a pseudo-terminal; open :attr:`port` with the scale driver.

    It knows ``S``, ``SI``, ``Z`` and ``T`` and refuses everything else with ``ES``, as the real ones do.
    """

    def __init__(self, *, patience_s: float = 2.0) -> None:
        """Plugs the scale in, with nothing on it.

        Args:
            patience_s: How long ``S`` waits for the plate to come to rest before it answers ``S I``.

        Raises:
            NoPseudoTerminalsError: On Windows.
        """
        self._patience_s = patience_s
        self._lock = Lock()
        self._grams = 0
        self._tare = 0
        self._mark = "S"
        self._wait_until: float | None = None
        self._closed = False
        self._cable = PseudoTerminal("scale")
        self._thread = Thread(target=self._serve, name="simulated scale", daemon=True)
        self._thread.start()

    @property
    def port(self) -> str:
        """Path that the driver opens; the same after :meth:`replug`."""
        return self._cable.port

    def put(self, grams: int) -> None:
        """Puts a load on the plate, instead of the one before; the plate comes to rest."""
        self._set("S", grams)

    def shake(self) -> None:
        """The plate moves until the next :meth:`put`."""
        self._set("D", self._grams)

    def overload(self) -> None:
        """Puts more on the plate than it can weigh."""
        self._set("+", self._grams)

    def underload(self) -> None:
        """Takes the plate itself off."""
        self._set("-", self._grams)

    def unplug(self) -> None:
        """Pulls the cable."""
        self._cable.unplug()

    def replug(self) -> None:
        """Puts the cable back."""
        self._cable.plug()

    def close(self) -> None:
        """Takes the scale away for good."""
        self._closed = True
        self._cable.wake()
        self._thread.join()
        self._cable.close()

    def _set(self, mark: str, grams: int) -> None:
        with self._lock:
            self._mark, self._grams = mark, grams
        self._cable.wake()

    def _serve(self) -> None:
        received = b""
        while not self._closed:
            received += self._cable.read(1.0 if self._wait_until is None else _LOOK_S)
            *commands, received = received.split(b"\r\n")
            for command in commands:
                self._answer(command)
            self._answer_late()

    def _answer(self, command: bytes) -> None:
        match command:
            case b"S" if self._mark == "D":
                self._wait_until = monotonic() + self._patience_s
            case b"S" | b"SI":
                self._say(self._weight())
            case b"Z" | b"T":
                with self._lock:
                    self._tare = self._grams
                self._say("Z A" if command == b"Z" else f"T S {0:>9.3f} kg")
            case _:
                self._say("ES")

    def _answer_late(self) -> None:
        """Answers a waiting ``S`` once the plate is still, or once patience has run out."""
        if self._wait_until is None:
            return
        if self._mark != "D":
            self._wait_until = None
            self._say(self._weight())
        elif monotonic() >= self._wait_until:
            self._wait_until = None
            self._say("S I")

    def _weight(self) -> str:
        with self._lock:
            if self._mark in "+-":
                return f"S {self._mark}"
            return f"S {self._mark} {(self._grams - self._tare) / 1000:>9.3f} kg"

    def _say(self, line: str) -> None:
        self._cable.write(line.encode() + b"\r\n")
