import os
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from hardware.scanners.framing import Code
from hardware.simulated.scanner import SimulatedScanner
from hardware.status import State
from tests.hardware.scanners.listening import READY, Listener

WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize(
    ("profile", "heard"),
    [("none", b""), ("bell", b"\7\7\7\7"), ("datalogic", b"\1FE"), ("honeywell", b"\x1b7,\x1b8,\x1b8,")],
)
def test_a_scanner_is_told_what_became_of_its_scan(
    scanner: SimulatedScanner, wait_until: WaitUntil, profile: str, heard: bytes
) -> None:
    with Listener(scanner, feedback=profile) as listener:
        wait_until(lambda: listener.statuses == [READY])
        listener.driver.feedback(True)
        listener.driver.feedback(False)
        wait_until(lambda: scanner.heard == heard)
        scanner.scan("84123")
        wait_until(lambda: listener.codes == [Code("84123")])
    assert scanner.heard == heard
    sent = b"".join(entry.data for entry in listener.driver.last if entry.way == "out")
    assert sent == heard


def test_feedback_to_a_scanner_that_is_away_or_stopped_is_lost_and_fails_nobody(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    listener = Listener(scanner, feedback="bell")
    listener.driver.feedback(True)
    with listener:
        wait_until(lambda: listener.statuses == [READY])
        scanner.unplug()
        wait_until(lambda: listener.statuses[-1].state is State.GONE)
        listener.driver.feedback(True)
        scanner.replug()
        wait_until(lambda: listener.statuses[-1] == READY)
        listener.driver.feedback(False)
        wait_until(lambda: scanner.heard == b"\7\7\7")
    listener.driver.feedback(True)
    assert scanner.heard == b"\7\7\7"


def test_a_scanner_that_hears_nothing_is_read_all_the_same(scanner: SimulatedScanner, wait_until: WaitUntil) -> None:
    with Listener(scanner, feedback="honeywell") as listener:
        wait_until(lambda: listener.statuses == [READY])
        line = os.open(scanner.port, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        with suppress(BlockingIOError):
            while os.write(line, b"x" * 512):
                pass
        with pytest.raises(BlockingIOError):  # the cable is full: nothing more goes in
            os.write(line, b"x")
        os.close(line)
        for number in range(100):
            listener.driver.feedback(number % 2 == 0)
        wait_until(lambda: any(entry.way == "out" for entry in listener.driver.last))
        for number in range(50):
            scanner.scan(f"PK-{number}")
        wait_until(lambda: len(listener.codes) == 50)
        assert listener.statuses == [READY]
    assert listener.codes == [Code(f"PK-{number}") for number in range(50)]


def test_feedback_from_many_threads_while_codes_come_and_the_cable_is_pulled_disturbs_nothing(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    over = threading.Event()

    def nag(listener: Listener) -> None:
        while not over.wait(0.001):
            listener.driver.feedback(False)

    with Listener(scanner, feedback="bell") as listener:
        naggers = [threading.Thread(target=nag, args=(listener,)) for _ in range(3)]
        for each in naggers:
            each.start()
        wanted = [Code(f"PK-{turn}-{number}") for turn in range(5) for number in range(100)]
        for turn in range(5):
            wait_until(lambda: listener.driver.status == READY)
            for code in wanted[100 * turn : 100 * turn + 100]:
                assert scanner.scan(code.text)
                assert set(scanner.heard) <= {7}
            wait_until(lambda turn=turn: len(listener.codes) == 100 * turn + 100)  # type: ignore[misc]  # bound now
            scanner.unplug()
            wait_until(lambda: listener.driver.status.state is State.GONE)
            scanner.replug()
        over.set()
        for each in naggers:
            each.join()
    assert listener.codes == wanted
    assert scanner.heard
