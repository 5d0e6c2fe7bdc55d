"""The test of the verifier: faults planted into good labels, one at a time, must each be found."""

import re
from collections.abc import Callable

import pytest
from PIL import Image

from app.labels import Templates, make_label
from tests.app.labels.samples import SHIPPING, SSCC
from tests.labels_verify.printing.presses import Head, Picture, zplkit_press
from tests.labels_verify.verifier import LOWEST_LOGISTIC, NARROWEST_LOGISTIC, Code, Flaw, verify

HEADS = [Head(101.6, 152.4, dpi) for dpi in (203, 300)]
BARS = Code(f"00{SSCC}", "]C1", NARROWEST_LOGISTIC, LOWEST_LOGISTIC)
MATRIX = Code("0108412345678905172712311" + "0LOT7\x1d21A", "]d2")
MATRIX_DATA = "\\5F1" + MATRIX.payload.replace("\x1d", "\\5F1")


def flaws(data: bytes, head: Head, *codes: Code) -> set[Flaw]:
    return {fault.flaw for fault in verify(data, zplkit_press, head, [codes or (BARS,)], whole=True)}


def label(head: Head) -> bytes:
    return make_label("shipping", SHIPPING, dpi=head.dpi, templates=Templates())


def where(data: bytes) -> tuple[int, int, int, int, int]:
    """Finds the bars: left, top, module, height in dots, and the right end."""
    found = re.search(rb"\^FO(\d+),(\d+)\^BY(\d+)\^BCN,(\d+)", data)
    assert found
    left, top, module, high = (int(part) for part in found.groups())
    return left, top, module, high, left + 156 * module


