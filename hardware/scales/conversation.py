"""Question and answer with a scale on a serial line: one at a time, whoever asks."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import NamedTuple

from hardware.serial_port import PortSettings, SerialPort
from hardware.status import LostError
from hardware.trace import Trace

_LONGEST_ANSWER = 256
_LINE_ENDS = b"\r\n"
_READ_S = 0.05
_QUIET_S = 1.0

Cut = Callable[[bytes], bytes | None]
"""Finds the whole answer in what has come so far; None while it is not whole."""


class Heard(NamedTuple):
    """What came back.

    Attributes:
        data: The answer, or what there was of it when the time was over; empty when there was nothing.
        whole: Whether it is a whole answer.
    """

    data: bytes
    whole: bool


def first_line(received: bytes) -> bytes | None:
    """Cuts an answer that is one line; lines without anything in them are none."""
    answer = received.lstrip(_LINE_ENDS)
    line = answer.splitlines()[:1]
    return line[0] if line and line[0] != answer else None


class Conversation:
    """An open line to a scale that answers each question once."""

    def __init__(self, port: SerialPort, trace: Trace) -> None:
        self._port = port
        self._trace = trace
        self._turn = Lock()
        self._over = False
        self._owing = False

    def ask(self, question: bytes, seconds: float, cut: Cut = first_line) -> Heard:
        """Sends a question and waits for the answer.

        Args:
            question: The bytes to send; empty for a scale that talks without being asked.
            seconds: How long to wait.
            cut: Knows a whole answer.

        Raises:
            LostError: The scale went away, or the conversation was broken off.
        """
        with self._turn:
            self._check()
            if self._owing:
                self._hush()
            self._port.drop_input()
            if question:
                self._trace.note("out", question)
                self._port.write(question)
            heard = self._hear(monotonic() + seconds, cut)
            self._owing = bool(question) and not heard.whole
            if heard.data:
                self._trace.note("frame" if heard.whole else "in", heard.data)
            return heard

    def probe(self) -> None:
        """Looks whether the scale is still there.

        Raises:
            LostError: It is not.
        """
        with self._turn:
            self._check()
            self._port.waiting()

    def cancel(self) -> None:
        """Breaks off; whoever waits for an answer gets ``LostError`` at once."""
        self._over = True
        self._port.cancel()

    def close(self) -> None:
        """Breaks off and closes the port once nobody uses it."""
        self.cancel()
        with self._turn:
            self._port.close()

    def _check(self) -> None:
        if self._over:
            raise LostError("stopped")

    def _hush(self) -> None:
        """Lets a late answer run out: its tail must not be taken for the answer to the next question."""
        deadline = monotonic() + _QUIET_S
        while self._port.read() and monotonic() < deadline:
            self._check()

    def _hear(self, deadline: float, cut: Cut) -> Heard:
        received = b""
        while monotonic() < deadline and len(received) < _LONGEST_ANSWER:
            received += self._port.read()
            self._check()
            answer = cut(received)
            if answer is not None:
                return Heard(answer, whole=True)
        return Heard(received, whole=False)


def converse(port: str, baud: int, data_bits: int, parity: str, trace: Trace) -> Conversation:
    """Opens a scale's serial line.

    Raises:
        LostError: The port is not there, not allowed or in use.
    """
    settings = PortSettings(port=port, baud=baud, data_bits=data_bits, parity=parity, quiet_s=_READ_S)
    return Conversation(SerialPort(settings), trace)
