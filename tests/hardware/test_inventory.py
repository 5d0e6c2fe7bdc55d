import shutil
import sys
from pathlib import Path

import pytest

from hardware.discovery import Found
from hardware.printers import network
from hardware.scales import hid_scale
from hardware.scanners import serial_line, wedge
from hardware.simulated.scanner import SimulatedScanner
from hardware.survey import inventory
from hardware.survey.inventory import Thing, everything, label_printers, queues, unclaimed


def plug_in(sysfs: Path, name: str, facts: dict[str, str], identity: str = "") -> None:
    """Describes a USB printer as Linux does: a class entry that leads to an interface within a USB device."""
    device = sysfs / "devices" / f"usb-{name}"
    interface = device / "1-1:1.0"
    interface.mkdir(parents=True)
    for file, text in facts.items():
        (device / file).write_text(f"{text}\n", encoding="utf-8")
    if identity:
        (interface / "ieee1284_id").write_text(identity, encoding="utf-8")
    entry = sysfs / "class" / name
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(interface)


ZEBRA = {"idVendor": "0a5f", "idProduct": "0166", "serial": "52J1", "manufacturer": "Zebra", "product": "ZD420"}


def test_usb_printers_are_known_by_their_ids_and_their_language(tmp_path: Path) -> None:
    plug_in(tmp_path, "lp1", ZEBRA, "MFG:Zebra ;CMD:ZPL;MDL:ZD420;")
    plug_in(tmp_path, "lp0", {"idVendor": "1203", "idProduct": "0230"}, "MFG:TSC;CMD:TSPL2;")
    plug_in(tmp_path, "lp2", {"idVendor": "04b8", "idProduct": "0202", "serial": "X", "product": "TM-T20"})
    tsc, zebra, epson = label_printers(tmp_path / "class")
    assert (zebra.kind, zebra.driver, zebra.description) == ("printer", "usb-printer", "Zebra ZD420")
    assert zebra.settings == (("port", "usb:0a5f:0166:52J1"), ("language", "zpl"))
    assert tsc.settings == (("port", "usb:1203:0230"), ("language", "tspl"))
    assert (epson.settings, epson.description) == ((("port", "usb:04b8:0202:X"),), "TM-T20")


def test_a_printer_is_listed_as_long_as_its_ids_are_known(tmp_path: Path) -> None:
    plug_in(tmp_path, "lp0", {"idVendor": "1203", "idProduct": "0230"})
    (tmp_path / "class" / "lp3").mkdir()
    (tmp_path / "class" / "hiddev0").mkdir()
    (only,) = label_printers(tmp_path / "class")
    assert (only.settings, only.description) == ((("port", "usb:1203:0230"),), "/dev/usb/lp0")
    assert label_printers(tmp_path / "nowhere") == []


def a_command(folder: Path, script: str) -> Path:
    program = folder / "list-queues"
    program.write_text(f"#!{shutil.which('sh')}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script is no program on Windows")
@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("echo zraw; echo; echo ' office '", ["zraw", "office"]),
        ("exit 0", []),
        ("echo zraw; echo broken >&2; exit 1", []),
        ("printf 'caf\\351\\n'", ["caf\N{REPLACEMENT CHARACTER}"]),
    ],
)
def test_print_queues_are_those_that_the_system_names(tmp_path: Path, script: str, wanted: list[str]) -> None:
    found = queues("cups-printer", [str(a_command(tmp_path, script)), "-e"])
    assert [each.settings for each in found] == [(("queue", name),) for name in wanted]
    assert {each.driver for each in found} <= {"cups-printer"}


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script is no program on Windows")
def test_a_listing_that_hangs_or_is_no_program_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "_LONGEST_LISTING_S", 0.2)
    assert queues("cups-printer", [str(a_command(tmp_path, "exec sleep 60"))]) == []
    (tmp_path / "text").write_text("no program", encoding="utf-8")
    (tmp_path / "text").chmod(0o755)
    assert queues("cups-printer", [str(tmp_path / "text")]) == []
    assert queues("cups-printer", ["no-such-program-anywhere"]) == []


def test_this_machine_can_be_listed() -> None:
    for thing in everything():
        assert thing.where
        assert thing.driver


SCANNER = Found("/dev/ttyACM0", vendor_id=0x0C2E, product_id=0x0B61, serial_number="20A1")


@pytest.mark.parametrize("place", ["/dev/ttyACM0", "usb:0c2e:0b61", "usb:0C2E:0B61:20a1"])
def test_what_is_configured_by_any_of_its_names_is_not_offered_again(place: str) -> None:
    thing = Thing("", "serial", (("port", SCANNER.lasting_name),), "Scanner", SCANNER)
    queue = Thing("printer", "cups-printer", (("queue", "zraw"),), "zraw")
    settings = [serial_line.Settings(place), wedge.Settings(), network.Settings("10.0.0.9")]
    assert unclaimed([thing, queue], settings) == [queue]
    assert unclaimed([thing, queue], [hid_scale.Settings("usb:0c2e:0b61:other")]) == [thing, queue]


def test_a_link_names_the_device_it_leads_to(scanner: SimulatedScanner) -> None:
    real = str(Path(scanner.port).resolve())
    thing = Thing("", "serial", (("port", real),), "pseudo-terminal", Found(real))
    assert unclaimed([thing], [serial_line.Settings(scanner.port)]) == []
