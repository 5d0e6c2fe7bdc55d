"""Setting devices up on the screen: every step fits, and is done by scanner, by keys and by touch."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.boards import DeviceRow
from app.domain.errors import Unavailable
from hardware.setup.forms import forms
from tests.ui.house import House
from tests.ui.office.setup_world import PRINTER, SCANNER, Fitter, MakeFitter, Shop
from ui.grab import grab
from ui.presenters.frame import speak
from ui.presenters.office.draft import caption_of
from ui.presenters.office.setup_state import Step

READY = DeviceRow("scanner-1", "scanner", "/dev/ttyACM0", "ready", "8412345678905", "38 34 31 32 33 34 35 0D")
SILENT = DeviceRow("scale-1", "scale", "/dev/ttyUSB0", "attention", detail="unreadable", raw="FF 00 FF 00 FF 00 " * 4)


@pytest.fixture
def fitter(house: Callable[[str], House]) -> MakeFitter:
    return lambda language="es", shop=None, may=True: Fitter(house(language), shop or Shop(), may=may)


def start(_: Fitter) -> None: ...


def new(it: Fitter) -> None:
    it.house.scan("#NEW")


def fields(it: Fitter) -> None:
    it.house.scan("#S0")


def value(it: Fitter) -> None:
    it.house.scan("#S0", "#S1")


def wrong(it: Fitter) -> None:
    it.house.scan("#S0", "#S2")
    it.type("rápido")


def tried(it: Fitter) -> None:
    it.shop.row = READY
    it.house.scan("#S0", "#TRY", "8412345678905")


def ailing(it: Fitter) -> None:
    it.shop.row = SILENT
    it.house.scan("#S0", "#TRY")


def refused(it: Fitter) -> None:
    it.house.scan("#S1")
    it.choose(speak(caption_of("code"), it.house.shell.say))
    it.type("con espacios")


def saved(it: Fitter) -> None:
    it.house.scan("#S0", "#SAVE")


def removing(it: Fitter) -> None:
    it.house.scan("#S0", "#REMOVE")


def unsaved(it: Fitter) -> None:
    it.shop.error = Unavailable("[Errno 28] No space left on device: '/srv/almacen/ST01/devices.toml.new'")
    it.house.scan("#S0", "#SAVE")


def helped(it: Fitter) -> None:
    it.house.scan("#HELP")


STATES = {
    each.__name__: each
    for each in (start, new, fields, value, wrong, tried, ailing, refused, saved, removing, unsaved, helped)
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_set_up_fits_in_both_languages(
    fitter: MakeFitter, tmp_path: Path, state: str, language: str
) -> None:
    made = fitter(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"setup_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []
    assert made.house.tiny() == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_form_of_every_driver_fits(fitter: MakeFitter, tmp_path: Path, language: str) -> None:
    made = fitter(language)
    for form in forms():
        made.house.scan("#NEW")
        made.choose(f"{made.house.shell.say(f'devices.kind.{form.kind}')}: {form.driver}")
        for _ in range(2):
            grab(made.house.shell, tmp_path / f"{form.driver}.png")
            assert (form.driver, made.house.clipped()) == (form.driver, [])
            made.house.scan("#NEXT")
        made.house.scan("#BACK")


def test_a_new_device_is_chosen_filled_in_tried_and_saved(fitter: MakeFitter) -> None:
    it = fitter("en")
    it.house.scan("#NEW")
    assert it.offered[0] == "Symbol Bar Code Scanner · usb:05e0:1200"
    it.choose("Printer: network-printer")
    assert it.offered[:3] == ["Name: printer-2", "Address: to fill in", "Port: 9100"]
    it.house.scan("#SAVE")
    assert it.said == "Address is not filled in yet. Choose it and type it."
    it.fill("Address", "192.168.1.41")
    it.choose("Language: zpl")
    it.choose("Language: tspl")
    assert "Language: escpos" in it.offered
    it.fill("Longest wait", "2,5")
    it.choose("Waits for the printer to hang up: yes")
    table = {
        "driver": "network-printer",
        "host": "192.168.1.41",
        "language": "escpos",
        "timeout_s": 2.5,
        "waits_for_close": False,
    }
    it.house.scan("#TRY")
    assert (it.shop.calls, it.shop.kept["printer-2"]) == (["open", "look printer-2"], table)
    assert it.shop.now.keys() == {"scanner-1", "printer-1"}
    it.house.scan("#SAVE")
    assert list(it.shop.now) == ["scanner-1", "printer-1", "printer-2"]
    assert (it.shop.now["printer-2"], it.state.step) == (table, Step.DEVICES)
    assert "/srv/almacen/ST01/devices.toml" in it.said


def test_what_is_plugged_in_is_offered_with_its_driver_and_for_its_port(fitter: MakeFitter) -> None:
    it = fitter("en")
    it.house.scan("#NEW", "#S0", "#SAVE")
    assert it.shop.now["scanner-2"] == {"driver": "hid-pos", "port": "usb:05e0:1200"}
    it.choose("scanner-1")
    it.choose("Port")
    it.choose("usb:0c2e:0b61:A1")
    it.house.scan("#SAVE")
    assert it.shop.now["scanner-1"] == {**SCANNER, "port": "usb:0c2e:0b61:A1"}


def test_a_device_keeps_its_place_under_a_new_name_and_is_removed_after_a_second_word(fitter: MakeFitter) -> None:
    it = fitter("en")
    it.choose("scanner-1")
    it.fill("Name", "puerta")
    it.house.scan("#SAVE")
    assert list(it.shop.now) == ["puerta", "printer-1"]
    it.choose("puerta")
    it.house.scan("#REMOVE", "#HELP", "#REMOVE")
    assert list(it.shop.now) == ["puerta", "printer-1"]
    it.house.scan("#REMOVE")
    assert dict(it.shop.now) == {"printer-1": PRINTER}


def test_a_name_that_another_device_has_is_refused(fitter: MakeFitter) -> None:
    it = fitter("en")
    it.choose("scanner-1")
    it.fill("Name", "printer-1")
    it.house.scan("#SAVE")
    assert it.said == "There is a device called printer-1 already. Choose another name."
    assert it.shop.calls == []


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("Name", "con espacio", "name"),
        ("Name", "", "name"),
        ("Speed", "9.6k", "whole"),
        ("Speed", "", "whole"),
        ("Quiet", "-0.5", "whole"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(fitter: MakeFitter, field: str, text: str, key: str) -> None:
    it = fitter("en")
    it.choose("scanner-1")
    it.fill(field, text)
    assert (it.state.step, it.house.sounder.played[-1]) == (Step.VALUE, "error")
    assert it.said == it.house.shell.say(f"setup.wrong.{key}", text=text, field=it.said.split(":")[0])
    it.house.scan("#BACK")
    assert it.state.step is Step.FIELDS


def test_what_the_driver_refuses_is_said_at_its_field(fitter: MakeFitter) -> None:
    it = fitter("en")
    it.choose("printer-1")
    it.fill("Sign", "no sign")
    assert "PR02" in it.said
    assert it.offered == ["PR02", "none"]
    it.house.key("1")
    it.house.scan("#SAVE")
    assert it.shop.now["printer-1"] == PRINTER


def test_a_text_that_need_not_be_there_is_emptied_again(fitter: MakeFitter) -> None:
    it = fitter("en")
    it.choose("printer-1")
    it.choose("Sign")
    it.choose("none")
    it.house.scan("#SAVE")
    assert it.shop.now["printer-1"] == {"driver": "network-printer", "host": "192.168.1.40"}
    it.house.scan("#NEW")
    it.choose("Scale: serial-scale")
    it.fill("Port", "/dev/ttyUSB0")
    it.fill("Pattern of the answer", r"(?P<weight>[0-9]{5})\r")
    it.choose("Request: to fill in")
    it.choose("none")
    assert "Unit: g" in it.offered
    it.house.scan("#SAVE")
    assert it.shop.now["scale-1"]["request"] == ""


def test_what_was_tried_is_taken_back_when_the_screen_is_left(fitter: MakeFitter) -> None:
    it = fitter()
    it.house.scan("#S0", "#TRY", "#HOME")
    assert it.shop.calls == ["open", "look scanner-1", "undo"]
    it.house.shell.open("setup")
    it.house.scan("#S0", "#TRY", "#BACK")
    assert it.shop.calls[3:] == ["open", "look scanner-1", "undo"]
    it.house.scan("#S0", "#TRY", "#SAVE", "#HOME")
    assert it.shop.calls[6:] == ["open", "look scanner-1", "save"]


def test_the_tried_device_is_looked_at_again_and_a_test_scan_is_shown(fitter: MakeFitter) -> None:
    it = fitter("en", Shop(row=SILENT))
    it.presenter.refresh()
    assert it.shop.calls == []
    it.house.scan("#S0", "#TRY")
    assert it.screen.trial.state.text().startswith("needs a look")
    it.shop.row = READY
    it.presenter.refresh()
    assert it.screen.trial.state.text() == "ready"
    it.house.scan("8412345678905", "BA0001")
    assert (it.screen.trial.scanned.text(), it.screen.trial.source.text()) == ("BA0001", "test scan by scanner-1")
    assert it.presenter.takes_badges


def test_who_leads_nobody_changes_nothing(fitter: MakeFitter) -> None:
    it = fitter("en", may=False)
    assert it.said == "Only a supervisor sets devices up. Scan a supervisor's badge."
    assert not it.presenter.takes_badges
    it.house.scan("#S0")
    assert (it.shop.calls, it.house.shell.open_name) == ([], "home")


def test_it_is_done_by_keys_and_by_touch_alone(fitter: MakeFitter) -> None:
    it = fitter()
    it.house.key("F3")
    it.house.key("1")
    it.house.key("F9")
    assert list(it.shop.now)[-1] == "scanner-2"
    it.house.touch("#NEW")
    it.house.touch("#NEXT")
    it.house.touch("#PREV")
    it.house.touch("#S1")
    it.house.touch("#SAVE")
    assert it.shop.now["scanner-3"] == {"driver": "serial", "port": "usb:0c2e:0b61:A1"}
    it.house.touch("#S1")
    it.house.touch("#S1")
    it.house.type_by_touch("10.0.0.7")
    it.house.key("F9")
    assert it.shop.now["printer-1"]["host"] == "10.0.0.7"


def test_more_devices_than_fit_are_on_further_pages(fitter: MakeFitter) -> None:
    it = fitter("en", Shop({f"scanner-{at}": SCANNER for at in range(1, 12)}))
    assert [row.split(" · ")[0] for row in it.offered] == [*(f"scanner-{at}" for at in range(1, 9)), "Back", "More"]
    it.house.key("PageDown", "2")
    assert it.said.startswith("scanner-10 ")
