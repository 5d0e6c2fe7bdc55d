"""What is special about a serial cable: flow control, a port that stays open, bytes that must not leave later."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from hardware.printers.serial_printer import SerialPrinter, Settings, _SerialWire
from hardware.simulated.serial_printer import SimulatedSerialPrinter
from hardware.simulated.terminal import PseudoTerminal
from hardware.status import Sent, State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
LABEL = b"^XA^FO10,10^FDPK-000001^FS^XZ"
LONG = b"^XA^FD" + b"7" * 300_000 + b"^FS^XZ"


@pytest.fixture
def printer() -> Iterator[SimulatedSerialPrinter]:
    made = SimulatedSerialPrinter()
    yield made
    made.close()


@pytest.fixture
def driver(printer: SimulatedSerialPrinter) -> Iterator[SerialPrinter]:
    made = SerialPrinter(Settings(printer.port, timeout_s=0.3, status_s=0.3))
    yield made
    made.close()


def test_a_long_job_arrives_byte_for_byte(printer: SimulatedSerialPrinter) -> None:
    driver = SerialPrinter(Settings(printer.port, timeout_s=20))
    assert driver.send(LONG) is Sent.SENT
    assert printer.wait_for(1, 20)
    assert printer.labels == [LONG]
    driver.close()


def test_trouble_is_told(printer: SimulatedSerialPrinter, driver: SerialPrinter) -> None:
    assert driver.status() == Status(State.READY)
    printer.paper_out(silent=True)
    assert driver.status() == Status(State.NO_MEDIA)
    printer.head_open()
    assert driver.status() == Status(State.HEAD_OPEN)
    printer.paper_out(mute=True)
    assert driver.status() == Status(State.ATTENTION, "silent")
    printer.ready()
    assert driver.status() == Status(State.READY)


def test_a_printer_that_said_xoff_before_the_first_byte_has_nothing_of_the_job(
    printer: SimulatedSerialPrinter, driver: SerialPrinter, wait_until: WaitUntil
) -> None:
    assert driver.status() == Status(State.READY)
    printer.stall()
    wait_until(lambda: driver.status() == Status(State.ATTENTION, "stalled"))
    assert driver.send(LABEL) is Sent.NOT_SENT
    printer.ready()
    wait_until(lambda: driver.status() == Status(State.READY))
    assert printer.labels == []
    assert driver.send(LABEL) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [LABEL]


def test_a_stall_in_the_middle_is_unknown_and_the_rest_does_not_leave_later(
    printer: SimulatedSerialPrinter, wait_until: WaitUntil
) -> None:
    outcomes: list[Sent] = []
    endless = SerialPrinter(Settings(printer.port, timeout_s=0.3, status_s=0.3))
    thread = Thread(target=lambda: outcomes.append(endless.send(b"^XA^FD" + b"7" * 40_000_000)))
    thread.start()
    wait_until(lambda: printer._device.feed(b"~HS").split(b",")[7] == b"1")  # the label has begun to come
    printer.stall()
    thread.join()
    assert outcomes == [Sent.UNKNOWN]
    assert endless.status() == Status(State.ATTENTION, "stalled")
    printer.ready()
    wait_until(lambda: endless.status() == Status(State.READY))
    assert endless.send(LABEL) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [LABEL]
    endless.close()


def test_a_cable_pulled_in_the_middle_leaves_the_job_unknown_and_nothing_is_sent_again(
    driver: SerialPrinter, printer: SimulatedSerialPrinter
) -> None:
    printer.vanish_mid_job(after=2000)
    assert driver.send(LONG) is Sent.UNKNOWN
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert driver.status() == Status(State.GONE, "not_found")
    printer.ready()
    assert printer.labels == []
    assert driver.send(LABEL) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [LABEL]


def test_a_glance_sees_the_cable_go_and_come_back(
    driver: SerialPrinter, printer: SimulatedSerialPrinter, wait_until: WaitUntil
) -> None:
    assert driver.replugged()  # it is there and was never asked
    assert driver.status().state is State.READY
    assert not driver.replugged()
    printer.unplug()
    wait_until(driver.replugged)
    assert driver.status() == Status(State.GONE, "not_found")
    assert not driver.replugged()
    printer.replug()
    assert driver.replugged()
    assert driver.status().state is State.READY
    assert not driver.replugged()


def test_the_port_is_ours_alone_while_it_is_open_and_free_afterwards(
    driver: SerialPrinter, printer: SimulatedSerialPrinter
) -> None:
    assert driver.status().state is State.READY
    other = SerialPrinter(Settings(printer.port))
    assert other.status() == Status(State.GONE, "in_use")
    assert other.send(LABEL) is Sent.NOT_SENT
    driver.close()
    assert other.status().state is State.READY
    other.close()


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one(wait_until: WaitUntil) -> None:
    cable = PseudoTerminal("tspl")
    driver = SerialPrinter(Settings(cable.port, "tspl", flow="rts-cts", status_s=0.2))
    assert driver.status() == Status(State.ATTENTION, "silent")
    line = driver._line
    assert isinstance(line, _SerialWire)
    cable.write(b"\x04")
    wait_until(lambda: line._port.waiting() == 1)
    answers = Thread(target=_answer, args=(cable, b"\x1b!?", b"\x00"))
    cable.read(0)
    answers.start()
    assert driver.status() == Status(State.READY)
    answers.join()
    driver.close()
    cable.close()


def _answer(cable: PseudoTerminal, wanted: bytes, answer: bytes) -> None:
    heard = b""
    while wanted not in heard:
        heard += cable.read(5)
    cable.write(answer)


def test_something_else_at_the_end_of_the_cable_is_unreadable() -> None:
    cable = PseudoTerminal("modem")
    driver = SerialPrinter(Settings(cable.port, status_s=0.2))
    answers = Thread(target=_answer, args=(cable, b"~HS", b"ERROR\r\n"))
    answers.start()
    assert driver.status() == Status(State.ATTENTION, "unreadable")
    answers.join()
    driver.close()
    cable.close()


def test_closing_breaks_off_a_job_and_a_question(printer: SimulatedSerialPrinter, wait_until: WaitUntil) -> None:
    driver = SerialPrinter(Settings(printer.port, timeout_s=600, status_s=600))
    printer.paper_out(mute=True)
    found: list[object] = []
    asking = Thread(target=lambda: found.append(driver.status()))
    asking.start()
    wait_until(lambda: driver._line is not None)
    assert driver.status() == Status(State.BUSY, "sending")
    assert not driver.replugged()
    driver.close()
    asking.join()
    assert found == [Status(State.GONE, "stopped")]
    assert driver.send(LABEL) is Sent.NOT_SENT
