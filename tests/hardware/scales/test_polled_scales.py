import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from hardware.scales.hid_scale import HidScale
from hardware.scales.hid_scale import Settings as HidSettings
from hardware.scales.serial_scale import DibalSettings, ProfileScale, Settings
from hardware.scales.weight import Steadiness, Weight
from hardware.simulated.scales.hid import SimulatedHidScale
from hardware.simulated.scales.plate import PosnetVoice, PromptVoice, TisaVoice
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.terminal import PseudoTerminal
from hardware.status import State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
STABLE, UNSTABLE = Steadiness.STABLE, Steadiness.UNSTABLE
OUT_OF_RANGE = Weight(Steadiness.NOT_EXECUTABLE, detail="out_of_range")
FIVE_DIGITS = r"(?P<weight>[0-9]{5})\r"


@dataclass
class Bench:
    """A simulated scale with its driver; what it says of too much and too little, which differs by language."""

    simulated: SimulatedScale | SimulatedHidScale
    driver: ProfileScale | HidScale
    over: Weight
    under: Weight


def tisa() -> Bench:
    simulated = SimulatedScale(TisaVoice())
    driver = ProfileScale(DibalSettings(simulated.port, steady=0, timeout_s=1, poll_ms=10))
    nothing = Weight(UNSTABLE, Decimal(0), "no_weight")
    return Bench(simulated, driver, nothing, nothing)


def posnet() -> Bench:
    simulated = SimulatedScale(PosnetVoice())
    driver = ProfileScale(DibalSettings(simulated.port, "posnet", timeout_s=1, poll_ms=10))
    return Bench(simulated, driver, OUT_OF_RANGE, OUT_OF_RANGE)


def hid() -> Bench:
    simulated = SimulatedHidScale()
    driver = HidScale(HidSettings(simulated.port, timeout_s=1))
    return Bench(simulated, driver, Weight(Steadiness.OVERLOAD), Weight(Steadiness.UNDERLOAD))


@pytest.fixture(params=[tisa, posnet, hid])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made: Bench = request.param()
    yield made
    made.driver.close()
    made.simulated.close()


def test_only_a_plate_at_rest_gives_a_weight_that_counts(bench: Bench) -> None:
    bench.simulated.put(1250)
    assert bench.driver.weigh() == Weight(STABLE, Decimal(1250))
    bench.simulated.shake()
    assert bench.driver.weigh() == Weight(UNSTABLE, Decimal(1250))
    bench.simulated.put(0)
    assert bench.driver.weigh() == Weight(STABLE, Decimal(0))


def test_too_much_and_too_little_are_said_and_are_no_weight(bench: Bench) -> None:
    bench.simulated.put(1250)
    assert bench.driver.weigh() == Weight(STABLE, Decimal(1250))
    bench.simulated.overload()
    assert bench.driver.weigh() == bench.over
    bench.simulated.underload()
    assert bench.driver.weigh() == bench.under
    assert bench.driver.status == Status(State.READY)


def test_a_weighing_waits_for_rest_and_takes_nothing_older(bench: Bench) -> None:
    bench.simulated.put(500)
    assert bench.driver.weigh() == Weight(STABLE, Decimal(500))
    bench.simulated.shake()
    later = threading.Timer(0.2, bench.simulated.put, [750])
    later.start()
    assert bench.driver.weigh() == Weight(STABLE, Decimal(750))
    later.join()


def test_an_absent_scale_is_gone_and_says_why(bench: Bench) -> None:
    bench.simulated.unplug()
    assert bench.driver.weigh() == Weight(Steadiness.GONE, detail="not_found")


def test_a_scale_unplugged_or_closed_while_weighing_is_gone(bench: Bench) -> None:
    bench.simulated.put(1)
    assert bench.driver.weigh() == Weight(STABLE, Decimal(1))
    bench.simulated.shake()
    for action, detail in ((bench.simulated.unplug, "unplugged"), (bench.driver.close, "stopped")):
        later = threading.Timer(0.1, action)
        later.start()
        assert bench.driver.weigh().steadiness in {Steadiness.GONE, UNSTABLE}, detail
        later.join()
    assert bench.driver.weigh() == Weight(Steadiness.GONE, detail="stopped")


