"""TSPL: the language of TSC and of the many makes that copy it.

``ESC ! ?`` is answered at once, also in trouble, with one byte of flags (TSC, TSPL/TSPL2 programming
manual, "<ESC>!?").
"""

from hardware.printers.languages.language import Language, first_of
from hardware.status import State, Status

_FLAGS = (
    (0x41, Status(State.HEAD_OPEN)),  # the head, or the cover on printers that feel it
    (0x04, Status(State.NO_MEDIA)),
    (0x02, Status(State.ATTENTION, "jam")),
    (0x08, Status(State.ATTENTION, "ribbon_out")),
    (0x80, Status(State.ATTENTION, "fault")),  # "other error"; too hot or too cold on some makes
    (0x10, Status(State.ATTENTION, "paused")),
    (0x20, Status(State.BUSY, "printing")),
)


def _complete(answer: bytes) -> bool:
    return len(answer) > 0


def _read(answer: bytes) -> Status | None:
    if len(answer) != 1:
        return None
    return first_of(tuple((answer[0] & bits, status) for bits, status in _FLAGS), Status(State.READY))


# A line that was broken off is ended so that it is wrong: a PRINT that lacked only its end must not print now. CLS
# clears what was drawn so far. A picture that was broken off may still take these bytes for its own; nothing prints
# then, because the PRINT of a job is its last line.
TSPL = Language("tspl", (b"\x1b!?",), _complete, _read, clean_start=b'"\r\nCLS\r\n')
