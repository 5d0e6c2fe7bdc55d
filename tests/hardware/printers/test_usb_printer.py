"""What is special about Linux's printers on USB: how one is found, and a device that takes bytes or does not."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from hardware.discovery import Found
from hardware.printers.usb import Settings, UsbPrinter
from hardware.printers.usb_nodes import locate_printer, usb_printers
from hardware.simulated.serial_printer import SimulatedSerialPrinter
from hardware.status import Sent, State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
LABEL = b"^XA^FO10,10^FDPK-000001^FS^XZ"
LONG = b"^XA^FD" + b"7" * 300_000 + b"^FS^XZ"


@pytest.fixture
def printer() -> Iterator[SimulatedSerialPrinter]:
    made = SimulatedSerialPrinter(polite=False)
    yield made
    made.close()


@pytest.fixture
def driver(printer: SimulatedSerialPrinter) -> UsbPrinter:
    return UsbPrinter(Settings(printer.port, timeout_s=0.3, status_s=0.3))


def plug(sysfs: Path, number: int, device: str, **told: str) -> None:
    """Makes the folders and links that Linux makes for a USB printer."""
    folder = sysfs.parent / "devices" / device
    interface = folder / f"{device}:1.0"
    (interface / "usbmisc" / f"lp{number}").mkdir(parents=True)
    for name, text in told.items():
        (folder / name).write_text(f"{text}\n")
    entry = interface / "usbmisc" / f"lp{number}"
    (entry / "device").symlink_to(interface)
    sysfs.mkdir(exist_ok=True)
    (sysfs / f"lp{number}").symlink_to(entry)


def test_printers_are_found_by_what_they_are_not_by_their_number(tmp_path: Path) -> None:
    sysfs, nodes = tmp_path / "usbmisc", tmp_path / "dev"
    zebra = {"idVendor": "0a5f", "idProduct": "0166", "manufacturer": "Zebra Technologies", "product": "ZD421"}
    plug(sysfs, 1, "1-2", **zebra, serial="D3J1")
    plug(sysfs, 0, "1-3", **zebra, serial="D3J2")
    plug(sysfs, 4, "2-1", idVendor="1203", idProduct="0272")
    (sysfs / "hiddev0").mkdir()
    found = usb_printers(sysfs, nodes)
    assert [(each.path, each.lasting_name) for each in found] == [
        (str(nodes / "lp0"), "usb:0a5f:0166:D3J2"),
        (str(nodes / "lp1"), "usb:0a5f:0166:D3J1"),
        (str(nodes / "lp4"), "usb:1203:0272"),
    ]
    assert found[0].description == "Zebra Technologies ZD421"
    for each in found:
        assert locate_printer(each.lasting_name, found) == each.path
    with pytest.raises(FileNotFoundError):
        locate_printer("usb:0a5f:0166:D3J3", found)


def test_a_device_that_is_pulled_while_it_is_read_has_no_ids(tmp_path: Path) -> None:
    sysfs = tmp_path / "usbmisc"
    plug(sysfs, 0, "1-3")
    assert usb_printers(sysfs, tmp_path) == [Found(str(tmp_path / "lp0"))]
    assert usb_printers(tmp_path / "nothing", tmp_path) == []


def test_a_printer_that_is_not_plugged_in_is_gone() -> None:
    driver = UsbPrinter(Settings("usb:ffff:ffff:none"))
    assert driver.status() == Status(State.GONE, "not_found")
    assert driver.send(LABEL) is Sent.NOT_SENT
    assert not driver.replugged()


def test_what_lies_at_the_path_must_be_a_device(tmp_path: Path) -> None:
    driver = UsbPrinter(Settings(str(tmp_path)))
    assert driver.status().state is State.GONE
    assert driver.send(LABEL) is Sent.NOT_SENT


def test_a_long_job_arrives_byte_for_byte(printer: SimulatedSerialPrinter) -> None:
    driver = UsbPrinter(Settings(printer.port, timeout_s=20))
    assert driver.send(LONG) is Sent.SENT
    assert printer.wait_for(1, 20)
    assert printer.labels == [LONG]


def test_trouble_is_told(printer: SimulatedSerialPrinter, driver: UsbPrinter) -> None:
    assert driver.status() == Status(State.READY)
    printer.paper_out(silent=True)
    assert driver.status() == Status(State.NO_MEDIA)
    printer.paper_out(mute=True)
    assert driver.status() == Status(State.ATTENTION, "silent")
    printer.ready()
    assert driver.status() == Status(State.READY)


def test_a_stall_in_the_middle_is_unknown_and_the_next_label_comes_out_alone(
    printer: SimulatedSerialPrinter, driver: UsbPrinter, wait_until: WaitUntil
) -> None:
    printer.stall()
    assert driver.send(LONG) is Sent.UNKNOWN
    assert driver.status() == Status(State.ATTENTION, "stalled")
    assert driver.send(LABEL) is Sent.NOT_SENT
    printer.ready()
    wait_until(lambda: driver.status() == Status(State.READY))
    assert printer.labels == []
    assert driver.send(LABEL) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [LABEL]


def test_a_cable_pulled_in_the_middle_leaves_the_job_unknown_and_nothing_is_sent_again(
    printer: SimulatedSerialPrinter, driver: UsbPrinter
) -> None:
    printer.vanish_mid_job(after=2000)
    assert driver.send(LONG) is Sent.UNKNOWN
    assert driver.send(LABEL) is Sent.NOT_SENT
    printer.ready()
    assert printer.labels == []
    assert driver.send(LABEL) is Sent.SENT
    assert printer.wait_for(1, 10)
    assert printer.labels == [LABEL]


def test_a_glance_sees_the_cable_go_and_come_back(driver: UsbPrinter, printer: SimulatedSerialPrinter) -> None:
    assert driver.status().state is State.READY
    assert not driver.replugged()
    printer.unplug()
    assert driver.replugged()
    assert driver.status() == Status(State.GONE, "not_found")
    assert not driver.replugged()
    printer.replug()
    assert driver.replugged()


def test_closing_breaks_off_a_question(printer: SimulatedSerialPrinter, wait_until: WaitUntil) -> None:
    driver = UsbPrinter(Settings(printer.port, timeout_s=600, status_s=600))
    printer.paper_out(mute=True)
    found: list[Status] = []
    asking = Thread(target=lambda: found.append(driver.status()))
    asking.start()
    wait_until(lambda: driver._line is not None)
    driver.close()
    asking.join()
    assert found == [Status(State.GONE, "stopped")]
