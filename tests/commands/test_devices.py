import errno
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.devices import run, todo
from app.language import LANGUAGES, load_phrases
from hardware.registry import DRIVERS
from hardware.rig import Report
from hardware.scanners.serial_line import SerialScanner, Settings
from hardware.simulated import shelf
from hardware.simulated.shelf import Taken
from hardware.status import detail_of
from hardware.survey.inventory import Thing
from tests.commands.conftest import Command
from tests.commands.typing_in import in_a_process


@pytest.fixture
def scanner() -> Iterator[Taken]:
    taken = shelf.scanner()
    yield taken
    taken.device.close()


@pytest.fixture
def printer() -> Iterator[Taken]:
    taken = shelf.printer("127.0.0.1", 0, "zpl")
    yield taken
    taken.device.close()


def configure(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "devices.toml"
    file.write_text(text, encoding="utf-8")
    return file


def table(name: str, taken: Taken) -> str:
    settings = {"driver": taken.driver, **taken.settings}
    return "\n".join((f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in settings.items()), ""))


def test_ready_devices_are_told_and_the_status_is_zero(
    at_site: Command, tmp_path: Path, scanner: Taken, printer: Taken
) -> None:
    file = configure(
        tmp_path / "site", table("lane", scanner) + table("labels", printer) + '[keys]\ndriver = "wedge"\n'
    )
    came = at_site("devices", "--json")
    assert came.status == 0, came.err
    assert came.json["ok"] is True
    assert came.json["file"] == str(file)
    told = {each["name"]: (each["kind"], each["driver"], each["state"]) for each in came.json["devices"]}
    assert told == {
        "lane": ("scanner", "serial", "ready"),
        "labels": ("printer", "network-printer", "ready"),
        "keys": ("scanner", "wedge", "ready"),
    }
    plain = at_site("devices")
    assert (plain.status, plain.err) == (0, "")
    assert f"lane: ready (Scanner, serial, {scanner.device.port})" in plain.out
    assert "It types like a keyboard" in plain.out
    assert [each.name for each in (tmp_path / "site").iterdir()] == ["devices.toml"]  # no database was made


def test_what_is_not_ready_is_told_with_what_to_do(at_site: Command, tmp_path: Path, printer: Taken) -> None:
    printer.device.paper_out()
    configure(tmp_path / "site", table("labels", printer) + '[lane]\ndriver = "serial"\nport = "/dev/nowhere"\n')
    came = at_site("devices", "--json")
    assert came.status == 1
    assert came.json["ok"] is False
    labels, lane = came.json["devices"]
    assert (labels["state"], labels["todo"]) == ("no_media", "Put in a new roll of labels and close the printer.")
    assert (lane["state"], lane["detail"]) == ("gone", "not_found")
    assert "/dev/nowhere" in lane["todo"]
    assert labels["todo"] in came.err
    assert lane["todo"] in came.err


def test_a_device_that_a_running_station_holds_is_said_kindly(at_site: Command, tmp_path: Path, scanner: Taken) -> None:
    configure(tmp_path / "site", table("lane", scanner))
    station = SerialScanner(Settings(scanner.device.port), lambda _code: None, lambda _status: None)
    station.start()
    station._lane.wait_tried(20)
    came = at_site("devices")
    station.stop()
    assert came.status == 1
    assert "perhaps a station that is running: then all is well" in came.out


def test_a_station_with_devices_of_its_own_is_asked_about_those(
    at_site: Command, tmp_path: Path, scanner: Taken
) -> None:
    configure(tmp_path / "site", '[away]\ndriver = "serial"\nport = "/dev/nowhere"\n')
    configure(tmp_path / "site" / "ST07", table("own", scanner))
    assert [each["name"] for each in at_site("--station", "ST07", "devices", "--json").json["devices"]] == ["own"]
    assert [each["name"] for each in at_site("devices", "--json").json["devices"]] == ["away"]


def test_nothing_configured_is_no_trouble_and_leaves_nothing_behind(at_site: Command, tmp_path: Path) -> None:
    came = at_site("devices")
    assert (came.status, came.err) == (0, "")
    assert "names no devices yet" in came.out
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("text", ["[lane", '[lane]\ndriver = "morse"\n', '[lane]\ndriver = "dibal"\n'])
def test_a_file_that_cannot_be_read_ends_with_two(at_site: Command, tmp_path: Path, text: str) -> None:
    configure(tmp_path / "site", text)
    came = at_site("devices", "--json")
    assert (came.status, came.out) == (2, "")
    assert "devices.toml" in came.complaint


SCANNER = Report("scanner-1", "scanner", "serial", "/dev/x", "ready", "", b"")
THINGS = (
    Thing("printer", "usb-printer", (("port", 'usb:0a5f:0166:"7"'), ("language", "zpl")), "Zebra"),
    Thing("", "serial", (("port", "/dev/ttyS0"),), "board"),
)


def test_the_lines_for_what_else_is_there_can_be_written_as_they_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(tmp_path / "devices.toml", [SCANNER], THINGS, as_json=True) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)["found"]
    tables = tomllib.loads("\n".join(each["toml"] for each in found))
    assert list(tables) == ["printer-1", "scanner-2"]
    for each in tables.values():
        assert DRIVERS[each.pop("driver")].read(each)
    assert all(line in said.err for each in found for line in each["toml"].splitlines())
    assert "Printer: Zebra" in said.err
    assert "does not say what hangs on it" in said.err


DETAILS = {detail_of(OSError(number, ""), "") for number in errno.errorcode} - {""}
DETAILS |= {"unknown_host", "timeout", "silent", "unreadable", "checksum", "calibrate", "rezero", "fault", "keyboard"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("detail", sorted(DETAILS))
def test_every_detail_has_its_own_sentence(detail: str, language: str) -> None:
    say = load_phrases(language)
    device = Report("x", "scale", "mt-sics", "/dev/x", "attention", detail, b"")
    assert todo(say, device) != say("devices.todo.attention")
    assert todo(say, device).endswith(".")


def test_a_command_of_its_own_speaks_spanish(tmp_path: Path) -> None:
    configure(tmp_path / "site", '[lane]\ndriver = "serial"\nport = "/dev/nowhere"\n')
    came = in_a_process("--data", "site", "devices", env={"LANG": "es_ES.UTF-8"}, home=tmp_path)
    assert came.status == 1, came.err
    assert "Nada responde a /dev/nowhere" in came.out
