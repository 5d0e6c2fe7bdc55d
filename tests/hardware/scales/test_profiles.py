import re
from decimal import Decimal
from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.registry import DRIVERS
from hardware.scales.profile import Profile, make
from hardware.scales.rest import Rest
from hardware.scales.serial_scale import DIBAL
from hardware.scales.weight import Steadiness, Weight
from hardware.simulated.scales.plate import Plate, PosnetVoice, PromptVoice, TisaVoice

STABLE, UNSTABLE, NEGATIVE = Steadiness.STABLE, Steadiness.UNSTABLE, Steadiness.NEGATIVE
TISA, POSNET = DIBAL["tisa"], DIBAL["posnet"]
BUSY = Weight(Steadiness.NOT_EXECUTABLE, detail="busy")
UNREADABLE = Weight(Steadiness.NOT_EXECUTABLE, detail="unreadable")
CHECKSUM = Weight(Steadiness.NOT_EXECUTABLE, detail="checksum")
WEIGHTY = {STABLE, UNSTABLE, NEGATIVE}


def summed(text: str) -> bytes:
    data = text.encode()
    return data + bytes([reduce(xor, data)])


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (b"9900031600000004\r\n", Weight(STABLE, Decimal(316))),  # the maker's own example
        (summed("990152300000000") + b"\r\n", Weight(STABLE, Decimal(15230))),
        (summed("991003161000000") + b"\r\n", Weight(UNSTABLE, Decimal(316))),
        (summed("991000001000000") + b"\r\n", Weight(UNSTABLE, Decimal(0), "no_weight")),
        (b"9900031600000005\r\n", CHECKSUM),
        (b"9900081600000004\r\n", CHECKSUM),
        (b"9900031600000004", UNREADABLE),
        (b"900031600000004\r\n", UNREADABLE),
    ],
)
def test_tisa_is_read(answer: bytes, wanted: Weight) -> None:
    assert TISA.read(answer) == wanted


def posnet(text: str) -> bytes:
    return b"\x01\x02" + summed(text) + b"\x03\x04"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (posnet("S 01.250kg"), Weight(STABLE, Decimal(1250))),
        (posnet("S  1.250kg"), Weight(STABLE, Decimal(1250))),
        (posnet("U 01.250kg"), Weight(UNSTABLE, Decimal(1250))),
        (posnet("S-00.050kg"), Weight(NEGATIVE, Decimal(-50))),
        (posnet("S-00.000kg"), Weight(NEGATIVE, Decimal(0))),
        (posnet("SFFFFFFFkg"), Weight(Steadiness.NOT_EXECUTABLE, detail="out_of_range")),
        (b"\x15", BUSY),
        (b"\x01\x02S 01.250kg!\x03\x04", CHECKSUM),
        (b"\x02S 01.250kg!\x03\x04", UNREADABLE),
    ],
)
def test_posnet_is_read(answer: bytes, wanted: Weight) -> None:
    assert POSNET.read(answer) == wanted


def test_the_request_for_a_price_of_nothing_carries_its_checksum() -> None:
    assert TISA.request == summed("9800000") + b"\r\n"


@given(st.integers(0, 99_999), st.integers(0, 14), st.integers(1, 255))
def test_a_byte_that_fell_over_is_never_a_weight(grams: int, place: int, flip: int) -> None:
    answer = bytearray(TisaVoice().say(Plate(grams)))
    assert TISA.read(bytes(answer)).exact == grams
    answer[place] ^= flip
    assert TISA.read(bytes(answer)).exact is None


@given(
    st.binary() | st.from_regex(rb"99[01][0-9]{5}[01][0-9]{6}[0-?]\r\n", fullmatch=True),
    st.sampled_from([TISA, POSNET]),
)
def test_no_bytes_make_a_reader_raise_and_only_a_right_checksum_gives_a_weight(data: bytes, profile: Profile) -> None:
    for weight in (profile.read(data), profile.read(profile.cut(data) or b"")):
        assert (weight.exact is not None) == (weight.steadiness in WEIGHTY)
        if weight.exact is not None:
            match = profile.answer.fullmatch(data)
            assert match
            assert reduce(xor, match["summed"], 0) == match["check"][0]


@given(st.integers(0, 15_000), st.sampled_from(["still", "moving"]), st.data())
def test_an_answer_is_whole_only_when_its_last_byte_has_come(grams: int, mark: str, data: st.DataObject) -> None:
    plate = Plate(grams, mark=mark)  # type: ignore[arg-type]  # drawn from the two names
    voice, profile = data.draw(st.sampled_from([(TisaVoice(), TISA), (PosnetVoice(), POSNET)]))
    answer = voice.say(plate)
    assert all(profile.cut(answer[:size]) is None for size in range(len(answer)))
    assert profile.cut(answer) == answer


TALKING = make("", r"(?P<weight>[0-9]{1,5}) (?P<unit>g|kg)\r\n?", "g")


@given(st.lists(st.integers(0, 99_999), min_size=3, max_size=3), st.integers(0, 8))
def test_of_a_scale_that_talks_by_itself_no_half_answer_is_taken(grams: list[int], missed: int) -> None:
    stream = b"".join(b"%05d g\r\n" % each for each in grams)[missed:]
    answer = TALKING.cut(stream)
    assert answer is not None
    assert TALKING.read(answer).exact in grams[1:]


