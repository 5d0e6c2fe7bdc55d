"""What happens inside a ZPL printer: bytes in, labels and answers out. Pure, knows no socket."""

import re

_WANTED = re.compile(rb"\^XA.*?\^XZ|~HS", re.DOTALL)
_MOST_KEPT = 8_000_000


class ZplDevice:
    """The brain of a simulated printer.

    Attributes:
        labels: Every label printed, from ``^XA`` to ``^XZ``, in order.
        waiting: Labels received that could not be printed yet.
        paper_out: No labels left.
        head_open: The lid is open.
        silent: Does not answer status requests while something is wrong, as many real printers.
    """

    def __init__(self) -> None:
        self.labels: list[bytes] = []
        self.waiting: list[bytes] = []
        self.paper_out = False
        self.head_open = False
        self.silent = False
        self._received = b""

    @property
    def troubled(self) -> bool:
        """Whether it cannot print now."""
        return self.paper_out or self.head_open

    def feed(self, data: bytes) -> bytes:
        """Takes the next bytes of a connection, prints what is complete, and gives what to answer."""
        self._received += data
        answer = b""
        end = 0
        for found in _WANTED.finditer(self._received):
            end = found.end()
            if found[0] == b"~HS":
                answer += self._host_status()
            else:
                self.waiting.append(found[0])
        self._received = self._received[end:][-_MOST_KEPT:]
        self.print_waiting()
        return answer

    def forget_half(self) -> None:
        """Drops the beginning of a label whose end did not come."""
        self._received = b""

    def print_waiting(self) -> None:
        """Prints what waits, unless something is wrong."""
        if not self.troubled:
            self.labels += self.waiting
            self.waiting.clear()

    def _host_status(self) -> bytes:
        if self.silent and self.troubled:
            return b""
        first = f"030,{self.paper_out:d},0,1218,{len(self.waiting):03d},0,0,0,000,0,0,0"
        second = f"000,0,{self.head_open:d},0,0,2,4,0,00000000,1,000"
        return "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()
