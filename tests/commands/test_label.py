from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.labels import FORMATS, KINDS
from tests.app.labels.reading import pdf_text, print_pdf, print_zpl, read, read_raster
from tests.builders import (
    PACKER,
    PICKER,
    SUPERVISOR,
    a_bench,
    a_site,
    a_station,
    barcode_of,
    order,
    release,
    settled,
    table,
)
from tests.commands.conftest import Command
from tests.hands import Totes, open_when_ready, walk_on, work_on

SIZE = (101.6, 152.4)
NOWHERE = {"street": "", "postcode": "", "city": ""}


@dataclass(frozen=True)
class House:
    folder: Path
    sscc: str


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A site with order 500001 packed, 500002 waiting and 500003 going nowhere."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with a_site(folder) as site:
            order(site, {"500001": {"ITEM01": 3}})
            office = a_station(site, "ST09", SUPERVISOR)
            release(office)
            picker, totes = a_station(site, "ST01", PICKER), Totes()
            assert picker.picking.start() is not None
            walk_on(picker, totes)
            settled(site, picker)
            packer = a_station(site, "ST02", PACKER)
            with a_bench(packer) as bench:
                open_when_ready(bench.packing, totes.taken[0])
                work_on(bench.packing)
            settled(site, packer)
            order(site, {"500002": {"ITEM02": 1}})
            order(site, {"500003": {"ITEM02": 1}}, **NOWHERE)
            (parcel,) = table(site, "parcel")
        yield House(folder, str(parcel["sscc"]))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "label"


def at(house: House, command: Command, out: Path, *words: str) -> bytes:
    came = command("--data", house.folder, "label", *words, "--out", out)
    assert (came.status, came.err) == (0, "")
    assert str(out) in came.out
    return out.read_bytes()


@pytest.mark.parametrize("source", ["--order", "--parcel"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_shipping_label_of_a_real_parcel(house: House, command: Command, out: Path, form: str, source: str) -> None:
    name = house.sscc if source == "--parcel" else "500001"
    data = at(house, command, out, "shipping", source, name, "--format", form)
    wanted = [(f"(00){house.sscc}", "]C1")]
    match form:
        case "pdf":
            assert [read(page) for page in print_pdf(data, 203)] == [wanted]
            assert "Begoña Núñez" in pdf_text(data)[0]
        case "zpl":
            assert read(print_zpl(data, *SIZE, 203)) == wanted
        case _:
            assert read_raster(data) == wanted


def test_the_other_papers_of_a_real_order(house: House, command: Command, out: Path) -> None:
    slip = pdf_text(at(house, command, out, "slip", "--order", "500001", "--language", "en"))[0]
    assert "Packing slip" in slip
    assert "3 units in this parcel" in slip
    back = at(house, command, out, "return", "--order", "500001")
    assert "Begoña Núñez" in pdf_text(back)[0]
    assert [read(page) for page in print_pdf(back, 203)] == [[("OR1", "]C0")]]
    gs1 = print_zpl(at(house, command, out, "logistic", "--parcel", f"(00){house.sscc}", "--format", "zpl"), *SIZE, 203)
    assert read(gs1) == [(f"(02)0{barcode_of('ITEM01')}(37)3", "]C1"), (f"(00){house.sscc}", "]C1")]


@pytest.mark.parametrize(
    ("kind", "code", "says"),
    [
        ("tote", "to0007", [("TO0007", "]C0")]),
        ("place", "A01-01", None),
        ("badge", PACKER, [(PACKER, "]C0")]),
        ("command", "#UNDO", [("#UNDO", "]C0")]),
        ("item", "ITEM01", [(barcode_of("ITEM01"), "]E0")]),
    ],
)
def test_labels_of_what_has_a_code(
    house: House, command: Command, out: Path, kind: str, code: str, says: list[tuple[str, str]] | None
) -> None:
    found = read(print_pdf(at(house, command, out, kind, "--code", code), 203)[0])
    assert found if says is None else set(says) <= set(found)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_of_every_kind_needs_no_site(command: Command, tmp_path: Path, kind: str) -> None:
    came = command("--data", tmp_path / "none", "label", kind, "--sample", "--out", tmp_path / "x.pdf", "--json")
    assert came.status == 0
    assert came.json == {
        "file": str(tmp_path / "x.pdf"),
        "kind": kind,
        "format": "pdf",
        "bytes": len((tmp_path / "x.pdf").read_bytes()),
    }
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("shipping", "--order", "77"), "no order “77”"),
        (("shipping", "--order", "500002"), "no parcel yet"),
        (("slip", "--order", "500002"), "no parcel yet"),
        (("return", "--order", "500003"), "no address"),
        (("shipping", "--parcel", "123"), "no parcel “123”"),
        (("shipping", "--code", "A"), "--order or --parcel"),
        (("tote", "--order", "500001"), "--code"),
        (("place", "--code", "NOWHERE"), "“NOWHERE”"),
        (("item", "--code", "NOTHING"), "“NOTHING”"),
        (("badge", "--code", "BA9999"), "“BA9999”"),
        (("command", "--code", "#DANCE"), "“#DANCE”"),
        (("manifest", "--order", "500001"), "--sample"),
        (("carrier", "--order", "500001"), "--file"),
        (("carrier", "--sample"), "--file"),
        (("item", "--file", "x.pdf"), "“carrier”"),
        (("slip", "--sample", "--format", "zpl"), "“zpl”"),
        (("shipping", "--sample", "--size", "A7"), "“A7”"),
        (("carrier", "--file", "/none.pdf"), "/none.pdf"),
        (("tote", "--code", "TO-1"), "capital letters"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence_and_nothing_is_written(
    house: House, command: Command, out: Path, words: tuple[str, ...], said: str
) -> None:
    came = command("--data", house.folder, "label", *words, "--out", out)
    assert came.status == 2
    assert said in came.complaint
    assert list(out.parent.iterdir()) == []


def test_a_file_that_was_there_stays_whole_when_a_label_is_refused(command: Command, out: Path) -> None:
    out.write_bytes(b"as it was")
    assert command("label", "shipping", "--sample", "--size", "A7", "--out", out).status == 2
    assert out.read_bytes() == b"as it was"


def test_a_folder_that_cannot_be_written_is_said(command: Command, tmp_path: Path) -> None:
    came = command("label", "tote", "--sample", "--out", tmp_path / "none" / "x.pdf")
    assert came.status == 2
    assert "cannot be written" in came.complaint


def test_a_carriers_pdf_becomes_a_print_job(command: Command, out: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "carrier.pdf"
    assert command("label", "shipping", "--sample", "--out", pdf).status == 0
    assert command("label", "carrier", "--file", pdf, "--format", "zpl", "--out", out).status == 0
    (code,) = read(print_zpl(out.read_bytes(), *SIZE, 203))
    assert code == (f"(00){KINDS['shipping'].sample('es').sscc}", "]C1")


def test_a_broken_template_of_the_site_is_said_before_any_command_begins(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    (folder / "tote.toml").write_text("width = 100\nheight = 50\n[[element]]\nkind = 'song'\n", encoding="utf-8")
    came = command("--data", tmp_path, "check")
    assert came.status == 2
    assert "labels/tote.toml" in came.complaint
    assert "song" in came.complaint
