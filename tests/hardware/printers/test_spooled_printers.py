"""What is special about spoolers: they know little, and print later what they took."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printers.cups import CupsPrinter, state_in
from hardware.printers.cups import Settings as CupsSettings
from hardware.printers.windows import Settings, WindowsPrinter, windows_spooler
from hardware.simulated.spooler import SimulatedSpooler, SpooledDevice
from hardware.status import Sent, State, Status
from tests.hardware.conftest import WaitUntil
from tests.hardware.printers.cups_server import MISSING, QUEUE, CupsServer

NAME = "ZDesigner GK420d"
LABEL = b"^XA^FO10,10^FDPK-000001^FS^XZ"
OTHER = b"^XA^FDPK-000002^FS^XZ"


class Windows:
    """The simulated spooler with one printer, and the driver for it."""

    def __init__(self) -> None:
        self.printer = SpooledDevice()
        self.spooler = SimulatedSpooler({NAME: self.printer})
        self.driver = WindowsPrinter(Settings(NAME), spooler=lambda: self.spooler)


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def cups() -> Iterator[CupsServer]:
    if MISSING:
        pytest.skip(f"CUPS is not installed: {', '.join(MISSING)}")
    server = CupsServer()
    server.ensure()
    yield server
    server.close()


@pytest.fixture
def driver(cups: CupsServer) -> CupsPrinter:
    return CupsPrinter(CupsSettings(QUEUE, server=cups.address, timeout_s=20))


def test_windows_tells_what_it_knows_of_a_printer(windows: Windows) -> None:
    assert windows.driver.status() == Status(State.READY)
    windows.printer.paper_out()
    assert windows.driver.status() == Status(State.NO_MEDIA)
    windows.printer.head_open()
    assert windows.driver.status() == Status(State.HEAD_OPEN)
    windows.printer.unplug()
    assert windows.driver.status() == Status(State.GONE, "unreachable")
    windows.spooler.stop()
    assert windows.driver.status() == Status(State.GONE, "not_found")


@pytest.mark.parametrize(
    ("flags", "wanted"),
    [
        (0x0, Status(State.READY)),
        (0x1, Status(State.ATTENTION, "paused")),
        (0x2, Status(State.ATTENTION, "fault")),
        (0x8, Status(State.ATTENTION, "jam")),
        (0x10, Status(State.NO_MEDIA)),
        (0x40, Status(State.NO_MEDIA)),
        (0x80, Status(State.GONE, "unreachable")),
        (0x400, Status(State.BUSY, "printing")),
        (0x1000, Status(State.GONE, "unreachable")),
        (0x40000, Status(State.ATTENTION, "ribbon_out")),
        (0x100000, Status(State.ATTENTION, "fault")),
        (0x400000, Status(State.HEAD_OPEN)),
        (0x400010, Status(State.HEAD_OPEN)),
        (0x1000000, Status(State.READY)),  # it saves power
    ],
)
def test_each_flag_of_windows_is_read(windows: Windows, flags: int, wanted: Status) -> None:
    windows.printer.other_flags = flags
    assert windows.driver.status() == wanted


def test_a_printer_set_to_work_offline_is_gone(windows: Windows) -> None:
    windows.printer.work_offline(offline=True)
    assert windows.driver.status() == Status(State.GONE, "unreachable")
    windows.printer.work_offline(offline=False)
    assert windows.driver.status() == Status(State.READY)


def test_nothing_is_given_to_a_spooler_whose_printer_is_gone(windows: Windows) -> None:
    windows.printer.unplug()
    assert windows.driver.send(LABEL) is Sent.NOT_SENT
    windows.printer.replug()
    assert windows.printer.labels == []
    assert windows.driver.send(LABEL) is Sent.SENT
    assert windows.printer.labels == [LABEL]


def test_a_printer_that_windows_does_not_know_is_not_sent_to(windows: Windows) -> None:
    driver = WindowsPrinter(Settings("Brother"), spooler=lambda: windows.spooler)
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert driver.status() == Status(State.GONE, "not_found")


def test_what_windows_took_while_a_printer_stood_still_comes_out_later_and_once(windows: Windows) -> None:
    windows.printer.stall()
    assert windows.driver.send(LABEL) is Sent.SENT
    assert windows.printer.labels == []
    windows.printer.ready()
    assert windows.printer.labels == [LABEL]


def test_a_spooler_that_breaks_down_in_the_middle_leaves_the_job_unknown_and_the_next_label_comes_out_alone(
    windows: Windows,
) -> None:
    windows.printer.vanish_mid_job(after=12)
    assert windows.driver.send(LABEL) is Sent.UNKNOWN
    assert windows.printer.labels == []
    assert windows.driver.send(OTHER) is Sent.SENT
    assert windows.printer.labels == [OTHER]
    assert [entry.data for entry in windows.driver.last] == [LABEL, OTHER]


def test_where_there_is_no_windows_its_printers_are_gone() -> None:
    driver = WindowsPrinter(Settings(NAME), spooler=lambda: None)
    assert driver.status() == Status(State.GONE, "wrong_system")
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert os.name == "nt" or windows_spooler() is None


def test_cups_hands_bytes_over_as_they_are(cups: CupsServer, driver: CupsPrinter) -> None:
    label = b"^XA^FD" + bytes(range(256)).replace(b"^", b"").replace(b"~", b"") * 500 + b"^FS^XZ"
    assert driver.send(label) is Sent.SENT
    assert cups.wait_for(1, 20)
    assert cups.labels == [label]


def test_cups_takes_a_job_while_the_printer_is_away_and_prints_it_once_when_it_is_back(
    cups: CupsServer, driver: CupsPrinter, wait_until: WaitUntil
) -> None:
    cups.printer.unplug()
    assert driver.send(LABEL) is Sent.SENT
    wait_until(lambda: driver.status() == Status(State.GONE, "unreachable"))
    assert driver.send(OTHER) is Sent.NOT_SENT
    cups.printer.replug()
    assert cups.wait_for(1, 20)
    wait_until(lambda: driver.status() == Status(State.READY))
    assert cups.labels == [LABEL]
    assert driver.send(OTHER) is Sent.SENT
    assert cups.wait_for(2, 20)
    assert cups.labels == [LABEL, OTHER]


def test_a_paused_a_closed_and_an_unknown_queue_are_told_apart(cups: CupsServer, driver: CupsPrinter) -> None:
    cups.call("cupsdisable", QUEUE)
    assert driver.status() == Status(State.ATTENTION, "paused")
    cups.call("cupsenable", QUEUE)
    cups.call("cupsreject", QUEUE)
    assert driver.status() == Status(State.GONE, "refused")
    assert driver.send(LABEL) is Sent.NOT_SENT
    unknown = CupsPrinter(CupsSettings("nothing", server=cups.address, timeout_s=20))
    assert unknown.status() == Status(State.GONE, "not_found")
    assert unknown.send(LABEL) is Sent.NOT_SENT
    assert cups.labels == []


def test_without_cups_its_printers_are_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    driver = CupsPrinter(CupsSettings(QUEUE))
    assert driver.status() == Status(State.GONE, "no_spooler")
    assert driver.send(LABEL) is Sent.NOT_SENT


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs of our own in the place of CUPS', for what CUPS cannot be made to do."""
    if os.name == "nt":
        pytest.skip("shell scripts need a shell")
    told = f"scheduler is running\nprinter {QUEUE} is idle.  enabled since today\n\tAlerts: none\n"
    write(tmp_path / "lpstat", f"printf '{told}'")
    write(tmp_path / "lp", f"cat > {tmp_path}/job")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def write(program: Path, line: str) -> None:
    program.write_text(f"#!/bin/sh\n{line}\n")
    program.chmod(0o755)


