"""Ten thousand frames of every kind on one line, from a generator with a seed."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from hardware.scanners.framing import LONGEST_FRAME, Code
from hardware.scanners.serial_line import SerialScanner, Settings
from hardware.simulated.scanner import SimulatedScanner
from hardware.status import State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
COUNT = 10_000
ENDS = (b"\r", b"\n", b"\r\n", b"\x03", b"\x03\r\n", b"\t\r")
AIMS = ("", "", "]C0", "]C1", "]E0", "]d2", "]Q1")
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./ abcxyzñÑáüß€"
NOISE = bytes(byte for byte in range(256) if byte not in b"\r\n\x02\x03\t]")


@dataclass(frozen=True)
class Frame:
    """Bytes on the line, the codes they must give, and why a code is reported instead."""

    raw: bytes
    codes: tuple[Code, ...] = ()
    reported: str = ""


class Generator:
    """Makes frames as scanners, cables and radio links do; each good code has a number of its own."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - a test that can be repeated
        self._number = 0

    def frames(self, count: int) -> list[Frame]:
        kinds = [self._good] * 12 + [self._merged, self._merged_with_aim, self._cut, self._too_long, self._noise]
        weights = [1.0] * 12 + [1, 1, 1, 0.05, 1]
        made = [self._chance.choices(kinds, weights)[0]() for _ in range(count)]
        return [*made, self._good()]

    def pieces(self, stream: bytes) -> list[bytes]:
        """Cuts the stream as a line would: at any byte, often in the middle of a code."""
        cuts, at = [0], 0
        while at < len(stream):
            at += self._chance.choice((1, 2, 7, 20, 64, 500, 3000))
            cuts.append(min(at, len(stream)))
        return [stream[a:b] for a, b in pairwise(cuts)]

    def _text(self) -> str:
        self._number += 1
        more = "".join(self._chance.choices(SIGNS, k=self._chance.randint(0, 40)))
        inner = self._chance.choice(("", "\x1d", "\t", "]-"))
        return f"{self._number}:{inner}{more}."

    def _code(self, aim: str | None = None) -> Code:
        return Code(self._text(), self._chance.choice(AIMS) if aim is None else aim)

    def _end(self) -> bytes:
        return self._chance.choice(ENDS)

    def _good(self) -> Frame:
        code = self._code()
        start = self._chance.choice((b"", b"", b"\x02", b"\x00", b"\r\n"))
        return Frame(start + raw(code) + self._end(), (code,))

    def _merged(self) -> Frame:
        """The end mark was lost, and nothing shows it: one code that nobody knows, but nothing is missing."""
        first, second = self._code(), self._code("")
        return Frame(raw(first) + raw(second) + self._end(), (Code(first.text + second.text, first.symbology),))

    def _merged_with_aim(self) -> Frame:
        first, second = self._code("]C1"), self._code("]E0")
        return Frame(raw(first) + raw(second) + self._end(), reported="frames_merged")

    def _cut(self) -> Frame:
        """The end of one code was lost, and the start mark of the next shows it."""
        lost, whole = self._code(), self._code()
        half = raw(lost)[: self._chance.randint(1, 5)]
        return Frame(b"\x02" + half + b"\x02" + raw(whole) + b"\x03", (whole,), "frame_cut")

    def _too_long(self) -> Frame:
        return Frame(b"x" * self._chance.randint(LONGEST_FRAME + 1, 9000) + self._end(), reported="frame_too_long")

    def _noise(self) -> Frame:
        """Whatever a plug or a wrong speed puts on the line: it is delivered as it is, and no item answers to it."""
        data = bytes(self._chance.choices(NOISE, k=self._chance.randint(1, 30))) + b"~"
        return Frame(data + self._end(), (Code(as_text(data)),))


def raw(code: Code) -> bytes:
    return (code.symbology + code.text).encode()


def as_text(data: bytes) -> str:
    """Noise as a terminal would show it: without its control signs, in UTF-8 or else in Latin-1."""
    seen = re.sub(rb"[\x00-\x1c\x1e\x1f\x7f]", b"", data)
    try:
        return seen.decode()
    except UnicodeDecodeError:
        return seen.decode("latin-1")


def reported(statuses: list[Status]) -> Counter[str]:
    return Counter(status.detail for status in statuses if status.state is State.ATTENTION)


def test_ten_thousand_mixed_frames_are_delivered_once_in_order_or_reported(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    generator = Generator(20261122)
    frames = generator.frames(COUNT)
    wanted = [code for frame in frames for code in frame.codes]
    codes: list[Code] = []
    statuses: list[Status] = []
    driver = SerialScanner(Settings(scanner.port, idle_ms=0), codes.append, statuses.append)
    driver.start()
    wait_until(lambda: driver.status.state is State.READY)
    for piece in generator.pieces(b"".join(frame.raw for frame in frames)):
        assert scanner.send(piece)
    wait_until(lambda: bool(codes) and codes[-1] == wanted[-1])
    driver.stop()
    assert codes == wanted
    assert reported(statuses) == troubles(frames)
    assert {status.state for status in statuses[:-1]} == {State.READY, State.ATTENTION}


def troubles(frames: list[Frame]) -> Counter[str]:
    """What must be reported: each trouble once, until a good code ends it or another takes its place."""
    told: Counter[str] = Counter()
    last = ""
    for frame in frames:
        if frame.reported and frame.reported != last:
            told[frame.reported] += 1
        last = frame.reported if frame.reported and not frame.codes else "" if frame.codes else last
    return told


def test_codes_without_any_end_mark_are_told_apart_by_their_pauses(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    generator = Generator(7)
    wanted = [generator._code() for _ in range(12)]
    codes: list[Code] = []
    driver = SerialScanner(Settings(scanner.port, idle_ms=40), codes.append, lambda _status: None)
    driver.start()
    wait_until(lambda: driver.status.state is State.READY)
    for number, code in enumerate(wanted, 1):
        assert scanner.send(raw(code) + (b"\t" if number % 2 else b""))
        wait_until(lambda number=number: len(codes) >= number)  # type: ignore[misc]  # bound now
    driver.stop()
    assert codes == wanted
