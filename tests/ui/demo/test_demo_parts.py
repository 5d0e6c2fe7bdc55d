import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.language import load_phrases
from app.services.proving import Figures
from ui.demo import crew as clockwork
from ui.demo.crew import Crew, Play, StuckError, pause
from ui.demo.day import FOLDER, first_orders, the_day
from ui.demo.report import Played, as_json, as_rows
from ui.demo.stage import keep_labels
from ui.demo.world import INCIDENTS, World, world_of

TEXT = the_day().orders_file.read_text(encoding="utf-8")
SSCC = ("095212340000000017", "095212340000000024")


def invoices(text: str) -> list[str]:
    """The orders of a file, each once, in order."""
    rows = list(csv.DictReader(io.StringIO(text)))
    return list(dict.fromkeys(r["InvoiceNo"] for r in rows if r["InvoiceNo"].isdigit() and int(r["Quantity"]) > 0))


@pytest.mark.parametrize("count", [1, 2, 7, 84, 500])
def test_the_first_orders_are_whole_and_in_their_own_order(count: int) -> None:
    every = invoices(TEXT)
    cut = first_orders(TEXT, count)
    assert invoices(cut) == every[:count]
    for invoice in every[: min(count, 3)]:
        lines = [row for row in csv.reader(io.StringIO(TEXT)) if row[0] == invoice]
        assert [row for row in csv.reader(io.StringIO(cut)) if row[0] == invoice] == lines


def test_rows_that_are_no_orders_stay_where_they_stood() -> None:
    rows = [["InvoiceNo", "StockCode", "Description", "Quantity"]]
    rows += [
        ["C1", "A", "", "-1"],
        ["1", "A", "", "2"],
        ["2", "B", "", "-9"],
        ["C2", "A", "", "-1"],
        ["3", "A", "", "1"],
    ]
    text = "\n".join(",".join(row) for row in rows) + "\n"
    assert list(csv.reader(io.StringIO(first_orders(text, 1)))) == rows[:5]
    assert list(csv.reader(io.StringIO(first_orders(text, 2)))) == rows


