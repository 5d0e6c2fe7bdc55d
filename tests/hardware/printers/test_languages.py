"""What each language makes of each answer: every bit, half answers, and bytes that are no answer at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printers.languages import LANGUAGES, NAMES
from hardware.printers.languages.host_status import HostStatus, parse
from hardware.simulated.insides import device_for
from hardware.status import State, Status
from tests.hardware.printers.rigs import LABELS

ZPL, TSPL, ESCPOS = (LANGUAGES[name] for name in ("zpl", "tspl", "escpos"))
HEALTHY = b"\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
ERRORS = (
    b"\x02\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 %s\r\n"
    b"   WARNINGS:       0 00000000 00000000\r\n\x03\r\n"
)
CALM = bytes([0x12] * 4)

READY, NO_MEDIA, HEAD_OPEN = Status(State.READY), Status(State.NO_MEDIA), Status(State.HEAD_OPEN)


def attention(detail: str) -> Status:
    return Status(State.ATTENTION, detail)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ([], READY),
        ([(0, 1, b"1")], NO_MEDIA),
        ([(1, 2, b"1"), (0, 1, b"1"), (0, 2, b"1")], HEAD_OPEN),
        ([(1, 3, b"1")], attention("ribbon_out")),
        ([(0, 2, b"1")], attention("paused")),
        ([(0, 11, b"1")], attention("too_hot")),
        ([(0, 10, b"1")], attention("too_cold")),
        ([(0, 9, b"1")], attention("memory_lost")),
        ([(0, 4, b"003")], Status(State.BUSY, "printing")),
        ([(0, 5, b"1")], Status(State.BUSY, "buffer_full")),
        ([(0, 7, b"1")], Status(State.BUSY, "printing")),
        ([(1, 7, b"1")], Status(State.BUSY, "label_waiting")),
        ([(1, 8, b"00000012")], Status(State.BUSY, "printing")),
        ([(1, 2, b"")], READY),
        ([(1, 2, b"x")], None),
    ],
)
def test_each_field_of_the_host_status_is_read(changes: list[tuple[int, int, bytes]], wanted: Status | None) -> None:
    lines = [line.strip(b"\x02\x03").split(b",") for line in HEALTHY.split(b"\r\n")[:3]]
    for line, field, value in changes:
        lines[line][field] = value
    assert ZPL.read(b"".join(b"\x02%s\x03\r\n" % b",".join(line) for line in lines)) == wanted


@pytest.mark.parametrize(
    ("flags", "wanted"),
    [
        (0x1, NO_MEDIA),
        (0x2, attention("ribbon_out")),
        (0x4, HEAD_OPEN),
        (0x5, HEAD_OPEN),
        (0x8, attention("cutter")),
        (0x10, attention("too_hot")),
        (0x20, attention("too_hot")),
        (0x40, attention("fault")),
        (0x80, attention("fault")),
        (0x100, attention("fault")),
        (0x200, attention("fault")),
        (0x1000, attention("jam")),
        (0x8000, attention("jam")),
        (0x10000, attention("paused")),
        (0x20000, attention("jam")),
        (0x80000, attention("fault")),
        (0x100000, attention("fault")),  # a flag of the future
    ],
)
def test_each_flag_of_the_error_status_is_read(flags: int, wanted: Status) -> None:
    answer = ERRORS % b"%08X" % flags
    assert ZPL.complete(answer)
    assert ZPL.read(answer) == wanted


def test_a_printer_that_answers_only_for_its_errors_and_has_none_is_still_silent_about_something() -> None:
    assert ZPL.read((ERRORS % b"00000000").replace(b"1 00000000", b"0 00000000", 1)) == attention("silent")


def test_a_late_host_status_counts_more_than_the_errors_asked_for_meanwhile() -> None:
    assert ZPL.read(HEALTHY + ERRORS % b"00000001") == READY


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (0x00, READY),
        (0x01, HEAD_OPEN),
        (0x02, attention("jam")),
        (0x04, NO_MEDIA),
        (0x08, attention("ribbon_out")),
        (0x10, attention("paused")),
        (0x20, Status(State.BUSY, "printing")),
        (0x40, HEAD_OPEN),
        (0x80, attention("fault")),
        (0x05, HEAD_OPEN),
        (0x0C, NO_MEDIA),
        (0x30, attention("paused")),
    ],
)
def test_each_bit_of_a_tspl_answer_is_read(answer: int, wanted: Status) -> None:
    assert TSPL.read(bytes([answer])) == wanted


@pytest.mark.parametrize(
    ("byte", "bits", "wanted"),
    [
        (0, 0x00, READY),
        (0, 0x04, READY),  # the drawer of a till
        (0, 0x08, attention("offline")),
        (1, 0x04, HEAD_OPEN),
        (1, 0x08, Status(State.BUSY, "feeding")),
        (1, 0x20, NO_MEDIA),
        (1, 0x40, attention("fault")),
        (2, 0x04, attention("fault")),
        (2, 0x08, attention("cutter")),
        (2, 0x20, attention("fault")),
        (2, 0x40, attention("too_hot")),
        (3, 0x0C, READY),  # paper comes to its end, and is still there
        (3, 0x60, NO_MEDIA),
    ],
)
def test_each_bit_of_an_escpos_answer_is_read(byte: int, bits: int, wanted: Status) -> None:
    assert ESCPOS.read(CALM[:byte] + bytes([CALM[byte] | bits]) + CALM[byte + 1 :]) == wanted


@pytest.mark.parametrize("answer", [b"HTTP", b"\x12\x12\x12", CALM + b"\x12", b"\x12\x12\x12\x92", b"\x02\x12\x12\x12"])
def test_bytes_that_are_no_escpos_answer_are_refused(answer: bytes) -> None:
    assert ESCPOS.read(answer) is None


@pytest.mark.parametrize("language", NAMES)
@given(answer=st.binary(max_size=400))
def test_no_bytes_make_a_language_raise(language: str, answer: bytes) -> None:
    told = LANGUAGES[language].read(answer)
    assert told is None or (isinstance(told, Status) and LANGUAGES[language].complete(answer))


@given(
    st.sampled_from([HEALTHY, ERRORS % b"00000005", CALM]),
    st.integers(0, len(HEALTHY)),
    st.binary(max_size=6),
    st.integers(0, 6),
)
def test_a_damaged_answer_is_read_or_refused_but_never_raises(healthy: bytes, at: int, junk: bytes, gone: int) -> None:
    damaged = healthy[:at] + junk + healthy[at + gone :]
    for language in LANGUAGES.values():
        assert isinstance(language.read(damaged), Status | None)
    assert isinstance(parse(damaged), HostStatus | None)


@given(st.integers(0, len(HEALTHY) - 5), st.integers(0, len(ERRORS) - 20), st.integers(0, 3))
def test_half_an_answer_is_never_taken_for_a_whole_one(status: int, errors: int, bytes_come: int) -> None:
    assert ZPL.read(HEALTHY[:status]) is None
    assert not ZPL.complete((ERRORS % b"00000001")[:errors])
    assert ESCPOS.read(CALM[:bytes_come]) is None


@pytest.mark.parametrize("language", NAMES)
@given(cuts=st.lists(st.integers(1, 40), max_size=12), asked=st.integers(0, 3), counted=st.integers(0, 10**6))
def test_a_device_understands_its_language_however_the_bytes_are_cut(
    language: str, cuts: list[int], asked: int, counted: int
) -> None:
    speech, label, device = LANGUAGES[language], LABELS[language] % counted, device_for(language)
    stream, answer = (label + speech.requests[0] * asked) * 2, b""
    for cut in cuts:
        answer += device.feed(stream[:cut])
        stream = stream[cut:]
    answer += device.feed(stream)
    assert device.labels == [label, label]
    one = device.feed(speech.requests[0])
    assert answer == one * asked * 2
    assert speech.read(one) == READY


@pytest.mark.parametrize("language", NAMES)
def test_wherever_a_label_is_cut_off_the_next_one_comes_out_alone(language: str) -> None:
    label, clean = LABELS[language] % 4711, LANGUAGES[language].clean_start
    for cut in range(len(label)):
        device = device_for(language)
        device.feed(label[:cut])
        device.feed(clean + label)
        assert device.labels == [label], f"cut off after {cut} bytes"


@pytest.mark.parametrize(
    ("language", "picture"),
    [
        ("tspl", b"BITMAP 0,0,4,8,0,"),
        ("escpos", b"\x1dv0\x00\x04\x00\x08\x00"),
    ],
)
@given(pixels=st.binary(min_size=32, max_size=32))
def test_a_picture_may_hold_any_bytes(language: str, picture: bytes, pixels: bytes) -> None:
    device = device_for(language)
    begin, end = (b"CLS\r\n", b"\r\nPRINT 1\r\n") if language == "tspl" else (b"\x1b@", b"\x1dV\x00")
    label = begin + picture + pixels + end
    asked = LANGUAGES[language].requests[0]
    assert LANGUAGES[language].read(device.feed(label + asked)) == READY
    assert device.labels == [label]
