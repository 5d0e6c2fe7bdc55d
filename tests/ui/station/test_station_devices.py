from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.language import load_phrases
from app.services.opening import OpenStation
from app.services.site import Site
from hardware.scanners.feedback import PROFILES
from tests.builders import PACKER, PICKER, PREFIX, SUPERVISOR, a_station, barcode_of, settled, states
from tests.hands import Totes, walk_on
from tests.ui.station.conftest import Open
from tests.ui.station.workplace import Wires, Workplace
from ui.presenters.frame import Mood
from ui.presenters.lamps import centre_lamp
from ui.router import Fate
from ui.station.latency import percentiles


def picked(site: Site) -> str:
    """Picks one order at another station and gives its tote."""
    picker: OpenStation = a_station(site, "ST05", PICKER)
    walk = picker.picking.start()
    assert walk is not None
    totes = Totes()
    walk_on(picker, totes)
    settled(site, picker)
    return totes.taken[0]


def begin_to_pack(desk: Workplace, tote: str) -> None:
    """Signs in at the bench and opens the order of a tote."""
    desk.scan(PACKER)
    desk.at("home")
    desk.scan("#PACK")
    desk.at("packing")
    desk.scan(tote)
    desk.until(lambda: desk.sees("packing").step == "verifying")


def verify(desk: Workplace) -> None:
    """Scans every unit of the open order."""
    while desk.sees("packing").step == "verifying":
        line = next(each for each in desk.sees("packing").lines if each.left)
        assert desk.scan(barcode_of(line.sku)) == [Fate.TAKEN]


def test_a_scanner_whose_cable_is_pulled_is_shown_and_comes_back(desk: Workplace) -> None:
    say = desk.shell.say
    desk.until(lambda: desk.lamp("scanner") == say("ui.badge.scanner.ok"))
    desk.wires.scanner.unplug()
    desk.until(lambda: desk.lamp("scanner") == say("ui.badge.scanner.error"))
    desk.wires.scanner.replug()
    desk.until(lambda: desk.lamp("scanner") == say("ui.badge.scanner.ok"))
    desk.scan(PICKER)
    desk.at("home")


def test_a_scanner_that_sends_aim_identifiers_works_as_one_that_does_not(desk: Workplace) -> None:
    desk.come_in(SUPERVISOR, f"]C0{SUPERVISOR}")
    desk.scan("]C0#DEVICES")
    desk.at("devices")
    desk.scan(f"]E0{barcode_of('ITEM01')}")
    assert desk.sees("devices").scanned == barcode_of("ITEM01")
    assert desk.scan(f"]d2010{barcode_of('ITEM01')}10L-42\x1d17991231") == [Fate.TAKEN]
    assert desk.sees("devices").scanned.endswith("10L-42<GS>17991231")
    assert desk.sees("devices").frame.mood is Mood.ATTENTION  # the last day was in 1999
    desk.until(lambda: len(desk.window.hearing.latency.all_ms) >= 4)


def test_a_scanner_that_can_beep_is_told_what_became_of_each_scan(open_up: Open, wires: Wires) -> None:
    wires.feedback = "honeywell"
    desk = open_up()
    good, bad = PROFILES["honeywell"]
    desk.scan(PACKER)
    desk.at("home")
    desk.until(lambda: wires.scanner.heard == good)
    desk.scan("#PACK")
    desk.at("packing")
    desk.until(lambda: wires.scanner.heard == good * 2)
    assert desk.scan("NONSENSE") == [Fate.REFUSED]
    desk.until(lambda: wires.scanner.heard == good * 2 + bad)


def test_a_printer_that_is_gone_or_empty_is_shown_at_lamp_and_bench(open_up: Open, wires: Wires) -> None:
    desk = open_up()
    say = desk.shell.say
    desk.until(lambda: desk.lamp("printer") == say("ui.badge.printer.ok"))
    wires.printer.unplug()
    desk.until(lambda: desk.lamp("printer") == say("ui.badge.printer.error"))
    assert desk.sees("packing").printer == "gone"
    wires.printer.paper_out()
    wires.printer.replug()
    desk.until(lambda: desk.lamp("printer") == say("ui.badge.printer.no_media"))
    assert desk.sees("packing").printer == "no_media"


def test_a_scale_that_is_gone_is_shown(desk: Workplace) -> None:
    desk.until(lambda: desk.lamp("scale") == desk.shell.say("ui.badge.scale.ok"))
    desk.wires.scale.unplug()
    desk.until(lambda: desk.lamp("scale") == desk.shell.say("ui.badge.scale.error"))


def test_an_order_is_packed_with_a_real_scale_and_printer_to_the_label_on_the_box(
    desk: Workplace, site: Site, tmp_path: Path
) -> None:
    begin_to_pack(desk, picked(site))
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    desk.wires.scale.put(desk.sees("packing").expected_g + 2)
    desk.until(lambda: desk.sees("packing").step == "labelling")
    sscc = desk.sees("packing").sscc
    assert sscc.startswith("0" + PREFIX)
    desk.until(lambda: len(desk.wires.printer.labels) == 1)
    assert f">;>800{sscc}".encode() in desk.wires.printer.labels[0]
    desk.scan("00" + sscc)
    desk.until(lambda: desk.sees("packing").step in {"closed", "idle"})
    settled(site, desk.station)
    assert "packed" in states(site).values()
    assert [path.stem for path in (tmp_path / "papers" / "labels").iterdir()] == [sscc]