@settings(max_examples=30)
@given(st.integers(1, 90), st.integers(1, 90))
def test_fewer_orders_are_always_a_beginning_of_more(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert first_orders(TEXT, many).startswith(first_orders(TEXT, few))


def test_the_house_of_the_demo_holds_its_own_orders(tmp_path: Path) -> None:
    world = world_of(FOLDER / "items.csv", the_day().totes)
    assert len(world.free) == the_day().totes
    ordered = {row["StockCode"].upper() for row in csv.DictReader(io.StringIO(TEXT)) if row["InvoiceNo"].isdigit()}
    stocked = {row["sku"] for row in csv.DictReader(io.StringIO((FOLDER / "stock.csv").read_text("utf-8")))}
    assert stocked <= set(world.goods)
    assert len(ordered & stocked) > 500
    assert all(goods.weight_g > 0 and goods.single.isdigit() for goods in world.goods.values())
    assert any(goods.cases for goods in world.goods.values())
    assert all(units > 1 for goods in world.goods.values() for _, units in goods.cases)


def test_an_incident_happens_to_the_first_who_asks_and_to_nobody_else() -> None:
    world = World({}, free=deque(["TO0001", "TO0002"]))
    world.incidents = dict.fromkeys(INCIDENTS, 0)
    assert world.happens("undo")
    assert not world.happens("undo")
    assert world.happens("reprint")
    assert [name for name, times in world.incidents.items() if times] == ["undo", "reprint"]
    assert (world.take_tote(), world.take_tote()) == ("TO0001", "TO0002")
    with pytest.raises(IndexError):
        world.take_tote()


@pytest.fixture
def crew(dressed: QApplication) -> Iterator[Crew]:
    made = Crew()
    yield made
    made.stop()


def test_everybody_goes_on_when_what_they_wait_for_is_there(crew: Crew, qtbot: QtBot) -> None:
    said: list[str] = []

    def first() -> Play:
        said.append("I begin")
        yield lambda: "you too" in said
        said.append("then I end")

    def second() -> Play:
        yield lambda: "I begin" in said
        yield pause(0.01)
        said.append("you too")

    crew.add("first", first())
    crew.add("second", second())
    assert not crew.done
    crew.start()
    qtbot.waitUntil(lambda: crew.done, timeout=20_000)
    assert said == ["I begin", "you too", "then I end"]
    assert crew.failure is None


def test_who_waits_in_vain_is_stuck_and_the_day_ends(crew: Crew, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "PATIENCE_S", 0.05)

    def waits() -> Play:
        yield lambda: False

    def works() -> Play:
        while True:
            yield lambda: True

    crew.add("Lucía", waits())
    crew.add("Owen", works())
    crew.start()
    qtbot.waitUntil(lambda: crew.done, timeout=20_000)
    assert isinstance(crew.failure, StuckError)
    assert "Lucía" in str(crew.failure)


def test_a_mistake_of_anybody_ends_the_day_and_is_kept(crew: Crew, qtbot: QtBot) -> None:
    def slips() -> Play:
        yield lambda: True
        raise LookupError("no such screen")

    crew.add("Marta", slips())
    crew.start()
    qtbot.waitUntil(lambda: crew.done, timeout=20_000)
    assert isinstance(crew.failure, LookupError)


@dataclass
class Tray:
    """A printer whose labels lie in a tray."""

    labels: list[bytes] = field(default_factory=list)


def a_label(sscc: str, words: str = "") -> bytes:
    return f"^XA^FD{words}^FS^BC^FD>;>800{sscc}^FS^XZ".encode()


def test_labels_are_kept_by_parcel_the_last_print_of_each(tmp_path: Path) -> None:
    first = Tray([a_label(SSCC[0], "smudged"), b"^XA^FDTEST^FS^XZ", a_label(SSCC[0], "clean")])
    second = Tray([a_label(SSCC[1])])
    assert keep_labels((first, second), tmp_path / "deep" / "labels") == 2
    kept = {path.name: path.read_bytes() for path in (tmp_path / "deep" / "labels").iterdir()}
    assert kept == {f"{SSCC[0]}.zpl": a_label(SSCC[0], "clean"), f"{SSCC[1]}.zpl": a_label(SSCC[1])}


GOOD = Played(
    imported=3,
    pending=0,
    figures=Figures(
        orders={"shipped": 1, "backordered": 1, "cancelled": 1},
        lines=5,
        units=9,
        units_shipped=6,
        walks={"batch": 2},
        parcels={"shipped": 1},
        labels=2,
        refused=1,
        facts=30,
        metres=12,
        metres_first_come=20,
        exceptions={},
        violations=(),
    ),
    paint_ms=(3.14159, 20.0),
    incidents={"undo": 1},
    whole=True,
)


def test_a_good_day_is_called_good_and_told_with_every_method() -> None:
    assert GOOD.good
    told = as_json(GOOD)
    assert told["walks"] == {"single": 0, "batch": 2, "zone": 0}
    assert (told["metres_walked"], told["metres_first_come"]) == (12, 20)
    assert told["scan_to_paint_ms"] == {"p50": 3.14, "p99": 20.0}
    for language in ("es", "en"):
        say = load_phrases(language)
        assert GOOD.complaints(say) == []
        assert dict(as_rows(GOOD, say))[say("demo.parcels")] == 1


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, imported=4),
        replace(GOOD, pending=1),
        replace(GOOD, stuck="StuckError: Lucía waited 90 s in vain"),
        replace(GOOD, incidents={"undo": 0}),
        replace(GOOD, figures=replace(GOOD.figures, violations=(("stock_sum", {"sku": "X"}),))),
    ],
    ids=["an order is missing", "facts wait", "stuck", "not everything happened", "the books are wrong"],
)
def test_a_day_with_anything_wrong_is_not_good(bad: Played) -> None:
    assert not bad.good


def test_a_short_shift_is_good_without_the_whole_script_and_still_says_what_did_not_happen() -> None:
    short = replace(GOOD, incidents={"undo": 0}, whole=False)
    assert short.good
    assert len(short.complaints(load_phrases("en"))) == 1


def test_a_day_on_which_nothing_was_scanned_has_no_times() -> None:
    idle = replace(GOOD, paint_ms=None)
    assert as_json(idle)["scan_to_paint_ms"] is None
    assert len(as_rows(idle, load_phrases("es"))) == len(as_rows(GOOD, load_phrases("es"))) - 1
