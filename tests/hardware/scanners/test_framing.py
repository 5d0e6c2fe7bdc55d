import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from hardware.scanners.framing import LONGEST_FRAME, Broken, Code, Splitter, parse

ENDS = st.sampled_from([b"\r", b"\n", b"\r\n", b"\x03", b"\x03\r\n", b"\r\r\n\n"])
TEXTS = st.text(st.characters(min_codepoint=32, exclude_characters="\x7f]", codec="utf-8"), min_size=1)
FRAMES = st.builds(
    lambda start, aim, text, end: (start + aim.encode() + text.encode() + end, Code(text, aim)),
    st.sampled_from([b"", b"\x02"]),
    st.sampled_from(["", "]C1", "]E0", "]d2"]),
    TEXTS,
    ENDS,
)


def split(data: bytes, *cuts: int) -> list[Code | Broken]:
    splitter = Splitter()
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [frame for a, b in pairwise(edges) for frame in splitter.feed(data[a:b])]


@given(st.lists(FRAMES), st.lists(st.integers(0, 10_000)))
def test_any_partition_of_any_mix_of_frames_gives_the_same_codes(
    frames: list[tuple[bytes, Code]], cuts: list[int]
) -> None:
    assert split(b"".join(raw for raw, _ in frames), *cuts) == [code for _, code in frames]


@given(st.binary(), st.lists(st.integers(0, 10_000)))
@example(b"\x02\x02\x03", [])
def test_whatever_arrives_the_partition_does_not_matter_and_nothing_is_invented(data: bytes, cuts: list[int]) -> None:
    control = bytes(byte for byte in range(0x20) if byte not in {0x1D, 0x09}) + b"\x7f"
    ended = re.split(rb"[\r\n\x03]", data)[:-1]
    pieces = [piece.rpartition(b"\x02")[2].translate(None, control).rstrip(b"\t") for piece in ended]
    codes = [frame for frame in split(data, *cuts) if isinstance(frame, Code)]
    assert codes == [parse(piece) for piece in pieces if piece and not re.match(rb"\]\w\w.*\]\w\d", piece, re.DOTALL)]
    assert split(data, *cuts) == split(data)


def test_start_mark_end_mark_and_control_bytes_are_stripped_but_the_group_separator_stays() -> None:
    assert split(b"\x02\x0010LOT\x1d\x7f21SN\x1b\x03\r\n") == [Code("10LOT\x1d21SN")]


def test_a_tab_is_kept_within_a_code_and_taken_away_at_its_end() -> None:
    assert split(b"AB\tCD\t\r\tEF\r\t\r\n") == [Code("AB\tCD"), Code("\tEF")]
    splitter = Splitter()
    splitter.feed(b"84123\t")
    assert splitter.idle() == [Code("84123")]


def test_a_tab_ends_a_code_where_the_setting_says_so() -> None:
    splitter = Splitter(tab_ends=True)
    assert splitter.feed(b"84123\t84124\t\r\n8") == [Code("84123"), Code("84124")]
    assert splitter.marked


def test_two_codes_whose_end_mark_was_lost_are_told_and_not_taken_for_one_or_two() -> None:
    assert split(b"]E08412345678905]E08412345678912\r]C110LOT\r") == [
        Broken("frames_merged", 32),
        Code("10LOT", "]C1"),
    ]
    assert split(b"]C1]E08412345678905\r") == [Broken("frames_merged", 19)]


def test_empty_frames_are_ignored() -> None:
    assert split(b"\r\n\r\n\x02\x03\x00\r\n") == []


def test_a_new_start_mark_means_the_old_frame_was_cut() -> None:
    assert split(b"\x02841\x0284123\x03") == [Broken("frame_cut", 3), Code("84123")]


@given(st.integers(LONGEST_FRAME + 1, 3 * LONGEST_FRAME), st.lists(st.integers(0, 20_000), max_size=4))
def test_a_frame_that_is_too_long_is_reported_once_and_never_delivered(size: int, cuts: list[int]) -> None:
    stream = b"A\r" + b"x" * size + b"\rB\r"
    assert split(stream, *cuts) == [Code("A"), Broken("frame_too_long", size), Code("B")]


def test_the_longest_allowed_frame_is_delivered() -> None:
    assert split(b"x" * LONGEST_FRAME + b"\r") == [Code("x" * LONGEST_FRAME)]


def test_a_quiet_line_ends_the_frame_of_a_scanner_without_an_end_mark() -> None:
    splitter = Splitter()
    assert splitter.feed(b"84123") == []
    assert splitter.waiting
    assert splitter.idle() == [Code("84123")]
    assert not splitter.waiting
    assert splitter.idle() == []
    assert splitter.feed(b"x" * (LONGEST_FRAME + 1)) == []
    assert splitter.idle() == [Broken("frame_too_long", LONGEST_FRAME + 1)]
    assert splitter.feed(b"5\r") == [Code("5")]


def test_bytes_that_are_not_utf_8_are_latin_1() -> None:
    assert parse("España".encode("latin-1")) == parse("España".encode()) == Code("España")


def test_an_aim_identifier_is_split_off_only_when_something_follows_it() -> None:
    assert parse(b"]C101084123") == Code("01084123", "]C1")
    assert parse(b"]d2\x1d10LOT") == Code("\x1d10LOT", "]d2")
    assert parse(b"]C1") == Code("]C1")
    assert parse(b"]-1234") == Code("]-1234")
    assert parse(b"A]C1B") == Code("A]C1B")


def test_a_frame_without_end_does_not_fill_the_memory() -> None:
    splitter = Splitter()
    for _ in range(100):
        splitter.feed(b"x" * 10_000)
        assert len(splitter._kept) <= LONGEST_FRAME


def test_a_scanner_with_end_marks_is_known_by_them_until_one_stays_away() -> None:
    splitter = Splitter()
    splitter.feed(b"\r\n")
    assert not splitter.marked
    assert splitter.feed(b"84123\r8412") == [Code("84123")]
    assert splitter.marked
    assert splitter.give_up() == [Broken("frame_cut", 4)]
    assert not splitter.marked
    assert not splitter.waiting