def changed(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert data.count(old) == 1
        return data.replace(old, new)

    return change


def of_bars(**parts: int) -> Callable[[bytes], bytes]:
    """Prints the bars elsewhere, narrower or lower."""

    def change(data: bytes) -> bytes:
        left, top, module, high, _ = where(data)
        old = {"left": left, "top": top, "module": module, "high": high}
        pattern = "^FO{left},{top}^BY{module}^BCN,{high},"
        return changed(pattern.format(**old).encode(), pattern.format(**(old | parts)).encode())(data)

    return change


def with_more(write: Callable[[int, int, int, int, int], str]) -> Callable[[bytes], bytes]:
    """Adds fields to the label, placed by where the bars are."""

    def change(data: bytes) -> bytes:
        return data.replace(b"^PQ1", write(*where(data)).encode() + b"^PQ1")

    return change


def box(x: int, y: int, wide: int, high: int) -> str:
    return f"^FO{x},{y}^GB{wide},{high},{min(wide, high)}^FS"


PLANTED: dict[str, tuple[Callable[[bytes], bytes], set[Flaw]]] = {
    "wrong digit": (changed(f">800{SSCC}".encode(), f">800{int(SSCC) + 10:018}".encode()), {Flaw.CODES}),
    "no FNC1": (changed(b"^FD>;>800", b"^FD>;00"), {Flaw.CODES}),
    "clipped bars": (of_bars(left=400), {Flaw.EDGE}),
    "bars to the very edge": (of_bars(left=4), {Flaw.QUIET}),
    "clipped text": (with_more(lambda *_: "^FO770,400^A0N,40,40^FDMadrid^FS^FO1160,400^A0N,60,60^FDM^FS"), {Flaw.EDGE}),
    "a box in the left quiet zone": (with_more(lambda x, y, m, *_: box(x - 6 * m, y + 40, m, 90)), {Flaw.QUIET}),
    "a dot in the right quiet zone": (
        with_more(lambda _x, y, m, _h, end: box(end + 9 * m, y + 90, 1, 1)),
        {Flaw.QUIET},
    ),
    "a box that touches": (with_more(lambda x, y, _m, h, _e: box(x - 2, y + 20, 4, h // 2)), {Flaw.HARMED}),
    "text over a part of the bars": (
        with_more(lambda x, y, _m, _h, _e: f"^FO{x + 100},{y + 100}^A0N,50,50^FDHOLA^FS"),
        {Flaw.HARMED, Flaw.SLICE},
    ),
    "a dot over the bars": (with_more(lambda x, y, m, *_: box(x + 2 * m + 1, y + 50, 1, 1)), {Flaw.HARMED}),
    "a line along a bar": (with_more(lambda x, y, m, h, _e: box(x + 2 * m, y, m, h // 3)), {Flaw.SLICE, Flaw.HARMED}),
    "text close above": (with_more(lambda x, y, *_: f"^FO{x + 99},{y - 23}^A0N,30,30^FDMMMMM^FS"), {Flaw.CLOSE}),
    "modules of one dot": (of_bars(module=1), {Flaw.NARROW}),
    "modules of two dots": (of_bars(module=2), {Flaw.NARROW}),
    "modules a parcel's bars may not have": (of_bars(module=3), {Flaw.NARROW}),
    "low bars": (of_bars(high=200), {Flaw.LOW}),
    "bars without an end": (changed(f">;>800{SSCC}^FS".encode(), f">;>800{SSCC}".encode()), {Flaw.UNPRINTABLE}),
    "no end": (changed(b"^PQ1^XZ", b""), {Flaw.UNPRINTABLE}),
    "another label in a name": (
        with_more(lambda *_: "^FO50,300^A0N,40,40^FDAna^FS^XZ^XA^FO50,50^A0N,40,40^FDB^FS"),
        {Flaw.COUNT},
    ),
    "two labels": (lambda data: data + data, {Flaw.UNPRINTABLE}),
    "two labels, one order": (lambda data: b"^XA^FO50,50^A0N,40,40^FDB^FS^XZ" + data, {Flaw.COUNT}),
    "two copies": (changed(b"^PQ1^", b"^PQ2^"), {Flaw.UNPRINTABLE}),
    "ten copies": (changed(b"^PQ1^", b"^PQ10^"), {Flaw.UNPRINTABLE}),
    "a barcode nobody asked for": (
        with_more(lambda *_: "^FO100,300^BY3^BCN,60,N,N,N,N^FD>:T1^FS"),
        {Flaw.CODES},
    ),
    "the barcode twice": (
        with_more(lambda x, *_: f"^FO{x},300^BY4^BCN,260,N,N,N,N^FD>;>800{SSCC}^FS"),
        {Flaw.CODES, Flaw.HARMED},
    ),
    "no barcode": (lambda data: re.sub(rb"\^FO\d+,\d+\^BY.*\n", b"", data), {Flaw.CODES}),
}


@pytest.mark.parametrize("head", HEADS, ids=lambda head: f"{head.dpi} dpi")
def test_the_label_the_faults_are_planted_in_is_good(head: Head) -> None:
    assert flaws(label(head), head) == set()
    assert flaws(matrix(head), head, MATRIX) == set()


@pytest.mark.parametrize("head", HEADS, ids=lambda head: f"{head.dpi} dpi")
@pytest.mark.parametrize("name", PLANTED)
def test_every_planted_fault_is_found(name: str, head: Head) -> None:
    plant, expected = PLANTED[name]
    found = flaws(plant(label(head)), head)
    assert found & expected, found


def matrix(head: Head, *, more: str = "", module: int = 0, data: str = MATRIX_DATA) -> bytes:
    """A label with a DataMatrix at 200, 200; by default of the narrowest allowed modules."""
    module = module or -int(-0.375 * head.dots // 1)
    size = f"^PW{int(head.width * head.dots)}^LL{int(head.height * head.dots)}"
    return f"^XA^CI28{size}^FO200,200^BXN,{module},200,,,,_^FH\\^FD{data}^FS{more}^PQ1^XZ\n".encode()


@pytest.mark.parametrize("head", HEADS, ids=lambda head: f"{head.dpi} dpi")
@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        ({"module": 2}, Flaw.NARROW),
        ({"data": MATRIX_DATA[4:]}, Flaw.CODES),
        ({"data": MATRIX_DATA[:-1] + "B"}, Flaw.CODES),
        ({"data": MATRIX_DATA.replace("LOT7\\5F1", "LOT7")}, Flaw.CODES),
        ({"more": box(210, 220, 20, 15)}, Flaw.HARMED),
        ({"more": box(199, 220, 1, 1)}, Flaw.UNEVEN),
        ({"more": box(205, 201, 1, 1)}, Flaw.UNEVEN),
        ({"more": box(197, 220, 1, 1)}, Flaw.QUIET),
        ({"more": box(230, 197, 9, 1)}, Flaw.QUIET),
    ],
)
def test_every_fault_planted_in_a_matrix_is_found(planted: dict[str, object], expected: Flaw, head: Head) -> None:
    assert expected in flaws(matrix(head, **planted), head, MATRIX)  # type: ignore[arg-type]


def test_modules_of_broken_dots_are_found() -> None:
    head = HEADS[0]

    def press(data: bytes, head: Head) -> list[Picture]:
        (picture,) = zplkit_press(data, head)
        return [picture.resize((round(picture.width * 1.1), picture.height), Image.Resampling.NEAREST)]

    faults = verify(label(head), press, head, [(BARS,)], whole=True)
    assert Flaw.UNEVEN in {fault.flaw for fault in faults}