def test_a_weight_reaches_the_bench_only_when_a_parcel_is_to_be_weighed(desk: Workplace, site: Site) -> None:
    begin_to_pack(desk, picked(site))
    seen = desk.sees("packing")
    looked: list[int] = []
    desk.window.hearing.hub.weighed.connect(lambda _device, reading: looked.append(reading.grams))
    desk.wires.scale.put(5555)
    desk.until(lambda: looked[-3:] == [5555] * 3)
    assert desk.sees("packing") == seen  # nobody asked for it
    desk.wires.scale.put(0)
    desk.until(lambda: looked[-3:] == [0] * 3)
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    desk.wires.scale.put(9999)
    desk.until(lambda: desk.sees("packing").wrong_weight)
    refused = desk.sees("packing")
    seen_so_far = len(looked)
    desk.until(lambda: len(looked) > seen_so_far + 5)
    assert desk.sees("packing") == refused  # what still lies there is not weighed again
    desk.wires.scale.put(0)
    desk.until(lambda: looked[-2:] == [0] * 2)
    desk.wires.scale.put(refused.expected_g)
    desk.until(lambda: desk.sees("packing").step == "labelling")


def test_a_moving_plate_is_not_believed(desk: Workplace, site: Site) -> None:
    begin_to_pack(desk, picked(site))
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    expected = desk.sees("packing").expected_g
    looked: list[bool] = []
    desk.window.hearing.hub.weighed.connect(lambda _device, reading: looked.append(reading.steadiness == "stable"))
    desk.wires.scale.put(0)
    desk.wires.scale.shake()
    desk.until(lambda: looked[-3:] == [False] * 3)
    assert desk.sees("packing").step == "weighing"
    desk.wires.scale.put(expected)
    desk.until(lambda: desk.sees("packing").step == "labelling")


def test_too_much_on_the_plate_is_said_at_the_bench_in_the_strip_and_on_the_devices_screen(
    desk: Workplace, site: Site
) -> None:
    begin_to_pack(desk, picked(site))
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    expected = desk.sees("packing").expected_g
    desk.wires.scale.overload()
    desk.until(lambda: desk.sees("packing").frame.instruction.key == "pack.no_weight")
    too_heavy = desk.shell.say("state.overload")
    assert desk.lamp("scale").lower() == too_heavy
    desk.window.presenters["devices"].refresh()
    desk.until(lambda: any(face.row.detail == "overload" for face in desk.sees("devices").devices))
    desk.wires.scale.put(0)
    desk.until(lambda: desk.sees("packing").frame.instruction.key == "pack.weigh")
    desk.wires.scale.put(expected)
    desk.until(lambda: desk.sees("packing").step == "labelling")
    assert desk.lamp("scale") == desk.shell.say("ui.badge.scale.ok")


def test_the_devices_screen_shows_every_device_and_tries_printer_scale_and_scanner(desk: Workplace) -> None:
    desk.come_in(SUPERVISOR)
    desk.scan("#DEVICES")
    desk.at("devices")
    rows = desk.window.devices.reports()
    assert [(row.name, row.kind, row.state) for row in rows] == [
        ("scanner-1", "scanner", "ready"),
        ("printer-1", "printer", "ready"),
        ("scale-1", "scale", "ready"),
    ]
    assert rows[0].last.startswith(b"#DEVICES")
    desk.scan("#TESTLABEL")
    desk.until(lambda: len(desk.wires.printer.labels) == 1)
    assert b"TEST" in desk.wires.printer.labels[0]
    desk.wires.scale.put(750)
    desk.until(lambda: desk.sees("devices").grams == 750)
    desk.wires.scale.put(760)
    desk.scan("#WEIGH")
    desk.until(lambda: desk.sees("devices").grams == 760)
    desk.scan(barcode_of("ITEM01"))
    assert desk.sees("devices").scanned == barcode_of("ITEM01")


@pytest.mark.parametrize(
    ("line", "waiting", "state"), [("up", 0, "ok"), ("up", 3, "busy"), ("down", 0, "error"), ("down", 1, "error")]
)
def test_the_lamp_of_the_centre_says_how_many_facts_wait(line: str, waiting: int, state: str) -> None:
    lamp = centre_lamp(since=None if line == "up" else datetime(2026, 3, 2, 10, 42, tzinfo=UTC), waiting=waiting)
    assert (lamp.state, lamp.count) == (state, waiting)
    assert lamp.since == ("" if line == "up" else "10:42")
    said = [load_phrases(language)(lamp.text_key, count=waiting, since=lamp.since) for language in ("es", "en")]
    assert all(lamp.since in each for each in said)


@pytest.mark.parametrize(("clock_ms", "key"), [(180_000, "clock_ahead"), (-7_200_000, "clock_behind")])
def test_the_lamp_of_the_centre_tells_a_clock_that_is_off(clock_ms: int, key: str) -> None:
    lamp = centre_lamp(since=None, waiting=0, clock_ms=clock_ms)
    assert (lamp.state, lamp.text_key) == ("attention", f"ui.badge.centre.{key}")
    assert lamp.count == abs(clock_ms) // 60_000


def test_the_middle_and_the_worst_of_many_scans_are_found() -> None:
    assert percentiles([]) is None
    assert percentiles([7.0]) == (7.0, 7.0)
    assert percentiles([float(each) for each in range(101)]) == (50.0, 99.0)