def test_a_unit_in_the_answer_goes_before_that_of_the_profile() -> None:
    assert TALKING.read(b"2 kg\r\n") == Weight(UNSTABLE, Decimal(2000))
    assert make("$", r"(?P<weight>.+)\r", "oz").read(b"16\r") == Weight(UNSTABLE, Decimal("453.59237"))
    assert make("$", r"(?P<weight>.+)\r", "g").read(b"1 2 . 5\r") == Weight(UNSTABLE, Decimal("12.5"))
    assert make("$", r"(?P<weight>.+)\r", "g").read(b"1e5\r") == UNREADABLE
    assert make("$", r"(?P<weight>.+)(?P<unit>st)\r", "g").read(b"15st\r") == UNREADABLE


def test_what_a_scale_says_of_too_much_too_little_and_rest_is_taken_over() -> None:
    words = make("W\r", r"(?:(?P<over>OL)|(?P<under>UL)|(?P<refused>\?)|(?P<stable>ST,)?(?P<weight>[-0-9.]+))\r", "kg")
    assert words.read(b"OL\r") == Weight(Steadiness.OVERLOAD)
    assert words.read(b"UL\r") == Weight(Steadiness.UNDERLOAD)
    assert words.read(b"?\r") == BUSY
    assert words.read(b"ST,1.5\r") == Weight(STABLE, Decimal(1500))
    assert words.read(b"ST,-1.5\r") == Weight(NEGATIVE, Decimal(-1500))
    assert words.read(b"1.5\r") == Weight(UNSTABLE, Decimal(1500))
    assert words.read(b"--1\r") == UNREADABLE


def test_a_request_may_name_any_byte() -> None:
    assert make(r"\x05\\\r\nA\xFF", r"(?P<weight>\d)", "g").request == b"\x05\\\r\nA\xff"


@pytest.mark.parametrize(
    ("request_", "answer", "unit", "complaint"),
    [
        ("$", "(?P<weight>[0-9]+\r", "g", "no regular expression"),
        ("$", "[0-9]+\r", "g", "needs a group"),
        ("$", "(?P<weight>[0-9]+)(?P<mood>.)", "g", "needs a group"),
        ("$", "(?P<weight>[0-9]+)(?P<check>.)", "g", "needs a group"),
        ("$", "(?P<weight>[0-9]*)", "g", "silence"),
        ("$", "(?P<weight>[0-9]+)€", "g", "no regular expression"),
        ("€", "(?P<weight>[0-9]+)", "g", "single byte"),
        ("$", "(?P<weight>[0-9]+)", "stone", "stone"),
    ],
)
def test_a_description_that_is_none_is_refused_by_name(request_: str, answer: str, unit: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make(request_, answer, unit)
    with pytest.raises(ValueError, match=r"serial-scale: .*" + re.escape(complaint)):
        DRIVERS["serial-scale"].read({"port": "COM3", "request": request_, "answer": answer, "unit": unit})


def test_a_protocol_that_dibal_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="tisa, posnet"):
        DRIVERS["dibal"].read({"port": "COM3", "protocol": "morse"})


def moving(grams: int) -> Weight:
    return Weight(UNSTABLE, Decimal(grams))


def test_so_many_equal_readings_in_a_row_are_rest() -> None:
    rest = Rest(3)
    told = [rest.settle(moving(grams)).steadiness for grams in (5, 5, 7, 7, 7, 7, 8)]
    assert told == [UNSTABLE, UNSTABLE, UNSTABLE, UNSTABLE, STABLE, STABLE, UNSTABLE]


def test_a_negative_plate_at_rest_is_said_as_such() -> None:
    rest = Rest(2)
    assert [rest.settle(moving(-5)).steadiness for _ in range(2)] == [UNSTABLE, NEGATIVE]


@pytest.mark.parametrize("between", [BUSY, UNREADABLE, Weight(Steadiness.OVERLOAD)])
def test_what_is_no_weight_ends_the_row(between: Weight) -> None:
    rest = Rest(2)
    assert rest.settle(moving(5)).steadiness is UNSTABLE
    assert rest.settle(between) == between
    assert rest.settle(moving(5)).steadiness is UNSTABLE
    assert rest.settle(moving(5)).steadiness is STABLE


def test_equal_readings_prove_nothing_where_only_the_scales_word_counts_or_there_is_no_weight() -> None:
    never, soon, nothing = Rest(0), Rest(2), Weight(UNSTABLE, Decimal(0), "no_weight")
    assert {never.settle(moving(5)).steadiness for _ in range(9)} == {UNSTABLE}
    assert {soon.settle(nothing).steadiness for _ in range(9)} == {UNSTABLE}


@given(st.lists(st.integers(0, 2), max_size=40), st.integers(1, 5))
def test_rest_is_told_only_after_equal_readings(readings: list[int], steady: int) -> None:
    rest = Rest(steady)
    for at, grams in enumerate(readings):
        row = readings[max(0, at + 1 - steady) : at + 1]
        assert (rest.settle(moving(grams)).steadiness is STABLE) == (row == [grams] * steady)


def test_a_scale_that_only_answers_says_nothing_where_there_is_no_weight() -> None:
    assert PromptVoice(b"$").say(Plate(mark="over")) == b""