def test_a_refusal_that_may_have_come_after_the_last_byte_is_unknown_and_the_next_job_starts_clean(
    programs: Path,
) -> None:
    driver = CupsPrinter(CupsSettings(QUEUE))
    write(programs / "lp", f"cat > {programs}/job; exit 1")
    assert driver.send(LABEL) is Sent.UNKNOWN
    assert (programs / "job").read_bytes() == LABEL
    write(programs / "lp", f"cat > {programs}/job")
    assert driver.send(OTHER) is Sent.SENT
    assert (programs / "job").read_bytes() == b"~JX" + OTHER
    assert driver.send(OTHER) is Sent.SENT
    assert (programs / "job").read_bytes() == OTHER


def test_a_cups_that_does_not_answer_in_time_is_unknown_for_a_job_and_gone_for_a_question(programs: Path) -> None:
    driver = CupsPrinter(CupsSettings(QUEUE, timeout_s=0.3))
    write(programs / "lp", "exec sleep 60")
    assert driver.send(LABEL) is Sent.UNKNOWN
    write(programs / "lpstat", "exec sleep 60")
    assert driver.status() == Status(State.GONE, "timeout")
    driver.close()
    assert driver.status() == Status(State.GONE, "stopped")


@pytest.mark.parametrize(
    ("alerts", "wanted"),
    [
        ("none", Status(State.READY)),
        ("media-empty-error", Status(State.NO_MEDIA)),
        ("media-needed", Status(State.NO_MEDIA)),
        ("cover-open-warning media-empty", Status(State.HEAD_OPEN)),
        ("door-open", Status(State.HEAD_OPEN)),
        ("offline-report", Status(State.GONE, "unreachable")),
        ("marker-supply-empty-error", Status(State.ATTENTION, "ribbon_out")),
        ("marker-supply-low-report", Status(State.READY)),
        ("media-jam", Status(State.ATTENTION, "jam")),
        ("paused", Status(State.ATTENTION, "paused")),
    ],
)
def test_each_reason_of_cups_is_read(alerts: str, wanted: Status) -> None:
    told = (
        f"scheduler is running\nprinter a.b is idle.  enabled since today\n\tAlerts: {alerts}\na.b accepting requests"
    )
    assert state_in(told, "a.b") == wanted
    assert state_in(told, "aXb") == Status(State.GONE, "not_found")


@given(st.text(), st.text(min_size=1))
def test_no_text_makes_the_reader_of_cups_raise(told: str, queue: str) -> None:
    assert isinstance(state_in(told, queue), Status)
    assert isinstance(state_in(f"scheduler is running\nprinter {queue} {told}", queue), Status)
