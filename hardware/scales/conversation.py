"""Question and answer with a scale: one at a time, whoever asks."""

from threading import Lock
from time import monotonic

from hardware.serial_port import SerialPort
from hardware.status import LostError
from hardware.trace import Trace

_LONGEST_ANSWER = 256
_LINE_ENDS = b"\r\n"


class Conversation:
    """An open line to a scale that answers each command with one line."""

    def __init__(self, port: SerialPort, trace: Trace) -> None:
        self._port = port
        self._trace = trace
        self._turn = Lock()
        self._over = False

    def ask(self, command: bytes, seconds: float) -> bytes | None:
        """Sends a command and gives the line that answers it; None when none came in time.

        Raises:
            LostError: The scale went away, or the conversation was broken off.
        """
        with self._turn:
            self._check()
            self._port.drop_input()
            self._trace.note("out", command)
            self._port.write(command + b"\r\n")
            return self._line(monotonic() + seconds)

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

    def _line(self, deadline: float) -> bytes | None:
        answer = b""
        while monotonic() < deadline and len(answer) < _LONGEST_ANSWER:
            answer = (answer + self._port.read()).lstrip(_LINE_ENDS)
            self._check()
            line = answer.splitlines()[:1]
            if line and line[0] != answer:
                self._trace.note("frame", line[0])
                return line[0]
        return None
