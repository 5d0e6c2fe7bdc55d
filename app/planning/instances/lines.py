"""A problem file as numbered lines that are taken one after the other; trouble names the file and the line."""

from app.planning.instances.trouble import InstanceError

_LONGEST = 60
"""So much of a line that cannot be read is shown."""


class Lines:
    """The lines of one file that say something.

    Attributes:
        file: The file's name, as sentences show it.
        number: Number of the line taken last, from 1.
    """

    def __init__(self, file: str, data: bytes) -> None:
        """Takes the file's bytes: UTF-8, else Latin-1."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        numbered = enumerate((line.strip() for line in text.splitlines()), 1)
        self.file = file
        self.number = 0
        self._lines = [(number, line) for number, line in numbered if line]
        self._next = 0

    def peek(self) -> str:
        """Gives the next line without taking it; empty at the end."""
        return self._lines[self._next][1] if self._next < len(self._lines) else ""

    def take(self, expected: str) -> str:
        """Takes the next line.

        Args:
            expected: How it should look, for the sentence when there is none.

        Raises:
            InstanceError: The file ends here.
        """
        if self._next == len(self._lines):
            raise self._cut(expected)
        self.number, line = self._lines[self._next]
        self._next += 1
        return line

    def whole(self, text: str, expected: str, least: int = 0) -> int:
        """Reads a whole number of the line taken last.

        Raises:
            InstanceError: It is none, or below the least one allowed.
        """
        if not (text.isascii() and text.removeprefix("-").isdigit()):
            raise self.unreadable(expected)
        if int(text) < least:
            raise self.trouble("plan.error.least", text=self._last(), least=least)
        return int(text)

    def unreadable(self, expected: str) -> InstanceError:
        """Makes the trouble with the line taken last: when it is the file's last one, the file was cut there."""
        if self._next == len(self._lines):
            return self._cut(expected)
        return self.trouble("plan.error.line", text=self._last(), expected=expected)

    def trouble(self, key: str, /, **names: object) -> InstanceError:
        """Makes a trouble that names the file and the line taken last."""
        return InstanceError(key, file=self.file, line=self.number, **names)

    def _cut(self, expected: str) -> InstanceError:
        last = self._lines[-1][0] if self._lines else 0
        return InstanceError("plan.error.cut", file=self.file, line=last, expected=expected)

    def _last(self) -> str:
        line = self._lines[self._next - 1][1]
        return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
