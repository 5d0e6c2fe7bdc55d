from hypothesis import given
from hypothesis import strategies as st

from hardware.scanners import us_keys
from hardware.scanners.wedge import LONGEST_TEXT, Settings, WedgeAnswer, WedgeReader

ENTER, TAB, SHIFT, CTRL, LEFT = 28, 15, 42, 29, 105
PASS = WedgeAnswer()
BY_CHAR = {char: (code, False) for code, char in us_keys.PLAIN.items() if code < 58} | {
    char: (code, True) for code, char in us_keys.SHIFTED.items() if code < 58 and char not in " *"
}
CODES = st.text(st.sampled_from(sorted(BY_CHAR)), min_size=4).filter(lambda text: len(set(text)) > 1)


class Hand:
    """Presses keys on a reader, so many milliseconds apart."""

    def __init__(self, settings: Settings | None = None, offset: int = 8) -> None:
        self.reader = WedgeReader(settings or Settings(offset=offset))
        self.offset = offset
        self.now = 1000.0

    def press(self, code: int, gap_ms: float = 5, *, shift: bool = False) -> WedgeAnswer:
        self.now += gap_ms / 1000
        return self.reader.key(code + self.offset, shift, self.now)

    def type(self, text: str, gap_ms: float = 5) -> list[WedgeAnswer]:
        return [self.press(BY_CHAR[char][0], gap_ms, shift=BY_CHAR[char][1]) for char in text]

    def scan(self, text: str, gap_ms: float = 5, end: int = ENTER) -> WedgeAnswer:
        self.now += 1
        self.type(text, gap_ms)
        return self.press(end, gap_ms)


@given(CODES, st.sampled_from([0, 8]), st.floats(0, 35), st.sampled_from([ENTER, TAB, 96, 0x11C]))
def test_a_burst_gives_its_text_by_the_us_table_and_its_end_is_swallowed(
    text: str, offset: int, gap_ms: float, end: int
) -> None:
    assert Hand(offset=offset).scan(text, gap_ms, end) == WedgeAnswer(swallow=True, text=text)


def test_the_keys_seen_under_a_spanish_layout_give_the_label_s_text() -> None:
    hand = Hand()
    answers = [
        hand.reader.key(code, shift, 1000 + n / 1000)
        for n, (code, shift) in enumerate(
            [(50, False), (33, True), (45, True), (20, False), (19, False), (10, False), (36, False)]
        )
    ]
    assert answers == [PASS] * 6 + [WedgeAnswer(swallow=True, text="PK-01")]


@given(st.text(st.sampled_from(sorted(BY_CHAR))), st.floats(36, 2000))
def test_slow_typing_and_its_enter_pass_untouched(text: str, gap_ms: float) -> None:
    hand = Hand()
    assert hand.type(text, gap_ms) == [PASS] * len(text)
    assert hand.press(ENTER, gap_ms) == PASS
    assert hand.reader.flush(hand.now + 5) == PASS


@given(CODES.filter(lambda text: " " not in text))
def test_printable_keys_of_a_burst_are_never_swallowed(text: str) -> None:
    assert Hand().type(text) == [PASS] * len(text)


def test_a_space_in_a_burst_is_swallowed_since_it_would_press_a_button() -> None:
    hand = Hand()
    assert [answer.swallow for answer in hand.type("RED  MUG 5")] == [False] * 4 + [True] + [False] * 3 + [
        True,
        False,
    ]
    assert hand.press(ENTER).text == "RED  MUG 5"


def test_three_fast_keys_are_no_burst() -> None:
    assert Hand().scan("123") == PASS


def test_a_held_key_repeats_but_is_no_scan() -> None:
    hand = Hand()
    hand.type("0" * 50, 30)
    assert hand.reader.flush(hand.now + 1) == PASS
    assert hand.press(ENTER, 30) == PASS


def test_slow_keys_before_a_burst_are_not_part_of_it() -> None:
    hand = Hand()
    hand.type("ab", 200)
    assert hand.scan("84123").text == "84123"


def test_a_stutter_before_the_burst_is_certain_loses_no_first_sign() -> None:
    for gaps in ([36, 5, 5, 5, 5], [5, 90, 5, 5, 5], [5, 5, 99, 40, 5, 5, 5]):
        hand = Hand()
        hand.now += 1
        for char, gap_ms in zip("84123456", [0, *gaps], strict=False):
            hand.press(BY_CHAR[char][0], gap_ms)
        assert hand.press(ENTER).text == "84123456"[: len(gaps) + 1]


