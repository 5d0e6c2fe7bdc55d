import socket
import threading
from collections.abc import Callable

import pytest

from hardware.printers.languages import LANGUAGES, NAMES
from hardware.printers.network import NetworkPrinter, Settings
from hardware.simulated.insides import device_for
from hardware.simulated.printer import SimulatedPrinter
from hardware.status import Sent, State, Status
from tests.hardware.printers.rigs import LABELS

WaitUntil = Callable[[Callable[[], bool]], None]
CLEAN = {name: language.clean_start for name, language in LANGUAGES.items()}
LABEL = b"^XA^FO10,10^FDPK-000001^FS^XZ"


def driver_for(printer: SimulatedPrinter, *, timeout_s: float = 10, status_s: float = 10) -> NetworkPrinter:
    return NetworkPrinter(Settings(printer.host, printer.port, timeout_s=timeout_s, status_s=status_s))


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


def test_a_printer_that_does_not_say_what_is_wrong_is_asked_for_its_errors(printer: SimulatedPrinter) -> None:
    driver = driver_for(printer, status_s=0.2)
    printer.paper_out(silent=True)
    assert driver.status() == Status(State.NO_MEDIA)
    printer.head_open(silent=True)
    assert driver.status() == Status(State.HEAD_OPEN)
    assert driver.last[-1].data.startswith(b"\x02\r\n  PRINTER STATUS")


def test_a_printer_that_goes_silent_altogether_needs_attention(printer: SimulatedPrinter) -> None:
    printer.paper_out(mute=True)
    assert driver_for(printer, status_s=0.2).status() == Status(State.ATTENTION, "silent")


@pytest.mark.parametrize("language", NAMES)
def test_the_half_of_a_label_in_the_printer_is_forgotten_before_the_next_one(language: str) -> None:
    label = LABELS[language] % 4711
    for contact in ("job", "question"):
        printer = SimulatedPrinter(language=language)
        driver = NetworkPrinter(Settings(printer.host, printer.port, language))
        printer.vanish_mid_job(after=len(CLEAN[language]) + len(label) - 3)
        assert driver.send(label) is Sent.UNKNOWN
        printer.ready()
        assert contact == "job" or driver.status() == Status(State.READY)
        assert driver.send(label) is Sent.SENT
        assert printer.wait_for(1, 10)
        assert printer.labels == [label]
        printer.close()


@pytest.mark.parametrize("language", NAMES)
def test_without_forgetting_the_half_would_spoil_the_next_label(language: str) -> None:
    device, label = device_for(language), LABELS[language] % 4711
    half = label.replace(b"CLS\r\n", b"").replace(b"\x1b@", b"")[:12]
    device.feed(half + label.replace(b"CLS\r\n", b"").replace(b"\x1b@", b""))
    assert device.labels[0].startswith(half)
    device.feed(half + CLEAN[language] + label)
    assert device.labels[1:] == [label]


def test_labels_that_wait_in_the_printer_are_not_forgotten_with_a_half(printer: SimulatedPrinter) -> None:
    driver = driver_for(printer)
    printer.paper_out()
    assert driver.send(LABEL) is Sent.SENT
    printer.vanish_mid_job()
    assert driver.send(b"^XA^FD" + b"7" * 100 + b"^XZ") is Sent.UNKNOWN
    printer.replug()
    assert driver.send(LABEL) is Sent.SENT
    printer.ready()
    assert printer.labels == [LABEL, LABEL]
    assert printer.last_label == LABEL


def test_a_connection_broken_before_the_first_byte_of_the_job_is_not_sent(printer: SimulatedPrinter) -> None:
    driver = driver_for(printer)
    driver.close()
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert driver.last == ()


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


def test_closing_a_simulated_printer_twice_is_harmless_and_frees_its_port(printer: SimulatedPrinter) -> None:
    printer.close()
    printer.close()
    printer.ready()
    second = SimulatedPrinter(port=printer.port)
    assert driver_for(second).send(LABEL) is Sent.SENT
    assert second.wait_for(1, 10)
    second.close()
