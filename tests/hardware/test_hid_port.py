import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware import discovery
from hardware.discovery import SCALE_PAGE, SCANNER_PAGE, Found, hid_devices, locate_hid
from hardware.hid_port import LONGEST_REPORT, HidPort
from hardware.simulated.hid import HidCable, NoLocalSocketsError
from hardware.status import LostError


@pytest.fixture
def cable() -> Iterator[HidCable]:
    made = HidCable("device")
    yield made
    made.close()


def opened(cable: HidCable, quiet_s: float = 5.0) -> HidPort:
    return HidPort(cable.port, SCANNER_PAGE, quiet_s=quiet_s)


def test_reports_arrive_whole_and_in_order(cable: HidCable) -> None:
    port = opened(cable)
    reports = [bytes([2, number]) + b"x" * (LONGEST_REPORT - 2) for number in range(200)]
    assert cable.send(*reports)
    assert [port.read() for _ in reports] == reports
    port.close()


def test_a_quiet_device_gives_an_empty_report(cable: HidCable) -> None:
    port = opened(cable, quiet_s=0.05)
    assert port.read() == b""
    assert cable.send(b"\2late")
    assert port.read() == b"\2late"
    port.close()


def test_a_waiting_read_can_be_cancelled(cable: HidCable) -> None:
    port = opened(cable, quiet_s=3600)
    threading.Timer(0.05, port.cancel).start()
    assert port.read() == b""
    port.close()


def test_pulling_the_cable_is_one_kind_of_failure(cable: HidCable) -> None:
    port = opened(cable)
    cable.send(b"\2last")
    cable.unplug()
    assert port.read() == b"\2last"
    for _ in range(2):
        with pytest.raises(LostError, match="unplugged"):
            port.read()
    port.close()
    with pytest.raises(LostError, match="not_found"):
        opened(cable)
    cable.plug()
    port = opened(cable)
    assert cable.send(b"\2back")
    assert port.read() == b"\2back"
    port.close()


def test_what_nobody_listens_to_is_lost_and_the_device_knows(cable: HidCable) -> None:
    assert not cable.send(b"\2lost")
    port = opened(cable)
    port.close()
    assert not cable.send(b"\2lost too")
    cable.unplug()
    assert not cable.send(b"\2and this")


def test_a_device_that_is_not_there_says_so() -> None:
    for name in ("usb:ffff:ffff:none", "/dev/pasillo-no-such-hid", "sim:/dev/pasillo-no-such-socket"):
        with pytest.raises(LostError, match="not_found"):
            HidPort(name, SCANNER_PAGE, quiet_s=1)


def test_a_file_that_is_no_hid_device_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LostError, match="cannot_open"):
        HidPort(str(tmp_path / "file"), SCANNER_PAGE, quiet_s=1)


LISTED: list[dict[str, Any]] = [
    {
        "path": path,
        "vendor_id": 0x0C2E,
        "product_id": 0x0B81,
        "serial_number": serial,
        "manufacturer_string": "Honeywell",
        "product_string": product,
        "usage_page": page,
    }
    for path, serial, product, page in (
        (b"/dev/hidraw3", "20A2", "Scanner", 0x8C),
        (b"/dev/hidraw2", "20A1", "", 0x8C),
        (b"/dev/hidraw1", "20A1", "Scanner", 0x01),
        (b"/dev/hidraw0", None, "Plate", 0x8D),
    )
]


class Listing:
    """What hidapi says is plugged in."""

    @staticmethod
    def enumerate() -> list[dict[str, Any]]:
        return LISTED


class Refusing:
    @staticmethod
    def enumerate() -> list[dict[str, Any]]:
        raise OSError("no HID here")


def test_only_the_part_of_a_device_that_serves_the_purpose_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "HIDAPI", Listing)
    assert hid_devices(SCANNER_PAGE) == [
        Found("/dev/hidraw2", "", 0x0C2E, 0x0B81, "20A1", "Honeywell"),
        Found("/dev/hidraw3", "", 0x0C2E, 0x0B81, "20A2", "Honeywell Scanner"),
    ]
    assert [found.lasting_name for found in hid_devices(SCALE_PAGE)] == ["usb:0c2e:0b81"]
    for found in hid_devices(SCANNER_PAGE):
        assert locate_hid(found.lasting_name, SCANNER_PAGE) == found.path
    assert locate_hid("usb:0c2e:0b81", SCALE_PAGE) == "/dev/hidraw0"
    assert locate_hid("/dev/hidraw7", SCANNER_PAGE) == "/dev/hidraw7"


def test_a_machine_without_hid_devices_has_none_and_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(found.path for page in (SCANNER_PAGE, SCALE_PAGE) for found in hid_devices(page))
    monkeypatch.setattr(discovery, "HIDAPI", Refusing)
    assert hid_devices(SCANNER_PAGE) == []


def test_a_simulated_cable_leaves_no_file_descriptor_and_no_folder() -> None:
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - paths there vanish while they are looked at
    for _ in range(5):
        cable = HidCable("device")
        port = opened(cable)
        cable.send(b"\2")
        cable.unplug()
        port.close()
        cable.plug()
        cable.close()
        cable.close()
        assert not Path(cable.port.removeprefix("sim:")).parent.exists()
    assert set(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


def test_without_local_sockets_the_error_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(NoLocalSocketsError, match="Linux or macOS"):
        HidCable("device")
