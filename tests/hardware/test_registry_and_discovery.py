from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.discovery import Found, lasting_links, locate, match, serial_ports
from hardware.printers import network
from hardware.registry import DRIVERS, of_kind
from hardware.scanners import serial_line
from hardware.simulated.scanner import SimulatedScanner
from hardware.status import Kind

SCANNER = Found("/dev/ttyACM1", vendor_id=0x0C2E, product_id=0x0B61, serial_number="20A1")
TWIN = Found("/dev/ttyACM0", vendor_id=0x0C2E, product_id=0x0B61, serial_number="20A2")
BOARD = Found("/dev/ttyS0")


def test_drivers_are_found_by_kind_and_name() -> None:
    assert [driver.name for driver in of_kind(Kind.SCANNER)] == ["serial", "hid-pos", "wedge"]
    assert [driver.name for driver in of_kind(Kind.PRINTER)] == [
        "network-printer",
        "serial-printer",
        "usb-printer",
        "windows-printer",
        "cups-printer",
    ]
    assert [driver.name for driver in of_kind(Kind.SCALE)] == ["mt-sics", "dibal", "serial-scale", "hid-scale"]
    assert [driver.name for driver in of_kind(Kind.OFFICE)] == ["office-printer"]
    assert all(name == driver.name for name, driver in DRIVERS.items())


def test_settings_are_read_from_a_table() -> None:
    assert DRIVERS["serial"].read({"port": "COM3", "baud": 115200}) == serial_line.Settings("COM3", 115200)
    settings = DRIVERS["network-printer"].read({"host": "10.0.0.9", "timeout_s": 3, "waits_for_close": False})
    assert settings == network.Settings("10.0.0.9", timeout_s=3, waits_for_close=False)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({}, "port"),
        ({"port": "COM3", "speed": 1}, "speed"),
        ({"port": 3}, "port"),
        ({"port": "COM3", "baud": "9600"}, "baud"),
        ({"port": "COM3", "baud": True}, "baud"),
        ({"port": "COM3", "baud": 9600.0}, "baud"),
    ],
)
def test_wrong_settings_are_refused_by_name(values: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        DRIVERS["serial"].read(values)


@pytest.mark.parametrize(
    ("driver", "values", "complaint"),
    [
        ("network-printer", {"host": "10.0.0.9", "language": "epl"}, "language = 'epl' is none of zpl, tspl, escpos"),
        ("serial-printer", {"port": "COM3", "parity": "even"}, "parity = 'even' is none of N, E, O"),
        ("serial-printer", {"port": "COM3", "flow": "dtr"}, "flow = 'dtr' is none of xon-xoff, rts-cts, none"),
        ("serial-printer", {"port": "COM3", "data_bits": 9}, "data_bits = 9 is none of 7, 8"),
        ("usb-printer", {"port": "/dev/usb/lp0"}, "port = '/dev/usb/lp0' may be another printer tomorrow"),
        ("usb-printer", {"port": "/dev/lp1"}, "port = '/dev/lp1' may be another printer tomorrow"),
        ("cups-printer", {"queue": "-P"}, "queue = '-P' is no name of a CUPS queue"),
        ("cups-printer", {"queue": "two,queues"}, "queue = 'two,queues' is no name of a CUPS queue"),
        ("cups-printer", {"queue": "labels", "server": "-E"}, "server = '-E' is no CUPS server"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_what_can(
    driver: str, values: dict[str, object], complaint: str
) -> None:
    with pytest.raises(ValueError, match=rf"^{driver}: {complaint}"):
        DRIVERS[driver].read(values)


def test_a_choice_is_one_of_the_choices_when_nothing_is_chosen() -> None:
    for driver in DRIVERS.values():
        for setting in fields(driver.settings):
            choices = setting.metadata.get("choices", (setting.default,))
            assert setting.default in (*choices, MISSING), f"{driver.name}: {setting.name}"


def test_a_usb_name_finds_its_device_whatever_its_number() -> None:
    ports = [BOARD, TWIN, SCANNER]
    assert match("usb:0c2e:0b61:20A1", ports) == "/dev/ttyACM1"
    assert match("usb:0C2E:0B61:20a2", ports) == "/dev/ttyACM0"
    assert match("usb:0c2e:0b61", ports) == "/dev/ttyACM0"
    for absent in ("usb:0c2e:0b62", "usb:0c2e:0b61:20A3", "usb:0000:0000:X", "usb:"):
        with pytest.raises(FileNotFoundError):
            match(absent, ports)


def test_the_lasting_name_leads_back_to_the_device() -> None:
    for port in (SCANNER, TWIN):
        assert match(port.lasting_name, [BOARD, TWIN, SCANNER]) == port.path
    assert BOARD.lasting_name == "/dev/ttyS0"
    assert Found("/dev/ttyACM0", by_id="/dev/serial/by-id/usb-Scanner").lasting_name.endswith("usb-Scanner")


@given(st.text())
def test_any_usb_name_is_found_or_refused(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        match("usb:" + name, [BOARD])


def test_links_are_listed_by_the_path_they_stand_for(scanner: SimulatedScanner) -> None:
    link = Path(scanner.port)
    assert lasting_links(link.parent) == {str(link.resolve()): str(link)}
    assert lasting_links(link.parent / "absent") == {}


def test_the_ports_of_this_machine_can_be_listed_and_a_plain_path_is_left_alone() -> None:
    assert all(isinstance(port, Found) and port.path for port in serial_ports())
    assert locate("COM7") == "COM7"
    with pytest.raises(FileNotFoundError):
        locate("usb:ffff:ffff:none")