def test_a_watcher_sees_every_look(bench: Bench, wait_until: WaitUntil) -> None:
    seen: list[Weight] = []
    bench.driver.watch(seen.append)
    bench.driver.start()
    bench.simulated.put(300)
    wait_until(lambda: Weight(STABLE, Decimal(300)) in seen)
    bench.simulated.shake()
    wait_until(lambda: Weight(UNSTABLE, Decimal(300)) in seen)
    bench.driver.watch(None)


def test_a_dibal_that_calls_a_resting_weight_moving_is_believed_after_equal_readings(wait_until: WaitUntil) -> None:
    simulated = SimulatedScale(TisaVoice())
    driver = ProfileScale(DibalSettings(simulated.port, steady=3, timeout_s=20, poll_ms=10))
    simulated.put(40)
    simulated.shake()
    assert driver.weigh() == Weight(STABLE, Decimal(40))
    driver.close()
    simulated.close()


@pytest.mark.parametrize("request_", ["$", ""])
def test_a_scale_without_a_word_for_rest_needs_equal_readings(request_: str) -> None:
    simulated = SimulatedScale(PromptVoice(request_.encode()))
    settings = Settings(simulated.port, request_, FIVE_DIGITS, "g", steady=3, timeout_s=20, poll_ms=10)
    driver = ProfileScale(settings)
    simulated.put(777)
    assert driver.weigh() == Weight(STABLE, Decimal(777))
    driver.close()
    simulated.close()


def test_a_mute_scale_and_a_babbling_one_ask_for_attention_and_give_no_weight(wait_until: WaitUntil) -> None:
    cable = PseudoTerminal("mute")
    driver = ProfileScale(Settings(cable.port, "$", FIVE_DIGITS, "g", timeout_s=0.3, answer_s=0.1, poll_ms=10))
    assert driver.weigh() == Weight(Steadiness.GONE, detail="silent")
    wait_until(lambda: driver.status == Status(State.ATTENTION, "silent"))

    def babbles() -> bool:
        cable.write(b"0031\r" * 9)
        return driver.status == Status(State.ATTENTION, "unreadable")

    wait_until(babbles)
    driver.close()
    cable.close()


def test_an_answer_with_a_wrong_checksum_is_reported_and_no_weight(wait_until: WaitUntil) -> None:
    cable = PseudoTerminal("noisy")
    seen: list[Weight] = []
    driver = ProfileScale(DibalSettings(cable.port, answer_s=1, poll_ms=10))
    driver.watch(seen.append)
    driver.start()

    def answers() -> bool:
        if cable.read(0.05):
            cable.write(b"9900031600000005\r\n")
        return driver.status == Status(State.ATTENTION, "checksum")

    wait_until(answers)
    driver.close()
    cable.close()
    assert all(weight.exact is None for weight in seen)


def test_the_tail_of_a_late_answer_is_not_taken_for_the_next_one(wait_until: WaitUntil) -> None:
    cable = PseudoTerminal("slow")
    seen: list[Weight] = []
    driver = ProfileScale(Settings(cable.port, "$", r"(?P<weight>[0-9]{1,5})\r", "g", answer_s=0.2, poll_ms=10))
    driver.watch(seen.append)
    driver.start()
    wait_until(lambda: cable.read(0.05) == b"$")
    wait_until(lambda: Weight(Steadiness.GONE, detail="silent") in seen)
    for piece in (b"00", b"31", b"6\r"):
        cable.write(piece)
        threading.Event().wait(0.02)
    wait_until(lambda: cable.read(0.05) == b"$")
    cable.write(b"00500\r")
    wait_until(lambda: any(weight.exact is not None for weight in seen))
    driver.close()
    cable.close()
    assert {weight.exact for weight in seen} <= {None, Decimal(500), Decimal(316)}


def test_a_hid_scale_that_needs_somebody_says_what_for(wait_until: WaitUntil) -> None:
    simulated = SimulatedHidScale()
    told: list[Status] = []
    driver = HidScale(HidSettings(simulated.port), told.append)
    driver.start()
    wait_until(lambda: driver.status.state is State.READY)

    def ails() -> bool:
        simulated.send(b"\x03\x07\x02\x00\x00\x00")
        return Status(State.ATTENTION, "calibrate") in told

    wait_until(ails)
    wait_until(lambda: driver.status.state is State.READY)
    driver.close()
    simulated.close()
