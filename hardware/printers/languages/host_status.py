"""Reads a ZPL printer's answer to ``~HS`` (host status return).

The format is Zebra's: three lines, each between STX and ETX and ended by CR LF (ZPL II Programming
Guide, "~HS"). Many printers do not answer at all while their lid is open or their labels are out.
"""

import re
from dataclasses import dataclass

from hardware.printers.languages.language import first_of
from hardware.status import State, Status

_LINE = re.compile(rb"\x02([0-9,]*)\x03")
_FIELDS = (12, 11, 2)
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class HostStatus:
    """What a printer says about itself.

    Attributes:
        paper_out: No labels left.
        paused: Stopped with the pause key.
        formats_waiting: Labels received and not printed yet.
        buffer_full: It takes no more data for now.
        receiving: The beginning of a label came and its end did not.
        corrupt_memory: Its configuration was lost.
        too_cold: The print head is too cold.
        too_hot: The print head is too hot.
        head_open: The lid or the print head is open.
        ribbon_out: No ribbon left.
        label_waiting: A peeled label waits to be taken.
        labels_remaining: Copies of the present label still to print.
    """

    paper_out: bool
    paused: bool
    formats_waiting: int
    buffer_full: bool
    receiving: bool
    corrupt_memory: bool
    too_cold: bool
    too_hot: bool
    head_open: bool
    ribbon_out: bool
    label_waiting: bool
    labels_remaining: int

    @property
    def status(self) -> Status:
        """The one thing to say about the printer: what a person must do first, else how busy it is."""
        troubles = (
            (self.head_open, Status(State.HEAD_OPEN)),
            (self.paper_out, Status(State.NO_MEDIA)),
            (self.ribbon_out, Status(State.ATTENTION, "ribbon_out")),
            (self.too_hot, Status(State.ATTENTION, "too_hot")),
            (self.too_cold, Status(State.ATTENTION, "too_cold")),
            (self.corrupt_memory, Status(State.ATTENTION, "memory_lost")),
            (self.paused, Status(State.ATTENTION, "paused")),
            (self.label_waiting, Status(State.BUSY, "label_waiting")),
            (self.buffer_full, Status(State.BUSY, "buffer_full")),
            (self.receiving or self.formats_waiting or self.labels_remaining, Status(State.BUSY, "printing")),
        )
        return first_of(troubles, Status(State.READY))


def complete(answer: bytes) -> bool:
    """Says whether all three lines have come, so that reading may stop."""
    return answer.count(b"\x03") >= len(_FIELDS)


def parse(answer: bytes) -> HostStatus | None:
    """Reads the three lines; None when the bytes are no such answer. Never raises."""
    lines = [line.split(b",") for line in _LINE.findall(answer)]
    if len(lines) != len(_FIELDS) or any(len(line) < n for line, n in zip(lines, _FIELDS, strict=True)):
        return None
    first, second, _ = ([_number(field) for field in line] for line in lines)
    return HostStatus(
        paper_out=first[1] > 0,
        paused=first[2] > 0,
        formats_waiting=first[4],
        buffer_full=first[5] > 0,
        receiving=first[7] > 0,
        corrupt_memory=first[9] > 0,
        too_cold=first[10] > 0,
        too_hot=first[11] > 0,
        head_open=second[2] > 0,
        ribbon_out=second[3] > 0,
        label_waiting=second[7] > 0,
        labels_remaining=second[8],
    )


def _number(field: bytes) -> int:
    """The value of a field of digits; an empty field counts as 0, absurd lengths are cut."""
    return int(field[:_MOST_DIGITS] or b"0")
