import logging
import os
import termios
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hardware.registry import DRIVERS
from hardware.scanners.framing import LONGEST_FRAME, Code
from hardware.scanners.serial_line import SerialScanner, Settings
from hardware.simulated.scanner import SimulatedScanner
from hardware.simulated.terminal import NoPseudoTerminalsError
from hardware.status import State, Status
from tests.hardware.scanners.listening import READY, Listener

WaitUntil = Callable[[Callable[[], bool]], None]


def test_a_burst_of_2000_frames_is_delivered_once_and_in_order(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner) as listener:
        wait_until(lambda: listener.statuses == [READY])
        wanted = [Code(f"PK-{n:06}") for n in range(2000)]
        for code in wanted:
            assert scanner.scan(code.text)
        wait_until(lambda: len(listener.codes) >= 2000)
        assert scanner.scan("END")
        wait_until(lambda: listener.codes[-1] == Code("END"))
        assert listener.codes == [*wanted, Code("END")]


def test_a_slow_sender_with_the_idle_gap_off_is_not_cut_in_two(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner, idle_ms=0) as listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.send(b"8412")
        threading.Event().wait(0.6)
        assert listener.codes == []
        scanner.send(b"3\r")
        wait_until(lambda: listener.codes == [Code("84123")])


def test_a_stutter_in_the_code_of_a_scanner_with_end_marks_does_not_cut_it(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner, idle_ms=40) as listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.scan("FIRST")
        wait_until(lambda: listener.codes == [Code("FIRST")])
        scanner.send(b"8412")
        wait_until(lambda: listener.driver._stutters >= 3)
        scanner.send(b"3\r")
        wait_until(lambda: len(listener.codes) > 1)
        assert listener.codes == [Code("FIRST"), Code("84123")]


def test_an_end_mark_that_stays_away_drops_one_code_and_then_pauses_count(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner, idle_ms=60) as listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.scan("FIRST")
        scanner.send(b"SECOND")
        wait_until(lambda: listener.statuses[-1] == Status(State.ATTENTION, "frame_cut"))
        scanner.send(b"THIRD")
        wait_until(lambda: listener.codes == [Code("FIRST"), Code("THIRD")])


def test_half_a_code_before_the_cable_was_pulled_is_never_delivered(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner, idle_ms=0) as listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.send(b"8412")
        wait_until(lambda: b"".join(entry.data for entry in listener.driver.last) == b"8412")
        scanner.unplug()
        wait_until(lambda: listener.statuses[-1].state is State.GONE)
        scanner.replug()
        wait_until(lambda: listener.statuses[-1] == READY)
        scanner.scan("99123")
        wait_until(lambda: len(listener.codes) > 0)
        assert listener.codes == [Code("99123")]
        assert [status.detail for status in listener.statuses] == ["", "unplugged", ""]


def test_a_frame_that_is_too_long_asks_for_attention_until_the_next_good_code(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner, idle_ms=0) as listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.scan("x" * (LONGEST_FRAME + 1))
        wait_until(lambda: listener.statuses[-1] == Status(State.ATTENTION, "frame_too_long"))
        scanner.scan("84123")
        wait_until(lambda: listener.statuses[-1] == READY)
        assert listener.codes == [Code("84123")]


