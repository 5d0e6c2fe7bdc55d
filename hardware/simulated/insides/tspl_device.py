"""The inside of a printer that understands TSPL."""

import re

from hardware.simulated.insides.device import PrinterDevice

_ASKED = b"\x1b!?"
_PRINT = re.compile(rb"PRINT\s+\d+(,\d+)?\s*")
_BITMAP = re.compile(rb"BITMAP\s+\d+,\d+,(\d+),(\d+),\d+,")


class TsplDevice(PrinterDevice):
    """Prints from the last ``CLS`` (or ``PRINT``) to ``PRINT``; knows ``ESC ! ?``.

    A picture's bytes are taken for the picture's, whatever they look like.
    """

    def __init__(self) -> None:
        super().__init__()
        self._received = b""
        self._drawn = b""

    def _take(self, data: bytes) -> bytes:
        self._received += data
        answer = b""
        while line := self._line():
            asked = self._asked(line)
            answer += asked * self._status()
            self._obey(line.replace(_ASKED, b"") if asked else line)
        # Asked in the middle of a line, it answers at once; in a picture it cannot see the question.
        if not _BITMAP.match(self._received) and _ASKED in self._received:
            answer += self._received.count(_ASKED) * self._status()
            self._received = self._received.replace(_ASKED, b"")
        return answer

    def _line(self) -> bytes:
        """Cuts the next whole line off what was received; empty when there is none."""
        picture = _BITMAP.match(self._received)
        start = picture.end() + int(picture[1]) * int(picture[2]) if picture else 0
        end = self._received.find(b"\n", start) + 1
        line, self._received = self._received[:end], self._received[end:]
        return line

    @staticmethod
    def _asked(line: bytes) -> int:
        return 0 if _BITMAP.match(line) else line.count(_ASKED)

    def _obey(self, line: bytes) -> None:
        word = line.split(maxsplit=1)[:1]
        if word == [b"CLS"]:
            self._drawn = b""
        if word:
            self._drawn += line
        if _PRINT.fullmatch(line):
            self._whole(self._drawn)
            self._drawn = b""

    def _status(self) -> bytes:
        printing = len(self.waiting) > 0
        return bytes([0x01 * self.head_open + 0x04 * self.paper_out + 0x20 * printing])
