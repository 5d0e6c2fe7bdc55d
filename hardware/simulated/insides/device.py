"""What every simulated printer has inside, whatever it understands."""

from abc import ABC, abstractmethod


class PrinterDevice(ABC):
    """The brain of a simulated printer. The beginning of a label whose end does not come stays in it.

    Attributes:
        labels: Every label printed, in order.
        waiting: Labels received that could not be printed yet.
        paper_out: No labels left.
        head_open: The lid is open.
        silent: While something is wrong it does not answer its usual status request, as many real printers.
        mute: It answers nothing at all while something is wrong.
    """

    def __init__(self) -> None:
        self.labels: list[bytes] = []
        self.waiting: list[bytes] = []
        self.paper_out = False
        self.head_open = False
        self.silent = False
        self.mute = False

    @property
    def troubled(self) -> bool:
        """Whether it cannot print now."""
        return self.paper_out or self.head_open

    def feed(self, data: bytes) -> bytes:
        """Takes the next bytes, prints what is complete, and gives what to answer."""
        answer = self._take(data)
        return b"" if self.mute and self.troubled else answer

    def print_waiting(self) -> None:
        """Prints what waits, unless something is wrong."""
        if not self.troubled:
            self.labels += self.waiting
            self.waiting.clear()

    def _whole(self, label: bytes) -> None:
        """Takes a label that has come whole."""
        self.waiting.append(label)
        self.print_waiting()

    @abstractmethod
    def _take(self, data: bytes) -> bytes:
        """Hands whole labels to ``_whole``, and gives what to answer."""
