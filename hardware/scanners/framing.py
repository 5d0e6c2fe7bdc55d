"""Cuts a scanner's stream of bytes into codes.

Scanners differ in how they mark the end of a code (CR, LF, both, ETX, or only a pause), and some put an
STX or an AIM identifier in front. All of that is accepted without a setting. The cut does not depend on
how the bytes happen to arrive: any partition of a stream gives the same codes.

A tab is the one doubtful byte: some scanners end their codes with it, and some codes contain it (fields of
a two-dimensional code). It is kept within a code and taken away at its end, so that nothing of a code is
lost; a scanner whose only end mark is the tab is told of by a setting.
"""

import re
from dataclasses import dataclass

LONGEST_FRAME = 4096
"""Bytes of the longest code that is believed; the densest printed code holds fewer than 3,200."""

GROUP_SEPARATOR = 0x1D
"""The control byte that belongs to many codes: it ends a GS1 field of variable length."""

TAB = 0x09
"""May stand between the fields of a code."""

_STX = b"\x02"
_DROPPED = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in {GROUP_SEPARATOR, TAB})
_PIECE = re.compile(rb"([^\r\n\x02\x03]*)([\r\n\x02\x03]?)")
_PIECE_TAB = re.compile(rb"([^\r\n\x02\x03\t]*)([\r\n\x02\x03\t]?)")
_PLAIN = re.compile(rb"([^\x00-\x1f\x7f]+)(?:\r\n?|\n)")
_AIM = re.compile(r"(\][A-Za-z][0-9A-Za-z])(.+)", re.DOTALL)
_SECOND_AIM = re.compile(r"\][A-Za-z][0-9]")


@dataclass(frozen=True, slots=True)
class Code:
    """One scan.

    Attributes:
        text: What the code says; may contain the group separator 0x1D.
        symbology: AIM identifier such as ``"]C1"`` (ISO/IEC 15424), or empty when the scanner sends none.
    """

    text: str
    symbology: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """Bytes that were no code and are not delivered.

    Attributes:
        reason: ``"frame_too_long"``, ``"frame_cut"`` when its end never came, ``"frames_merged"`` when a
            second code begins within it, or ``"bad_report"`` when a HID report makes no sense.
        size: How many bytes were thrown away.
    """

    reason: str
    size: int


class Splitter:
    """Collects bytes and gives whole codes; pure, holds only the unfinished frame.

    Attributes:
        marked: Whether this scanner has shown that it ends its codes with a mark. Then a pause inside a
            code is only a stutter of the line, and not its end.
    """

    def __init__(self, *, tab_ends: bool = False, marked: bool = False) -> None:
        """Begins with nothing.

        Args:
            tab_ends: Whether a tab is an end mark.
            marked: What was known of the scanner before.
        """
        self.marked = marked
        self._piece = _PIECE_TAB if tab_ends else _PIECE
        self._kept = bytearray()
        self._size = 0

    @property
    def waiting(self) -> bool:
        """Whether a frame has begun and not ended."""
        return self._size > 0

    def feed(self, data: bytes) -> list[Code | Broken]:
        """Takes the next bytes and gives the frames that ended within them, in order."""
        # Nearly every scan comes as one plain code in one piece; it is on the way to the screen.
        if not self._size and (plain := _PLAIN.fullmatch(data)):
            self.marked = True
            return _ended(plain[1], len(plain[1]))
        frames: list[Code | Broken] = []
        for piece, edge in self._piece.findall(data):
            self._keep(piece)
            if edge == _STX:
                frames += self._cut()
            elif edge:
                self.marked = self.marked or self.waiting
                frames += self.idle()
        return frames

    def idle(self) -> list[Code | Broken]:
        """Ends the frame: the line has been quiet for long enough, or an end mark came."""
        kept, size = bytes(self._kept).rstrip(b"\t"), self._size
        self._forget()
        return _ended(kept, size)

    def give_up(self) -> list[Code | Broken]:
        """Drops a frame whose end mark stays away; from now on a pause may end a frame again."""
        self.marked = False
        return self._cut()

    def _keep(self, piece: bytes) -> None:
        kept = printable(piece)
        self._size += len(kept)
        if self._size <= LONGEST_FRAME:
            self._kept += kept

    def _cut(self) -> list[Code | Broken]:
        """Drops what has no end: it is only half a code."""
        size = self._size
        self._forget()
        return [Broken("frame_cut", size)] if size else []

    def _forget(self) -> None:
        self._kept.clear()
        self._size = 0


def _ended(kept: bytes, size: int) -> list[Code | Broken]:
    """Makes of a frame that has ended what it is; ``size`` is how many bytes it had before it was cut to the cap."""
    if size > LONGEST_FRAME:
        return [Broken("frame_too_long", size)]
    code = parse(kept)
    if code.symbology and _SECOND_AIM.search(code.text):
        return [Broken("frames_merged", size)]
    return [code] if kept else []


def printable(data: bytes) -> bytes:
    """Takes control bytes away, but for those that may belong to a code."""
    return data.translate(None, _DROPPED)


def parse(frame: bytes) -> Code:
    """Turns the bytes of one frame into a code; an AIM identifier in front is split off when something follows it."""
    text = decode(frame)
    if not text.startswith("]"):  # most scanners send none; this is on the way to the screen
        return Code(text)
    match = _AIM.fullmatch(text)
    return Code(match[2], match[1]) if match else Code(text)


def decode(data: bytes) -> str:
    """Reads what a scanner sent as UTF-8, or else as Latin-1, which every byte is."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
