import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scales.mt_sics import SerialScale, Settings
from hardware.scales.mt_sics_replies import parse
from hardware.scales.weight import GRAMS, Steadiness, Weight, to_grams
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.terminal import PseudoTerminal
from hardware.status import State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
STABLE, UNSTABLE = Steadiness.STABLE, Steadiness.UNSTABLE


@pytest.fixture
def driver(scale: SimulatedScale) -> Iterator[SerialScale]:
    made = SerialScale(Settings(scale.port, poll_ms=10))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (b"S S     1.234 kg\r\n", Weight(STABLE, Decimal(1234))),
        (b"S S      1234 g", Weight(STABLE, Decimal(1234))),
        (b"S S    -0.012 kg", Weight(Steadiness.NEGATIVE, Decimal(-12))),
        (b"S S   -  12.0 g", Weight(Steadiness.NEGATIVE, Decimal(-12))),
        (b"S D     1.234 kg", Weight(UNSTABLE, Decimal(1234))),
        (b"S S         1 lb", Weight(STABLE, Decimal("453.59237"))),
        (b"S S        16 oz", Weight(STABLE, Decimal("453.59237"))),
        (b"S S      1500 mg", Weight(STABLE, Decimal("1.5"))),
        (b"S S      2500 mg", Weight(STABLE, Decimal("2.5"))),
        (b"S S       0.5 g", Weight(STABLE, Decimal("0.5"))),
        (b"S I", Weight(Steadiness.NOT_EXECUTABLE, detail="busy")),
        (b"S +\r\n", Weight(Steadiness.OVERLOAD)),
        (b"S -", Weight(Steadiness.UNDERLOAD)),
        (b"ES", Weight(Steadiness.NOT_EXECUTABLE, detail="syntax_error")),
        (b"EL", Weight(Steadiness.NOT_EXECUTABLE, detail="logic_error")),
        (b"ET", Weight(Steadiness.NOT_EXECUTABLE, detail="transmission_error")),
        (b"S S     1.234 st", Weight(Steadiness.NOT_EXECUTABLE, detail="unreadable")),
        (b"S S     1,234 kg", Weight(Steadiness.NOT_EXECUTABLE, detail="unreadable")),
        (b"S S 1.2.3 kg", Weight(Steadiness.NOT_EXECUTABLE, detail="unreadable")),
        (b"", Weight(Steadiness.NOT_EXECUTABLE, detail="unreadable")),
    ],
)
def test_every_kind_of_answer_is_read(line: bytes, wanted: Weight) -> None:
    assert parse(line) == wanted


@given(st.binary() | st.from_regex(rb"[S ]{0,4}[SDI+\-][ .0-9+\-]{0,20}[kmglboz]{0,3}\s*"))
def test_no_bytes_make_the_parser_raise_and_only_a_weight_has_grams(line: bytes) -> None:
    weight = parse(line)
    assert (weight.grams is not None) == (weight.steadiness in {STABLE, UNSTABLE, Steadiness.NEGATIVE})


@given(st.decimals(-999_999_999, 999_999_999, places=9), st.sampled_from(sorted(GRAMS)))
def test_conversion_is_exact_and_whole_grams_are_rounded_half_to_even(amount: Decimal, unit: str) -> None:
    exact = Fraction(amount) * Fraction(GRAMS[unit])
    weight = Weight(STABLE, to_grams(amount, unit))
    assert weight.exact is not None
    assert Fraction(weight.exact) == exact
    assert weight.grams == round(exact)


@given(st.integers(-99_999, 999_999))
def test_a_weight_in_kilograms_survives_the_wire_format(grams: int) -> None:
    weight = parse(f"S S {grams / 1000:>9.3f} kg\r\n".encode())
    assert weight == Weight(Steadiness.NEGATIVE if grams < 0 else STABLE, Decimal(grams))
    assert weight.grams == grams


def test_the_driver_opens_the_scale_by_itself_and_weighs(driver: SerialScale, scale: SimulatedScale) -> None:
    scale.put(1234)
    assert driver.weigh() == Weight(STABLE, Decimal(1234))
    scale.overload()
    assert driver.weigh() == Weight(Steadiness.OVERLOAD)
    scale.underload()
    assert driver.weigh() == Weight(Steadiness.UNDERLOAD)


def test_it_waits_for_the_plate_to_come_to_rest(scale: SimulatedScale) -> None:
    driver = SerialScale(Settings(scale.port, timeout_s=20))
    scale.put(500)
    assert driver.weigh() == Weight(STABLE, Decimal(500))
    scale.shake()
    later = threading.Timer(0.2, scale.put, [750])
    later.start()
    assert driver.weigh() == Weight(STABLE, Decimal(750))
    later.join()
    driver.close()


