from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanners.framing import LONGEST_FRAME, Broken, Code
from hardware.scanners.hid_pos import HidScanner, Settings
from hardware.scanners.hid_reports import Assembler
from hardware.simulated.hid_scanner import SimulatedHidScanner
from hardware.status import State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
READY = Status(State.READY)
TEXTS = st.text(st.characters(min_codepoint=32, exclude_characters="\x7f", codec="utf-8"), min_size=1, max_size=300)
AIMS = st.sampled_from(["", "]C1", "]E0", "]d2", "]Q1"])


def report(data: bytes, aim: bytes = b"]C0", *, more: bool = False, size: int | None = None) -> bytes:
    """A report by the maker's table: number, length, AIM, data, further identifier, reserved, goes on."""
    length = len(data) if size is None else size
    return b"\x02" + bytes([length]) + aim + data.ljust(56, b"\0") + b"\0\0" + bytes([more])


def reports_of(text: str, aim: str) -> list[bytes]:
    data = text.encode()
    parts = [data[at : at + 56] for at in range(0, len(data), 56)]
    return [report(part, aim.encode() or b"\0\0\0", more=part is not parts[-1]) for part in parts]


def assembled(*reports: bytes) -> list[Code | Broken]:
    codes = Assembler()
    return [frame for each in reports for frame in codes.feed(each)]


def test_the_example_of_a_maker_s_manual_is_one_code_of_two_reports() -> None:
    first = b"M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  1"
    assert assembled(report(first, b"]Q0", more=True), report(b"1234", b"]Q0")) == [
        Code(first.decode() + "1234", "]Q0")
    ]


@given(st.lists(st.tuples(TEXTS, AIMS)))
def test_any_codes_of_any_length_come_out_as_they_went_in(codes: list[tuple[str, str]]) -> None:
    reports = [each for text, aim in codes for each in reports_of(text, aim)]
    assert assembled(*reports) == [Code(text, aim) for text, aim in codes]


@given(st.lists(st.binary(max_size=80)))
def test_no_bytes_whatsoever_make_it_stumble(reports: list[bytes]) -> None:
    codes = Assembler()
    frames = [frame for each in reports for frame in codes.feed(each)]
    if all(each[:1] != b"\x02" for each in reports):
        assert frames == []
        assert not codes.waiting
    for frame in frames:
        assert not isinstance(frame, Code) or frame.text


@given(st.lists(st.tuples(TEXTS, AIMS), min_size=1), st.data())
def test_a_report_that_was_damaged_costs_at_most_its_neighbours_and_invents_nothing(
    codes: list[tuple[str, str]], data: st.DataObject
) -> None:
    reports = [each for text, aim in codes for each in reports_of(text, aim)]
    at = data.draw(st.integers(0, len(reports) - 1))
    reports[at] = data.draw(st.sampled_from([reports[at][:20], report(b"", size=57), report(b"12", more=True)]))
    frames = assembled(*reports)
    given_codes = [frame for frame in frames if isinstance(frame, Code)]
    wanted = iter([Code(text, aim) for text, aim in codes])
    assert all(code in wanted for code in given_codes)  # each was scanned, and in this order
    assembler = Assembler()
    told = [frame for each in reports for frame in assembler.feed(each)] + assembler.give_up()
    assert any(isinstance(frame, Broken) for frame in told)


def test_the_tail_of_a_code_whose_first_report_was_damaged_is_no_code() -> None:
    codes = Assembler()
    assert codes.feed(report(b"", size=57)) == []
    assert codes.feed(report(b"345678905")) == [Broken("bad_report", 65)]
    assert codes.feed(report(b"84123")) == [Code("84123", "]C0")]


def test_a_code_that_stops_half_way_is_told_as_cut() -> None:
    codes = Assembler()
    assert codes.feed(report(b"x" * 56, more=True)) == []
    assert codes.waiting
    assert codes.give_up() == [Broken("frame_cut", 56)]
    assert codes.give_up() == []
    assert codes.feed(report(b"84123")) == [Code("84123", "]C0")]


def test_another_kind_of_code_in_the_middle_means_that_both_are_incomplete() -> None:
    assert assembled(report(b"x" * 56, b"]Q1", more=True), report(b"84123", b"]E0"), report(b"1", b"]E0")) == [
        Broken("frame_cut", 61),
        Code("1", "]E0"),
    ]


def test_reports_of_other_numbers_and_empty_codes_say_nothing() -> None:
    assert assembled(b"", b"\x01abc", b"\x04" + b"x" * 63, report(b"")) == []


def test_an_end_mark_within_the_data_is_taken_away_and_the_group_separator_stays() -> None:
    assert assembled(report(b"10LOT\x1d21SN\r\n", b"]C1")) == [Code("10LOT\x1d21SN", "]C1")]


def test_a_code_that_is_too_long_is_told_once_and_never_delivered() -> None:
    count = LONGEST_FRAME // 56 + 1
    endless = [report(b"x" * 56, more=True)] * (count - 1)
    assert assembled(*endless, report(b"x" * 56)) == [Broken("frame_too_long", 56 * count)]


@pytest.fixture
def hid() -> Iterator[SimulatedHidScanner]:
    simulated = SimulatedHidScanner()
    yield simulated
    simulated.close()


def test_half_a_code_asks_for_attention_until_the_next_whole_one(
    hid: SimulatedHidScanner, wait_until: WaitUntil
) -> None:
    codes: list[Code] = []
    statuses: list[Status] = []
    driver = HidScanner(Settings(hid.port), codes.append, statuses.append)
    driver.start()
    wait_until(lambda: statuses == [READY])
    hid.send(report(b"x" * 56, more=True))
    wait_until(lambda: statuses[-1] == Status(State.ATTENTION, "frame_cut"))
    hid.scan("84123", "]E0")
    wait_until(lambda: statuses[-1] == READY)
    driver.stop()
    assert codes == [Code("84123", "]E0")]


def test_a_burst_of_2000_codes_is_delivered_once_and_in_order(hid: SimulatedHidScanner, wait_until: WaitUntil) -> None:
    codes: list[Code] = []
    driver = HidScanner(Settings(hid.port), codes.append, lambda _status: None)
    driver.start()
    wait_until(lambda: driver.status == READY)
    wanted = [f"{number:06}" * (1 + number % 20) for number in range(2000)]
    assert all(hid.scan(text, "") for text in wanted)
    wait_until(lambda: len(codes) >= 2000)
    driver.stop()
    assert codes == [Code(text) for text in wanted]
