import socket
import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printers import zpl_status
from hardware.printers.network import NetworkPrinter, Settings
from hardware.simulated.printer import SimulatedPrinter
from hardware.status import Sent, State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
LABEL = b"^XA^FO10,10^FDPK-000001^FS^XZ"
HEALTHY = b"\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"


def driver_for(printer: SimulatedPrinter, *, timeout_s: float = 10, status_s: float = 10) -> NetworkPrinter:
    return NetworkPrinter(Settings(printer.host, printer.port, timeout_s, status_s))


def status_with(*changes: tuple[int, int, bytes]) -> Status | None:
    """The status of a healthy answer with some fields changed: (line, field, value)."""
    lines = [line.strip(b"\x02\x03").split(b",") for line in HEALTHY.split(b"\r\n")[:3]]
    for line, field, value in changes:
        lines[line][field] = value
    answer = zpl_status.parse(b"".join(b"\x02%s\x03\r\n" % b",".join(line) for line in lines))
    return answer.status if answer else None


def test_labels_arrive_whole_and_in_order(printer: SimulatedPrinter) -> None:
    driver = driver_for(printer)
    labels = [b"^XA^FD%d^FS^XZ" % n for n in range(50)]
    for label in labels:
        assert driver.send(b"\r\n" + label + b"\r\n") is Sent.SENT
    assert printer.wait_for(50, 10)
    assert printer.labels == labels


def test_a_large_job_arrives_byte_for_byte(printer: SimulatedPrinter) -> None:
    label = b"^XA^GFA," + b"0F" * 1_000_000 + b"^XZ"
    assert driver_for(printer).send(label) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [label]