def test_a_scanner_known_by_its_end_marks_is_known_after_replugging(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    with Listener(scanner, idle_ms=40) as listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.scan("FIRST")
        wait_until(lambda: listener.codes == [Code("FIRST")])
        scanner.unplug()
        wait_until(lambda: listener.statuses[-1].state is State.GONE)
        scanner.replug()
        wait_until(lambda: listener.statuses[-1] == READY)
        scanner.send(b"8412")
        wait_until(lambda: listener.driver._stutters >= 3)
        scanner.send(b"3\r")
        wait_until(lambda: len(listener.codes) > 1)
        assert listener.codes == [Code("FIRST"), Code("84123")]


def test_the_line_of_an_old_scanner_is_set_as_asked(scanner: SimulatedScanner, wait_until: WaitUntil) -> None:
    codes: list[Code] = []
    settings = Settings(scanner.port, baud=2400, data_bits=7, parity="O")
    assert (settings.line.data_bits, settings.line.parity) == (7, "O")
    driver = SerialScanner(settings, codes.append, lambda _status: None)
    driver.start()
    wait_until(lambda: driver.status == READY)
    line = os.open(scanner.port, os.O_RDWR | os.O_NOCTTY)
    speed, modes = termios.tcgetattr(line)[4], termios.tcgetattr(line)[2]
    os.close(line)
    driver.stop()
    assert speed == termios.B2400
    assert modes & termios.PARODD  # a pseudo-terminal has no wire: of the rest it keeps what it had


def test_a_speed_that_the_port_does_not_know_is_a_device_that_cannot_be_opened(scanner: SimulatedScanner) -> None:
    told = threading.Event()
    driver = SerialScanner(Settings(scanner.port, baud=2**33), lambda _code: None, lambda _status: told.set())
    driver.start()
    assert told.wait(20)
    assert driver.status == Status(State.GONE, "cannot_open")
    driver.stop()


@pytest.mark.parametrize(
    "wrong", [{"parity": "X"}, {"data_bits": 9}, {"baud": 0}, {"idle_ms": -1}, {"feedback": "shout"}]
)
def test_settings_that_no_line_can_have_are_refused_by_name(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(ValueError, match=name):
        DRIVERS["serial"].read({"port": "COM3", **wrong})


def test_a_second_program_cannot_steal_bytes(scanner: SimulatedScanner, wait_until: WaitUntil) -> None:
    with Listener(scanner) as first, Listener(scanner) as second:
        wait_until(lambda: READY in first.statuses or READY in second.statuses)
        holder, waiter = (first, second) if READY in first.statuses else (second, first)
        wait_until(lambda: waiter.driver.status == Status(State.GONE, "in_use"))
        holder.driver.stop()
        wait_until(lambda: waiter.driver.status == READY)


def test_a_port_that_does_not_exist_says_so() -> None:
    told = threading.Event()
    statuses: list[Status] = []

    def hear(status: Status) -> None:
        statuses.append(status)
        told.set()

    driver = SerialScanner(Settings("/dev/pasillo-no-such-port"), lambda _code: None, hear)
    driver.start()
    assert told.wait(20)
    driver.stop()
    assert statuses == [Status(State.GONE, "not_found"), Status(State.GONE, "stopped")]


def test_a_listener_s_bug_is_logged_whole_and_the_next_code_still_comes(
    scanner: SimulatedScanner,
    wait_until: WaitUntil,
    caplog: pytest.LogCaptureFixture,
    expected_logs: list[str],
) -> None:
    expected_logs.append("The listener of a device failed on Code(text='FIRST'")
    codes: list[str] = []

    def fail_once(code: Code) -> None:
        codes.append(code.text)
        if len(codes) == 1:
            raise ZeroDivisionError

    driver = SerialScanner(Settings(scanner.port), fail_once, lambda _status: None)
    driver.start()
    wait_until(lambda: driver.status == READY)
    scanner.scan("FIRST")
    scanner.scan("SECOND")
    wait_until(lambda: codes == ["FIRST", "SECOND"])
    driver.stop()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert caplog.records[0].exc_info
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


def test_a_driver_may_be_stopped_from_its_own_callback(scanner: SimulatedScanner, wait_until: WaitUntil) -> None:
    driver = SerialScanner(Settings(scanner.port), lambda _code: driver.stop(), lambda _status: None)
    driver.start()
    wait_until(lambda: driver.status == READY)
    scanner.scan("84123")
    wait_until(lambda: driver.status == Status(State.GONE, "stopped"))
    driver.stop()


def test_a_simulated_scanner_leaves_no_file_descriptor_and_no_folder() -> None:
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - paths there vanish while they are looked at
    for _ in range(5):
        scanner = SimulatedScanner()
        scanner.unplug()
        assert not scanner.scan("LOST")
        scanner.replug()
        scanner.close()
        scanner.close()
        assert not Path(scanner.port).parent.exists()
    assert set(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


def test_without_pseudo_terminals_the_error_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(NoPseudoTerminalsError, match="Linux or macOS"):
        SimulatedScanner()