def test_a_scanner_that_ends_its_codes_is_given_time_for_the_rest_of_one() -> None:
    hand = Hand()
    hand.scan("84123")
    hand.now += 1
    hand.type("8412")
    assert hand.reader.flush(hand.now + 0.45) == WedgeAnswer(swallow=True)
    hand.press(BY_CHAR["5"][0], 480)
    assert hand.press(ENTER, 300) == WedgeAnswer(swallow=True, text="84125")
    hand.now += 1
    hand.type("8412")
    assert hand.reader.flush(hand.now + 0.6) == WedgeAnswer(text="8412")
    hand.now += 1
    hand.type("8412")
    assert hand.reader.flush(hand.now + 0.11) == WedgeAnswer(text="8412"), "it has shown that it sends no end"


def test_hurried_typing_is_no_burst_however_long() -> None:
    hand = Hand()
    assert hand.type("8412" * 50, 60) == [PASS] * 200
    assert hand.reader.flush(hand.now + 0.2) == PASS
    assert hand.press(ENTER, 60) == PASS


def test_a_stutter_inside_a_certain_burst_loses_nothing() -> None:
    hand = Hand()
    hand.type("84123")
    hand.press(BY_CHAR["4"][0], 90)
    assert hand.press(ENTER, 90) == WedgeAnswer(swallow=True, text="841234")


def test_an_arrow_key_or_a_shortcut_ends_the_false_start() -> None:
    hand = Hand()
    hand.type("8412")
    assert hand.press(LEFT) == PASS
    assert hand.press(ENTER) == PASS
    hand.type("8412")
    hand.press(CTRL)
    assert hand.type("c") == [PASS]
    assert hand.press(ENTER) == PASS


def test_the_second_half_of_cr_lf_presses_nothing_either() -> None:
    hand = Hand()
    hand.scan("84123")
    assert hand.press(ENTER) == WedgeAnswer(swallow=True)
    assert hand.press(ENTER, 400) == PASS


def test_control_and_bracket_type_the_group_separator() -> None:
    hand = Hand()
    hand.type("10LOT")
    hand.press(CTRL)
    hand.press(us_keys.BRACKET_RIGHT)
    hand.type("21S]")
    assert hand.press(ENTER).text == "10LOT\x1d21S]"


def test_shift_and_lock_keys_between_characters_do_not_disturb() -> None:
    hand = Hand()
    hand.now += 1
    for char in "PkPk":
        for silent in (58, SHIFT):
            assert hand.press(silent) == PASS
        hand.type(char)
    assert hand.press(ENTER).text == "PkPk"


def test_a_scanner_without_enter_is_flushed_once_and_its_late_enter_swallowed() -> None:
    hand = Hand()
    hand.type("84123")
    assert hand.reader.flush(hand.now + 0.05) == WedgeAnswer(swallow=True)
    assert hand.reader.flush(hand.now + 0.12) == WedgeAnswer(text="84123")
    assert hand.reader.flush(hand.now + 0.2) == PASS
    assert hand.press(ENTER, 300) == WedgeAnswer(swallow=True)
    assert hand.scan("84124").text == "84124"


def test_with_a_prefix_only_what_follows_it_is_a_scan_of_any_length() -> None:
    hand = Hand(Settings(prefix="~", offset=8))
    assert hand.scan("84123") == PASS
    assert hand.scan("~7") == WedgeAnswer(swallow=True, text="7")
    assert hand.scan("~") == PASS
    assert hand.scan("ab~84123").text == "84123"
    assert hand.scan("~84123", gap_ms=90).text == "84123"
    assert hand.scan("~84123", gap_ms=120) == PASS


def test_a_burst_that_is_too_long_presses_nothing_and_gives_nothing() -> None:
    hand = Hand()
    longest = "12" * (LONGEST_TEXT // 2)
    assert hand.scan(longest) == WedgeAnswer(swallow=True, text=longest)
    assert hand.scan(longest + "3") == WedgeAnswer(swallow=True)
    assert hand.scan("84123").text == "84123"


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.integers(0, 200))))
def test_only_a_terminator_or_a_space_is_ever_swallowed(keys: list[tuple[int, bool, int]]) -> None:
    hand = Hand()
    for code, shift, gap_ms in keys:
        answer = hand.press(code, gap_ms, shift=shift)
        assert not answer.swallow or code in us_keys.ENTER | {TAB, us_keys.SPACE}
        assert answer.text is None or answer.swallow
