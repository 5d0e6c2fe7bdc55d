"""Puts the reports of a HID POS scanner together to codes; pure, knows no device.

The layout is the one that scanners of this class have in common (Honeywell, Datalogic, Access-IS and
others), 64 bytes: the report's number 2; how many bytes of data; three bytes of AIM identifier; 56 bytes
of data; a further identifier; a reserved byte; and a byte whose lowest bit says that the code goes on in
the next report. The words of it are those of the "HID Point of Sale Usage Tables" 1.02, page 0x8C.
"""

import re

from hardware.scanners.framing import LONGEST_FRAME, Broken, Code, decode, printable

DATA_REPORT = 2
"""Number of the reports that carry codes; others tell of settings and buttons."""

_AIM_AT, _DATA_AT, _DATA_END, _MORE_AT = 2, 5, 61, 63
_ROOM = _DATA_END - _DATA_AT
_AIM = re.compile(rb"\][A-Za-z][0-9A-Za-z]")


class Assembler:
    """Collects reports and gives whole codes; holds only the unfinished code.

    A code is given when every report of it was right. Otherwise all that may belong to it, up to its last
    report or a pause, is told as broken: the tail of a code is no code.
    """

    def __init__(self) -> None:
        self._begun = False
        self._reason, self._aim = "", b""
        self._data = bytearray()
        self._size = 0

    @property
    def waiting(self) -> bool:
        """Whether a code has begun and not ended."""
        return self._begun

    def feed(self, report: bytes) -> list[Code | Broken]:
        """Takes the next report and gives the code that ended with it, if one did."""
        if not report or report[0] != DATA_REPORT:
            return []
        whole = len(report) > _MORE_AT
        # A report that is wrong in itself is not believed to be the last one: what follows may be the same code's tail.
        more = not whole or report[1] > _ROOM or bool(report[_MORE_AT] & 1)
        aim, data = report[_AIM_AT:_DATA_AT], report[_DATA_AT:_DATA_END][: report[1] if whole else None]
        if not whole or report[1] > _ROOM or (more and report[1] < _ROOM):
            self._spoil("bad_report")
        elif self._begun and aim != self._aim:
            self._spoil("frame_cut")
        self._keep(aim, data)
        return [] if more else self._end()

    def give_up(self) -> list[Code | Broken]:
        """Ends a code whose next report stays away."""
        if self._begun:
            self._spoil("frame_cut")
        return self._end()

    def _spoil(self, reason: str) -> None:
        self._reason = self._reason or reason

    def _keep(self, aim: bytes, data: bytes) -> None:
        self._begun, self._aim = True, aim
        self._size += len(data)
        if self._size <= LONGEST_FRAME:
            self._data += data

    def _end(self) -> list[Code | Broken]:
        aim, data, size = self._aim, printable(bytes(self._data)).rstrip(b"\t"), self._size
        reason = "frame_too_long" if size > LONGEST_FRAME else self._reason
        self._forget()
        if reason:
            return [Broken(reason, size)]
        return [Code(decode(data), aim.decode() if _AIM.fullmatch(aim) else "")] if data else []

    def _forget(self) -> None:
        self._begun, self._reason, self._aim = False, "", b""
        self._data.clear()
        self._size = 0
