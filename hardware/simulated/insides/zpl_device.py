"""The inside of a printer that understands ZPL."""

import re

from hardware.simulated.insides.device import PrinterDevice

_HEARD = re.compile(rb"\^XZ|~HS|~HQES|~JX|~JA")
_LONGEST_COMMAND = 5


class ZplDevice(PrinterDevice):
    """Prints from ``^XA`` to ``^XZ``; knows ``~HS``, ``~HQES``, ``~JX`` and ``~JA``, which act at once."""

    def __init__(self) -> None:
        super().__init__()
        self._received = b""
        self._format = bytearray()

    def _take(self, data: bytes) -> bytes:
        self._received += data
        answer = b""
        end = 0
        for found in _HEARD.finditer(self._received):
            self._format += self._received[end : found.start()]
            end = found.end()
            answer += self._obey(found[0])
        kept = max(end, len(self._received) - _LONGEST_COMMAND)
        self._format += self._received[end:kept]
        self._received = self._received[kept:]
        return answer

    def _obey(self, command: bytes) -> bytes:
        match command:
            case b"^XZ":
                self._end_label()
            case b"~JX":
                self._format.clear()
            case b"~JA":
                self._format.clear()
                self.waiting.clear()
            case b"~HS":
                return b"" if self.silent and self.troubled else self._host_status()
            case _:
                return self._errors()
        return b""

    def _end_label(self) -> None:
        start = self._format.find(b"^XA")
        if start >= 0:
            self._whole(bytes(self._format[start:]) + b"^XZ")
        self._format.clear()

    def _host_status(self) -> bytes:
        half = b"^XA" in self._format
        first = f"030,{self.paper_out:d},0,1218,{len(self.waiting):03d},0,0,{half:d},000,0,0,0"
        second = f"000,0,{self.head_open:d},0,0,2,4,0,00000000,1,000"
        return "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()

    def _errors(self) -> bytes:
        flags = 0x1 * self.paper_out + 0x4 * self.head_open
        return (
            "\x02\r\n  PRINTER STATUS\r\n"
            f"   ERRORS:         {flags > 0:d} 00000000 {flags:08X}\r\n"
            "   WARNINGS:       0 00000000 00000000\r\n\x03\r\n"
        ).encode()
