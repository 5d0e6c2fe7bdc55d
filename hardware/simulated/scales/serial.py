"""A scale made of software on a serial line."""

from threading import Lock, Thread
from time import monotonic

from hardware.simulated.scales.plate import Mark, MtSicsVoice, Plate, Voice
from hardware.simulated.terminal import PseudoTerminal

_LOOK_S = 0.02


class SimulatedScale:
    """Answers on a pseudo-terminal; open :attr:`port` with a scale driver of the same language."""

    def __init__(self, voice: Voice | None = None, *, patience_s: float = 2.0) -> None:
        """Plugs the scale in, with nothing on it.

        Args:
            voice: Its language; MT-SICS when none is given.
            patience_s: How long an answer is owed while the plate moves.

        Raises:
            NoPseudoTerminalsError: On Windows.
        """
        self._voice = voice or MtSicsVoice()
        self._patience_s = patience_s
        self._lock = Lock()
        self._plate = Plate()
        self._patient_until = 0.0
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

    def _set(self, mark: Mark, grams: int) -> None:
        with self._lock:
            self._plate.mark, self._plate.grams = mark, grams
        self._cable.wake()

    def _serve(self) -> None:
        while not self._closed:
            with self._lock:
                busy = self._voice.waiting or self._voice.spontaneous(self._plate)
            received = self._cable.read(_LOOK_S if busy else 1.0)
            with self._lock:
                answer = self._answer(received)
            if answer:
                self._cable.write(answer)

    def _answer(self, received: bytes) -> bytes:
        owed = self._voice.waiting
        answer = self._voice.feed(received, self._plate)
        if self._voice.waiting and not owed:
            self._patient_until = monotonic() + self._patience_s
        late = self._voice.late(self._plate, patient=monotonic() < self._patient_until)
        return answer + late + self._voice.spontaneous(self._plate)
