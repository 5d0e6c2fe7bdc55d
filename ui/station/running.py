"""Runs one station's window until it is closed."""

import sys
from datetime import UTC, datetime
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app.language import load_phrases
from app.services.office.first_run import first_run, first_sheets
from app.services.office.house_rules import house_rules
from app.services.office.sheets import printer_sheet
from app.services.site import Site
from ui.keyboard.wedge import WedgeFilter, WedgeReader
from ui.paper.office_printer import OfficePrinter
from ui.presenters.faces import ShellSettings
from ui.sound import find_sounder
from ui.station.calm import Calm
from ui.station.ports import MakeDevices
from ui.station.window import Outfit, StationWindow


def run_station(
    application: QApplication,
    site: Site,
    code: str,
    make_devices: MakeDevices,
    wedge: WedgeReader,
    office: OfficePrinter | None = None,
) -> int:
    """Opens a station and its window, and gives back the exit status when it is closed.

    Args:
        application: The Qt application.
        site: The open site; its bookkeeper is started here.
        code: Code of the station.
        make_devices: Makes its devices.
        wedge: Tells scans of a keyboard scanner from typing.
        office: Where papers come out, or None.

    Raises:
        Unavailable: The station is open in another program, or its file cannot be used.
    """
    rules = house_rules(site.centre, site.data / "papers", site.templates)
    made = first_run(site.centre, site.data / "papers", rules.stationery.language, site.templates)
    first_sheets(site.data / "papers", rules.totes, site.templates)
    if made is not None:
        say = load_phrases(rules.stationery.language)
        sys.stdout.write(say("first.made", badge=made.badge, folder=made.paper) + "\n")
    site.start_booking()
    settings = ShellSettings(station=code, language=rules.stationery.language)
    outfit = Outfit(rules.stationery, rules.prefix, find_sounder(), make_devices, _now, rules.double_read_ms, office)
    window = StationWindow(site.open_station(code), outfit, settings)
    signs = [printer.code for printer in window.devices.printers()]
    if signs:
        printer_sheet(site.data / "papers", code, signs, site.templates)
    keys = WedgeFilter(wedge, window.router.scan)
    keys.install(application)
    _stay_calm(window)
    window.shell.resize(1920, 1080)
    window.shell.showMaximized()
    window.start()
    status = application.exec()
    keys.remove(application)
    window.stop()
    return status


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _stay_calm(window: StationWindow) -> None:
    """A mistake in the program is logged whole, and the person sees a calm screen that says what is safe."""
    calm = Calm(window.shell)
    usual = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        usual(kind, error, trace)
        calm.appear(window.shell.say)

    sys.excepthook = hook
