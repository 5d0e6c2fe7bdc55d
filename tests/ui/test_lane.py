import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from ui.devices import DeviceHub
from ui.lane import QtLane

ROOT = Path(__file__).resolve().parents[2]


class Desk(QObject):
    """Remembers what came and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def take(self, value: object) -> None:
        self.got.append(value)
        self.threads.add(QThread.currentThread())

    @Slot(str, str)
    def code(self, text: str, source: str) -> None:
        self.take((text, source))

    @Slot(str, object)
    def status(self, device: str, status: object) -> None:
        self.take((device, status))


@pytest.fixture
def lane(qapp: object) -> Iterator[QtLane]:
    lane = QtLane("test-lane")
    yield lane
    lane.stop()


def test_jobs_run_elsewhere_in_order_and_answers_come_home(lane: QtLane, qtbot: QtBot) -> None:
    desk = Desk()
    workers: set[int] = set()

    def job(number: int) -> int:
        workers.add(threading.get_ident())
        return number

    for number in range(200):
        lane.run(partial(job, number), desk.take, desk.take)
    qtbot.waitUntil(lambda: len(desk.got) == 200)
    assert desk.got == list(range(200))
    assert desk.threads == {desk.thread()}
    assert len(workers) == 1
    assert threading.get_ident() not in workers


def test_a_failure_comes_home_as_a_value(lane: QtLane, qtbot: QtBot) -> None:
    desk = Desk()
    error = OSError("no route")

    answers: list[object] = []

    def fail() -> object:
        raise error

    with qtbot.waitSignal(lane.settled):
        lane.run(fail, answers.append, desk.take)
    assert answers == []
    assert desk.got == [error]


def test_a_bug_in_a_callback_is_raised_on_the_gui_thread_and_the_lane_goes_on(lane: QtLane, qtbot: QtBot) -> None:
    desk = Desk()

    def stumble(answer: int) -> None:
        raise LookupError(answer)

    with capture_exceptions() as caught, qtbot.waitSignal(lane.settled):
        lane.run(lambda: 1, stumble, desk.take)
    assert [each[0] for each in caught] == [LookupError]
    lane.run(lambda: 2, desk.take, desk.take)
    qtbot.waitUntil(lambda: desk.got == [2])


def test_after_stop_no_answer_comes_and_the_thread_is_gone(qtbot: QtBot) -> None:
    lane, desk, gate = QtLane("stopping"), Desk(), threading.Event()
    lane.run(gate.wait, desk.take, desk.take)
    lane.run(lambda: 2, desk.take, desk.take)
    gate.set()
    lane.stop()
    qtbot.wait(1)
    assert desk.got == []
    assert not [each for each in threading.enumerate() if each.name.startswith("stopping")]
    with pytest.raises(RuntimeError):
        lane.run(lambda: 3, desk.take, desk.take)


def test_what_driver_threads_report_arrives_on_the_gui_thread_in_order(qtbot: QtBot) -> None:
    hub, desk = DeviceHub(), Desk()
    hub.code_read.connect(desk.code)
    hub.status_changed.connect(desk.status)
    hub.weighed.connect(desk.status)

    def drive() -> None:
        for number in range(300):
            hub.on_code(str(number), "scanner-1")
        hub.on_status("printer", "gone")
        hub.on_weight("scale", 1250)

    driver = threading.Thread(target=drive)
    driver.start()
    driver.join()
    qtbot.waitUntil(lambda: len(desk.got) == 302)
    assert desk.got[:300] == [(str(number), "scanner-1") for number in range(300)]
    assert desk.got[300:] == [("printer", "gone"), ("scale", 1250)]
    assert desk.threads == {desk.thread()}


SOAK = """
import sys, threading
from PySide6.QtCore import QCoreApplication
from ui.devices import DeviceHub
from ui.lane import QtLane
app = QCoreApplication([])
hub, lane, got = DeviceHub(), QtLane("soak"), []
from PySide6.QtCore import QObject, Slot
class Desk(QObject):
    @Slot(str, str)
    def take(self, text, source):
        got.append(text)
desk = Desk()
hub.code_read.connect(desk.take)
before = sys.getrefcount(True)
driver = threading.Thread(target=lambda: [hub.on_code(str(n), "s") for n in range(5000)])
driver.start(); driver.join()
for n in range(500):
    lane.run(lambda: True, got.append, got.append)
while len(got) < 5500:
    app.processEvents()
lane.stop()
hub.code_read.disconnect(desk.take)
assert abs(sys.getrefcount(True) - before) < 600, (before, sys.getrefcount(True))
del got[:]
assert abs(sys.getrefcount(True) - before) < 100, (before, sys.getrefcount(True))
print("whole")
"""


def test_five_thousand_signals_leave_the_interpreter_whole() -> None:
    """Some releases of the binding lose a reference of True at every emit and abort after 570."""
    run = subprocess.run(
        [sys.executable, "-c", SOAK], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert (run.returncode, run.stdout.strip()) == (0, "whole"), run.stderr