def test_a_plate_that_never_rests_gives_an_unstable_weight(scale: SimulatedScale) -> None:
    driver = SerialScale(Settings(scale.port, timeout_s=0.3, answer_s=10))
    scale.put(500)
    scale.shake()
    assert driver.weigh() == Weight(UNSTABLE, Decimal(500))
    driver.close()


def test_a_scale_that_gives_up_first_says_not_executable() -> None:
    scale = SimulatedScale(patience_s=0.1)
    driver = SerialScale(Settings(scale.port, timeout_s=20))
    scale.shake()
    assert driver.weigh() == Weight(Steadiness.NOT_EXECUTABLE, detail="busy")
    driver.close()
    scale.close()


def test_an_absent_scale_is_gone_and_says_why(driver: SerialScale, scale: SimulatedScale) -> None:
    scale.unplug()
    assert driver.weigh() == Weight(Steadiness.GONE, detail="not_found")


def test_a_scale_unplugged_while_weighing_is_gone(driver: SerialScale, scale: SimulatedScale) -> None:
    scale.put(1)
    assert driver.weigh() == Weight(STABLE, Decimal(1))
    scale.shake()
    later = threading.Timer(0.1, scale.unplug)
    later.start()
    assert driver.weigh().steadiness is Steadiness.GONE
    later.join()


def test_closing_ends_a_weighing_at_once_and_for_good() -> None:
    scale = SimulatedScale(patience_s=600)
    driver = SerialScale(Settings(scale.port, timeout_s=600))
    scale.put(1)
    assert driver.weigh() == Weight(STABLE, Decimal(1))
    scale.shake()
    later = threading.Timer(0.1, driver.close)
    later.start()
    assert driver.weigh() == Weight(Steadiness.GONE, detail="stopped")
    later.join()
    assert driver.weigh() == Weight(Steadiness.GONE, detail="stopped")
    scale.put(2)
    driver.start()
    assert driver.weigh() == Weight(STABLE, Decimal(2))
    driver.close()
    scale.close()


def test_a_mute_device_asks_for_attention_and_gives_no_weight() -> None:
    cable = PseudoTerminal("mute")
    statuses: list[Status] = []
    driver = SerialScale(Settings(cable.port, timeout_s=0.1, answer_s=0.1), statuses.append)
    assert driver.weigh() == Weight(Steadiness.GONE, detail="silent")
    driver.close()
    cable.close()
    assert [status.state for status in statuses] == [State.READY, State.ATTENTION, State.GONE]


def test_an_answer_that_never_ends_gives_no_weight() -> None:
    cable = PseudoTerminal("babbler")
    driver = SerialScale(Settings(cable.port, timeout_s=0.5, answer_s=0.1))
    babble = threading.Timer(0.2, cable.write, [b"S S 1" * 100])
    babble.start()
    assert driver.weigh() == Weight(Steadiness.GONE, detail="silent")
    babble.join()
    driver.close()
    cable.close()


def test_a_watcher_sees_the_moving_weight_while_another_thread_weighs(
    driver: SerialScale, scale: SimulatedScale, wait_until: WaitUntil
) -> None:
    seen: list[Weight] = []
    driver.start()
    driver.watch(seen.append)
    scale.put(300)
    wait_until(lambda: Weight(STABLE, Decimal(300)) in seen)
    for grams in range(400, 420):
        scale.put(grams)
        assert driver.weigh() == Weight(STABLE, Decimal(grams))
    scale.shake()
    wait_until(lambda: Weight(UNSTABLE, Decimal(419)) in seen)
    scale.unplug()
    wait_until(lambda: driver.status.state is State.GONE)
    scale.replug()
    seen.clear()
    wait_until(lambda: Weight(UNSTABLE, Decimal(419)) in seen)
    driver.watch(None)


def test_an_unknown_command_is_refused_and_zero_and_tare_are_known(scale: SimulatedScale) -> None:
    scale.put(250)
    driver = SerialScale(Settings(scale.port))
    driver.start()
    assert driver.weigh() == Weight(STABLE, Decimal(250))
    line = driver._lane.line
    assert line is not None
    assert line.ask(b"XYZ\r\n", 10) == (b"ES", True)
    assert line.ask(b"Z\r\n", 10) == (b"Z A", True)
    assert driver.weigh() == Weight(STABLE, Decimal(0))
    driver.close()


def test_an_old_answer_is_never_taken_for_a_new_one(scale: SimulatedScale, wait_until: WaitUntil) -> None:
    driver = SerialScale(Settings(scale.port))
    scale.put(100)
    assert driver.weigh() == Weight(STABLE, Decimal(100))
    line = driver._lane.line
    assert line is not None
    scale._cable.write(b"S S     9.000 kg\r\n")
    wait_until(lambda: line._port.waiting() == 18)
    assert driver.weigh() == Weight(STABLE, Decimal(100))
    driver.close()
