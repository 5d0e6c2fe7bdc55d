"""What lies on a simulated scale, and the languages that tell of it. Pure, knows no cable."""

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import xor
from typing import Literal, Protocol

Mark = Literal["still", "moving", "over", "under"]


@dataclass(slots=True)
class Plate:
    """What a simulated scale would show.

    Attributes:
        grams: What lies on it.
        tare: Grams that were tared or zeroed away.
        mark: Whether it is still, moves, holds too much, or was taken off.
    """

    grams: int = 0
    tare: int = 0
    mark: Mark = "still"

    @property
    def net(self) -> int:
        """Grams without the tare."""
        return self.grams - self.tare


_MT_SICS = {"still": "S", "moving": "D", "over": "+", "under": "-"}


class Voice(Protocol):
    """A language: bytes of a driver in, bytes for it out."""

    waiting: bool
    """Whether an answer is owed that comes once the plate is still."""

    def feed(self, data: bytes, plate: Plate) -> bytes:
        """Takes the next bytes and gives what to answer now."""
        ...

    def late(self, plate: Plate, *, patient: bool) -> bytes:
        """Gives the answer that was owed, or nothing yet while it is patient."""
        ...

    def spontaneous(self, plate: Plate) -> bytes:
        """Gives what it says without being asked, several times a second."""
        ...


class MtSicsVoice:
    """Knows ``S``, ``SI``, ``Z`` and ``T`` and refuses everything else with ``ES``, as the real ones do."""

    def __init__(self) -> None:
        self.waiting = False
        self._received = b""

    def feed(self, data: bytes, plate: Plate) -> bytes:
        """Answers every whole line."""
        *commands, self._received = (self._received + data).split(b"\r\n")
        return b"".join(self._answer(command, plate) for command in commands)

    def late(self, plate: Plate, *, patient: bool) -> bytes:
        """Answers a waiting ``S`` once the plate is still, or ``S I`` once patience has run out."""
        if not self.waiting or (plate.mark == "moving" and patient):
            return b""
        self.waiting = False
        return b"S I\r\n" if plate.mark == "moving" else self._weight(plate)

    def spontaneous(self, plate: Plate) -> bytes:  # noqa: ARG002 - this language only answers
        """Says nothing."""
        return b""

    def _answer(self, command: bytes, plate: Plate) -> bytes:
        match command:
            case b"S" if plate.mark == "moving":
                self.waiting = True
                return b""
            case b"S" | b"SI":
                return self._weight(plate)
            case b"Z" | b"T":
                plate.tare = plate.grams
                return b"Z A\r\n" if command == b"Z" else f"T S {0:>9.3f} kg\r\n".encode()
            case _:
                return b"ES\r\n"

    def _weight(self, plate: Plate) -> bytes:
        mark = _MT_SICS[plate.mark]
        return f"S {mark}\r\n".encode() if mark in "+-" else f"S {mark} {plate.net / 1000:>9.3f} kg\r\n".encode()


class PromptVoice:
    """A shop scale that answers a request at once, or talks without one.

    Made for a language by what asks for the weight and by how each state of the plate is said.
    """

    waiting = False

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._received = b""

    def feed(self, data: bytes, plate: Plate) -> bytes:
        """Answers every whole request."""
        if not self._request:
            return b""
        *asked, self._received = (self._received + data).split(self._request)
        return self.say(plate) * len(asked)

    def late(self, plate: Plate, *, patient: bool) -> bytes:  # noqa: ARG002 - this language never owes an answer
        """Says nothing."""
        return b""

    def spontaneous(self, plate: Plate) -> bytes:
        """Says the weight when it is one that nobody has to ask for."""
        return b"" if self._request else self.say(plate)

    def say(self, plate: Plate) -> bytes:
        """Five digits of grams and a carriage return; nothing at all where there is no weight."""
        return b"" if plate.mark in {"over", "under"} or plate.net < 0 else b"%05d\r" % plate.net


class TisaVoice(PromptVoice):
    """Dibal's ``tisa``."""

    def __init__(self) -> None:
        super().__init__(b"98000001\r\n")

    def say(self, plate: Plate) -> bytes:
        """``99``, whether there is no weight at rest, grams, the same for the amount, the amount, the checksum."""
        none = plate.mark in {"over", "under"} or plate.net < 0
        restless = none or plate.mark == "moving"
        summed = f"99{restless:d}{0 if none else plate.net:05d}{restless:d}000000".encode()
        return summed + bytes([reduce(xor, summed)]) + b"\r\n"


class PosnetVoice(PromptVoice):
    """Dibal's ``posnet``."""

    def __init__(self) -> None:
        super().__init__(b"\x05\x11")

    def say(self, plate: Plate) -> bytes:
        """Stable or not, the weight in kilograms with its sign, the checksum."""
        sign = "-" if plate.net < 0 else " "
        weight = "FFFFFFF" if plate.mark in {"over", "under"} else f"{sign}{abs(Decimal(plate.net)) / 1000:06.3f}"
        summed = f"{'U' if plate.mark == 'moving' else 'S'}{weight}kg".encode()
        return b"\x01\x02" + summed + bytes([reduce(xor, summed)]) + b"\x03\x04"
