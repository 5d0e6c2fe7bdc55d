"""devices.toml: read as written, written whole, and the printers that a site's files name."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import PrinterCode
from hardware.setup.devices_file import file_of, read_tables, settings_of, table_of, write_tables
from hardware.setup.fleet import wedge_of
from hardware.setup.neighbours import default_code, neighbours_of, own_printers, station_of
from ui.presenters.bench.answers import own_meaning

ZEBRA = {"driver": "network-printer", "host": "10.0.0.5", "port": 9101, "timeout_s": 2.5, "waits_for_close": False}
LANE = {"driver": "serial", "port": "usb:0c2e:0b61"}

texts = st.text(st.characters(codec="utf-8"), max_size=12)
values = texts | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(0, 1e6)


@given(st.dictionaries(texts, st.dictionaries(texts, values, max_size=4), max_size=4))
def test_whatever_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, tables: dict[str, object]) -> None:
    file = tmp_path_factory.mktemp("toml") / "devices.toml"
    write_tables(file, tables)  # type: ignore[arg-type]  # drawn as tables
    assert read_tables(file) == tables


def test_the_file_before_is_kept_beside_and_no_half_file_is_left(tmp_path: Path) -> None:
    file = tmp_path / "ST01" / "devices.toml"
    write_tables(file, {"lane": LANE})
    before = file.read_text(encoding="utf-8")
    write_tables(file, {"lane": LANE, "zebra": ZEBRA})
    assert sorted(each.name for each in file.parent.iterdir()) == ["devices.toml", "devices.toml.bak"]
    assert (file.parent / "devices.toml.bak").read_text(encoding="utf-8") == before
    assert tomllib.loads(file.read_text(encoding="utf-8"))["zebra"] == ZEBRA


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    write_tables(file, {"lane": LANE})
    (tmp_path / "devices.toml.bak").mkdir()
    with pytest.raises(OSError, match="bak"):
        write_tables(file, {"zebra": ZEBRA})
    assert read_tables(file) == {"lane": LANE}


DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "devices.md").read_text(encoding="utf-8")
EXAMPLES = tomllib.loads(DOCUMENT.split("```toml\n")[1].split("```")[0])


@pytest.mark.parametrize("name", EXAMPLES)
def test_settings_become_a_table_and_settings_again(name: str) -> None:
    settings = settings_of(name, EXAMPLES[name])
    table = table_of(settings)
    assert settings_of(name, table) == settings
    assert table.keys() >= EXAMPLES[name].keys() - {"code"}


def test_no_file_means_no_devices_and_the_usual_keyboard_scanner(tmp_path: Path) -> None:
    assert read_tables(tmp_path / "devices.toml") == {}
    assert wedge_of({"lane": LANE}) == wedge_of({})
    assert wedge_of({"keys": {"driver": "wedge", "prefix": "~"}}).prefix == "~"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a shared file, two stations with files of their own, and one whose file is broken."""
    write_tables(tmp_path / "devices.toml", {"wide": {**ZEBRA, "host": "10.0.0.9"}, "usb": LANE})
    write_tables(tmp_path / "ST01" / "devices.toml", {"zebra": ZEBRA, "lane": LANE})
    write_tables(tmp_path / "ST02" / "devices.toml", {"printer-1": {**ZEBRA, "code": "PR07"}, "printer-2": ZEBRA})
    write_tables(tmp_path / "ST03" / "devices.toml", {"odd": {"driver": "carrier-pigeon"}})
    return tmp_path


def test_a_station_knows_its_own_printers_and_those_of_every_other_file(site: Path) -> None:
    own = own_printers(read_tables(file_of(site, "ST01")), "ST01")
    assert [(each.code, each.name, each.own) for each in own] == [("PR01ZEBRA", "zebra", True)]
    others = neighbours_of(site, "ST01")
    assert [(each.code, each.name, each.station, each.own) for each in others] == [
        ("PR00WIDE", "ST00/wide", "", False),
        ("PR07", "ST02/printer-1", "ST02", False),
        ("PR02PRINTER2", "ST02/printer-2", "ST02", False),
    ]
    assert {(each.language, each.dpi) for each in others} == {("zpl", 0)}


def test_a_station_without_a_file_of_its_own_reads_the_shared_one(site: Path) -> None:
    assert file_of(site, "ST04") == site / "devices.toml"
    assert [each.name for each in neighbours_of(site, "ST04")] == ["ST01/zebra", "ST02/printer-1", "ST02/printer-2"]
    assert (station_of(site / "devices.toml"), station_of(site / "ST04" / "devices.toml")) == ("", "ST04")


@given(station=st.from_regex(r"ST[0-9]{1,4}", fullmatch=True) | st.just(""), name=texts)
def test_a_sign_made_up_for_a_printer_is_stored_in_its_table_and_read_as_one(station: str, name: str) -> None:
    code = default_code(station, name)
    assert settings_of("x", {**ZEBRA, "code": code})
    assert own_meaning(code) == PrinterCode(code)


@pytest.mark.parametrize("code", ["02", "PR", "PRX", "pr02", "PR02-1", "PR02" + "X" * 17, 2])
def test_a_sign_that_no_scanner_could_read_as_one_is_refused(code: object) -> None:
    with pytest.raises(ValueError, match="PR02"):
        settings_of("zebra", {**ZEBRA, "code": code})