def test_jobs_of_several_threads_are_not_mixed(printer: SimulatedPrinter) -> None:
    driver = driver_for(printer)
    labels = [b"^XA^FD" + b"%03d" % n * 5000 + b"^FS^XZ" for n in range(12)]
    threads = [threading.Thread(target=driver.send, args=(label,)) for label in labels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert printer.wait_for(12, 10)
    assert sorted(printer.labels) == labels


def test_an_absent_printer_means_not_sent_and_gone(printer: SimulatedPrinter) -> None:
    printer.unplug()
    driver = driver_for(printer)
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert driver.status() == Status(State.GONE, "refused")
    printer.replug()
    assert driver.send(LABEL) is Sent.SENT


def test_a_name_nobody_knows_means_not_sent() -> None:
    driver = NetworkPrinter(Settings("no-such-printer.invalid"))
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert driver.status() == Status(State.GONE, "unknown_host")


@pytest.mark.parametrize("size", [100, 5_000_000])
def test_a_printer_that_vanishes_in_the_middle_leaves_the_job_unknown_and_nothing_is_resent(
    printer: SimulatedPrinter, size: int
) -> None:
    printer.vanish_mid_job()
    driver = driver_for(printer)
    assert driver.send(b"^XA^FD" + b"7" * size + b"^XZ") is Sent.UNKNOWN
    assert driver.send(LABEL) is Sent.NOT_SENT
    printer.ready()
    assert printer.labels == []
    assert driver.send(LABEL) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [LABEL]


@pytest.mark.parametrize("label", [LABEL, b"^XA^FD" + b"7" * 20_000_000 + b"^XZ"])
def test_a_stalled_printer_leaves_the_job_unknown_and_asks_for_attention(
    printer: SimulatedPrinter, label: bytes
) -> None:
    printer.stall()
    driver = driver_for(printer, timeout_s=0.3, status_s=0.3)
    assert driver.send(label) is Sent.UNKNOWN
    assert driver.status() == Status(State.ATTENTION, "silent")
    printer.ready()
    assert driver_for(printer).status().state is State.READY


def test_a_printer_that_keeps_connections_open_can_be_told_so(printer: SimulatedPrinter) -> None:
    printer.stall()
    settings = Settings(printer.host, printer.port, timeout_s=0.3, waits_for_close=False)
    assert NetworkPrinter(settings).send(LABEL) is Sent.SENT
    printer.ready()
    assert printer.wait_for(1, 10)


def test_labels_wait_while_the_paper_is_out(printer: SimulatedPrinter) -> None:
    driver = driver_for(printer)
    printer.paper_out()
    assert driver.send(LABEL) is Sent.SENT
    assert driver.status() == Status(State.NO_MEDIA)
    assert printer.labels == []
    printer.head_open()
    assert driver.status() == Status(State.HEAD_OPEN)
    printer.ready()
    assert printer.labels == [LABEL]
    assert driver.status() == Status(State.READY)


def test_a_printer_that_goes_silent_when_out_of_paper_needs_attention(printer: SimulatedPrinter) -> None:
    printer.paper_out(silent=True)
    assert driver_for(printer, status_s=0.2).status() == Status(State.ATTENTION, "silent")


def test_asking_while_a_job_is_under_way_says_busy_and_closing_breaks_it_off(
    printer: SimulatedPrinter, wait_until: WaitUntil
) -> None:
    printer.stall()
    driver = driver_for(printer, timeout_s=60)
    outcomes: list[Sent] = []
    thread = threading.Thread(target=lambda: outcomes.append(driver.send(LABEL)))
    thread.start()
    wait_until(lambda: len(driver.last) == 1)
    assert driver.status() == Status(State.BUSY, "sending")
    driver.close()
    thread.join(20)
    assert outcomes == [Sent.UNKNOWN]
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert driver.status().state is State.GONE


def test_an_answer_that_is_no_host_status_is_unreadable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            client, _ = server.accept()
            with client:
                client.recv(100)
                client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        driver = NetworkPrinter(Settings("127.0.0.1", server.getsockname()[1]))
        assert driver.status() == Status(State.ATTENTION, "unreadable")
        thread.join()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ([], Status(State.READY)),
        ([(0, 1, b"1")], Status(State.NO_MEDIA)),
        ([(1, 2, b"1"), (0, 1, b"1"), (0, 2, b"1")], Status(State.HEAD_OPEN)),
        ([(1, 3, b"1")], Status(State.ATTENTION, "ribbon_out")),
        ([(0, 2, b"1")], Status(State.ATTENTION, "paused")),
        ([(0, 11, b"1")], Status(State.ATTENTION, "too_hot")),
        ([(0, 10, b"1")], Status(State.ATTENTION, "too_cold")),
        ([(0, 9, b"1")], Status(State.ATTENTION, "memory_lost")),
        ([(0, 4, b"003")], Status(State.BUSY, "printing")),
        ([(0, 5, b"1")], Status(State.BUSY, "buffer_full")),
        ([(0, 7, b"1")], Status(State.BUSY, "printing")),
        ([(1, 7, b"1")], Status(State.BUSY, "label_waiting")),
        ([(1, 8, b"00000012")], Status(State.BUSY, "printing")),
        ([(1, 2, b"")], Status(State.READY)),
        ([(1, 2, b"x")], None),
    ],
)
def test_each_field_of_the_host_status_is_read(changes: list[tuple[int, int, bytes]], wanted: Status | None) -> None:
    assert status_with(*changes) == wanted


@given(st.binary())
def test_no_bytes_make_the_host_status_parser_raise(answer: bytes) -> None:
    assert zpl_status.parse(answer) is None or zpl_status.complete(answer)


@given(st.integers(0, len(HEALTHY) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_a_damaged_answer_is_read_or_refused_but_never_raises(at: int, junk: bytes, removed: int) -> None:
    damaged = HEALTHY[:at] + junk + HEALTHY[at + removed :]
    answer = zpl_status.parse(damaged)
    assert answer is None or isinstance(answer.status, Status)


@given(st.integers(0, len(HEALTHY) - 5))
def test_half_an_answer_is_never_taken_for_a_whole_one(at: int) -> None:
    assert zpl_status.parse(HEALTHY[:at]) is None


def test_closing_a_simulated_printer_twice_is_harmless_and_frees_its_port(printer: SimulatedPrinter) -> None:
    printer.close()
    printer.close()
    printer.ready()
    second = SimulatedPrinter(port=printer.port)
    assert driver_for(second).send(LABEL) is Sent.SENT
    assert second.wait_for(1, 10)
    second.close()
