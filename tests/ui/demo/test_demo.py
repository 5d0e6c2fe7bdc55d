import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commands.typing_in import Came, in_a_process
from ui.demo.shift import WHOLE_SCRIPT
from ui.demo.world import INCIDENTS

ORDERS = WHOLE_SCRIPT
"""As many as the demo plays by itself: then everything in its script must happen."""

FIELDS = {
    "orders_imported",
    "orders_shipped",
    "orders_backordered",
    "orders_cancelled",
    "lines",
    "units",
    "walks",
    "parcels",
    "labels_printed",
    "refused_scans",
    "facts",
    "journal_pending",
    "metres_walked",
    "metres_first_come",
    "scan_to_paint_ms",
    "check",
}
SCREENS = {"sign_in", "pin", "home", "picking", "packing", "shipping", "board", "trouble", "devices"}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.xdist_group("demo")]


@dataclass(frozen=True, slots=True)
class Day:
    """A shift that was played by the command, and what it left."""

    came: Came
    home: Path

    @property
    def told(self) -> dict[str, Any]:
        return self.came.json

    def papers(self, pattern: str) -> list[Path]:
        return sorted((self.home / "out").glob(pattern))


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    home = tmp_path_factory.mktemp("shift")
    arguments = ("--data", "day", "demo", "--orders", str(ORDERS), "--json", "--out", "out")
    return Day(in_a_process(*arguments, home=home, seconds=300), home)


def test_the_shift_ends_well_and_tells_every_figure_of_the_contract(day: Day) -> None:
    assert (day.came.status, "Traceback" in day.came.err) == (0, False), day.came.err
    told = day.told
    assert set(told) >= FIELDS
    assert set(told["walks"]) == {"single", "batch", "zone"}
    assert set(told["scan_to_paint_ms"]) == {"p50", "p99"}
    assert 0 < told["scan_to_paint_ms"]["p50"] <= told["scan_to_paint_ms"]["p99"]
    assert told["check"] == {"ok": True, "violations": []}
    assert told["journal_pending"] == 0


def test_every_order_came_to_an_end_and_every_incident_happened(day: Day) -> None:
    told = day.told
    assert told["orders_imported"] == ORDERS
    assert told["orders_imported"] == told["orders_shipped"] + told["orders_backordered"] + told["orders_cancelled"]
    assert told["orders_cancelled"] == 1  # by the script
    assert set(told["incidents"]) == set(INCIDENTS)
    assert all(told["incidents"].values()), told["incidents"]
    assert told["refused_scans"] >= 3  # a wrong item, an unknown code, a wrong tote
    assert sum(told["walks"].values()) > 0
    assert told["metres_walked"] > 0
    assert told["metres_first_come"] > 0
    assert told["facts"] > told["lines"] > 0


def test_every_parcel_has_its_label_as_zpl_and_pdf_and_its_slip(day: Day) -> None:
    zpl, told = day.papers("labels/*.zpl"), day.told
    parcels = [path.stem for path in zpl]
    assert len(parcels) == len(set(parcels)) == told["parcels"] > 0
    assert parcels == [path.stem for path in day.papers("labels/*.pdf")]
    assert parcels == [path.stem for path in day.papers("slips/*.pdf")]
    assert told["labels_printed"] == told["parcels"] + told["incidents"]["reprint"]
    for path in zpl:
        label = path.read_bytes()
        assert label.startswith(b"^XA")
        assert label.rstrip().endswith(b"^XZ")
        assert re.findall(rb">;>800([0-9]{18})", label) == [path.stem.encode()]


def test_the_papers_are_real_files_of_their_kind(day: Day) -> None:
    manifests = day.papers("manifests/*.pdf")
    assert manifests
    for path in (*manifests, *day.papers("labels/*.pdf"), *day.papers("slips/*.pdf")):
        assert path.read_bytes().startswith(b"%PDF-"), path


def test_there_is_a_picture_of_every_screen(day: Day) -> None:
    pictures = day.papers("screens/*.png")
    assert {path.stem.split("-")[0] for path in pictures} == SCREENS
    for path in pictures:
        data = path.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n"), path
        assert struct.unpack(">II", data[16:24]) == (1920, 1080), path


def test_the_books_of_the_day_hold_when_another_program_proves_them(day: Day) -> None:
    proof = in_a_process("--data", "day", "check", "--json", home=day.home)
    assert proof.status == 0, proof.err
    assert proof.json["ok"] is True


def test_nobody_plays_a_second_day_in_the_same_folder(day: Day) -> None:
    again = in_a_process("--data", "day", "demo", "--orders", "1", home=day.home)
    assert (again.status, again.out) == (2, "")
    assert "day" in again.complaint
