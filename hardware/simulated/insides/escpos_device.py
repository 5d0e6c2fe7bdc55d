"""The inside of a printer that understands ESC/POS."""

import re

from hardware.simulated.insides.device import PrinterDevice

_HEARD = re.compile(
    rb"\x10\x04(?P<asked>[\x01-\x04])"
    rb"|(?P<reset>\x1b@)"
    rb"|(?P<cut>\x1dV(?:[\x00\x01\x30\x31]|[\x41\x42].))"
    rb"|\x1dv0.(?P<picture>..)(?P<lines>..)",
    re.DOTALL,
)
_LONGEST_COMMAND = 8


class EscposDevice(PrinterDevice):
    """Prints from ``ESC @`` (or the last cut) to a cut, ``GS V``; knows ``DLE EOT n``.

    A picture's bytes (``GS v 0``) are taken for the picture's, whatever they look like.
    """

    def __init__(self) -> None:
        super().__init__()
        self._received = b""
        self._built = b""
        self._picture_left = 0

    def _take(self, data: bytes) -> bytes:
        self._received += data
        answer = b""
        while self._swallow_picture() and (found := _HEARD.search(self._received)):
            before = self._received[: found.start()]
            self._received = self._received[found.end() :]
            answer += self._obey(before, found)
        if not self._picture_left:
            self._build(max(0, len(self._received) - _LONGEST_COMMAND))
        return answer

    def _swallow_picture(self) -> bool:
        """Takes what has come of a picture; says whether it is whole."""
        left = self._picture_left - len(self._received)
        self._build(min(self._picture_left, len(self._received)))
        self._picture_left = max(0, left)
        return left <= 0

    def _build(self, count: int) -> None:
        self._built += self._received[:count]
        self._received = self._received[count:]

    def _obey(self, before: bytes, found: re.Match[bytes]) -> bytes:
        self._built += before
        if found["asked"]:
            return self._status(found["asked"][0])
        if found["reset"]:
            self._built = b""
        self._built += found[0]
        if found["cut"]:
            self._whole(self._built)
            self._built = b""
        elif found["picture"]:
            self._picture_left = int.from_bytes(found["picture"], "little") * int.from_bytes(found["lines"], "little")
        return b""

    def _status(self, asked: int) -> bytes:
        flags = {
            1: 0x08 * self.troubled,
            2: 0x04 * self.head_open + 0x20 * self.paper_out,
            3: 0,
            4: 0x60 * self.paper_out,
        }
        return bytes([0x12 + flags[asked]])
