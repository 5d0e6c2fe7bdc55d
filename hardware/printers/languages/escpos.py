"""ESC/POS: Epson's language for receipt printers, which some narrow label printers speak too.

``DLE EOT n`` is answered at once, also in trouble, with one byte for each n: printer, why it is offline,
error, paper (Epson, ESC/POS command reference, "DLE EOT"). All four are asked together.
"""

from hardware.printers.languages.language import Language, first_of
from hardware.status import State, Status

_QUESTIONS = 4
_FIXED_BITS, _FIXED = 0x93, 0x12
"""Bits that are the same in every answer, so that other bytes are not taken for one."""


def _complete(answer: bytes) -> bool:
    return len(answer) >= _QUESTIONS


def _read(answer: bytes) -> Status | None:
    if len(answer) != _QUESTIONS or any(byte & _FIXED_BITS != _FIXED for byte in answer):
        return None
    printer, offline, error, paper = answer
    troubles = (
        (offline & 0x04, Status(State.HEAD_OPEN)),
        (offline & 0x20 or paper & 0x60, Status(State.NO_MEDIA)),
        (error & 0x08, Status(State.ATTENTION, "cutter")),
        (error & 0x20, Status(State.ATTENTION, "fault")),
        (error & 0x40, Status(State.ATTENTION, "too_hot")),
        (offline & 0x40 or error & 0x04, Status(State.ATTENTION, "fault")),
        (offline & 0x08, Status(State.BUSY, "feeding")),
        (printer & 0x08, Status(State.ATTENTION, "offline")),
    )
    return first_of(troubles, Status(State.READY))


# ESC @ empties the line being built; a command that was broken off may swallow the first one. A picture that was
# broken off may still take these bytes for its own; then the job after it comes out spoilt, which is why a person is
# asked after a job whose end is unknown.
ESCPOS = Language(
    "escpos",
    (b"".join(b"\x10\x04%c" % n for n in range(1, _QUESTIONS + 1)),),
    _complete,
    _read,
    clean_start=b"\x1b@\x1b@",
)
