"""ZPL II: Zebra's language, which most label printers understand.

Asked with ``~HS``, newer firmware says nothing while labels or ribbon are out, the head is open or too
hot (Zebra, "~HS"). Just then ``~HQES`` names the trouble (Zebra, "~HQ", error flags), so it is asked next
on the same connection. If that finds nothing wrong either, the silence itself is the trouble: a full
rewinder, say, is in no flag.
"""

import re

from hardware.printers.languages import host_status
from hardware.printers.languages.language import Language, first_of
from hardware.status import State, Status

_ERRORS = re.compile(rb"ERRORS:\s*([01])\s+([0-9A-F]{8})\s+([0-9A-F]{8})\b")
_ENDED = re.compile(rb"WARNINGS:\s*[01]\s+[0-9A-F]{8}\s+[0-9A-F]{8}\b")

_SILENT = Status(State.ATTENTION, "silent")
_FLAGS = (
    (0x4, Status(State.HEAD_OPEN)),
    (0x1, Status(State.NO_MEDIA)),
    (0x2, Status(State.ATTENTION, "ribbon_out")),
    (0x8, Status(State.ATTENTION, "cutter")),
    (0x30, Status(State.ATTENTION, "too_hot")),
    (0xC0 | 0x300, Status(State.ATTENTION, "fault")),  # print head or its electronics
    (0x10000, Status(State.ATTENTION, "paused")),
    (0xF000 | 0x20000, Status(State.ATTENTION, "jam")),  # the ways paper goes wrong in a kiosk printer
    (0xC0000, Status(State.ATTENTION, "fault")),  # black marks that cannot be found
)


def errors(answer: bytes) -> Status | None:
    """Reads the errors in an answer to ``~HQES``; None when there are none in it. Never raises."""
    found = _ERRORS.search(answer)
    if found is None:
        return None
    if found[1] == b"0":
        return _SILENT
    flags = int(found[3], 16)
    return first_of(tuple((flags & bits, status) for bits, status in _FLAGS), Status(State.ATTENTION, "fault"))


def _complete(answer: bytes) -> bool:
    return host_status.complete(answer) or _ENDED.search(answer) is not None


def _read(answer: bytes) -> Status | None:
    # An answer to ~HS that comes late, after ~HQES was sent, is an answer all the same, and the better one.
    told = host_status.parse(answer)
    return told.status if told else errors(answer)


# ~JX drops a format that was begun and not ended. ~JA would clear every label that waits in the printer, also
# those of other stations, and a lone ^XZ would print the half one.
ZPL = Language("zpl", (b"~HS\r\n", b"~HQES\r\n"), _complete, _read, clean_start=b"~JX")
