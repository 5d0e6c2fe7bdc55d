"""Runs a station's window until it is closed, and the next station's when the program becomes another one."""

import gc
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.domain.errors import Unavailable
from app.language import load_phrases
from app.services.chores import Chore, Chores, first_uses
from app.services.moving import choose_station, open_instead
from app.services.office.first_pin import first_pin, owed
from app.services.office.first_run import first_badge, first_run, first_sheets
from app.services.office.house_rules import HouseRules, house_rules, station_rules
from app.services.office.sheets import printer_sheet
from app.services.opening import OpenStation
from app.services.site import Site
from ui.keyboard.wedge import WedgeFilter
from ui.presenters.faces import ShellSettings
from ui.presenters.frame import Mood, line
from ui.sound import find_sounder
from ui.station.calm import stay_calm
from ui.station.ports import Equipment
from ui.station.window import Outfit, StationWindow

_SHOWN_MS = 200
"""The sign-in screen is painted by then, and what nobody waits for begins."""

Equip = Callable[[str], Equipment]
"""Reads what a station works with, by its code; raises ``Unavailable`` where its list of devices is wrong."""


def run_station(application: QApplication, site: Site, code: str, equip: Equip, *, book: bool = False) -> int:
    """Opens a station and its window, and gives back the exit status when it is closed.

    Args:
        application: The Qt application.
        site: The open site; its bookkeeper is started here.
        code: Code of the station.
        equip: Reads what it works with, and what another station does that this program becomes.
        book: Whether this program books on a site, too, because it has no hub.

    Raises:
        Unavailable: The station is open in another program, its file cannot be used, or it never met its centre.
    """
    papers = site.data / "papers"
    if site.away is None:
        _first_person(site)
    site.start_booking(asked=book)
    way, station = Way(application, site, equip), site.open_station(code)
    rules = station_rules(station.desk, papers, site.templates)
    stay = Stay(application, rules, way, station, equip(code))
    with closing(Chores()) as chores:
        stay.begin(
            chores,
            lambda: _first_pin(site),
            lambda: _first_badge(site),
            *first_uses(),
            lambda: first_sheets(papers, rules.totes, site.templates),
        )
        _say_what_is_owed(site, stay)
        return _until_closed(application, site, rules, stay, chores)


def _first_person(site: Site) -> None:
    """Makes somebody who can sign in at a site where nobody leads yet."""
    papers = site.data / "papers"
    language = house_rules(site.centre, papers, site.templates).stationery.language
    made = first_run(site.centre, papers, language)
    if made is None:
        return
    say = load_phrases(language)
    if made.letter is None:
        said = say("first.made_without_pin", badge=made.badge, folder=made.paper)
    else:
        site.pepper.make()  # where no secret can be kept, that is said before anybody waits for a PIN
        said = say("first.made", badge=made.badge, folder=made.paper, letter=made.letter)
    sys.stdout.write(said + "\n")


def _first_pin(site: Site) -> None:
    """Gives the first PIN unless the centre is away: then its person is there already."""
    if site.away is None:
        first_pin(site.centre, site.data / "papers", site.pepper, site.clock.now())


def _say_what_is_owed(site: Site, stay: "Stay") -> None:
    """Says over the sign-in what must be done elsewhere before anybody can sign in who leads."""
    with suppress(Unavailable):  # away by now: it is said at the next start
        still = owed(site.centre) if site.away is None else None
        if still is not None:
            stay.window.shell.announce(line(still.reason, **still.names), Mood.ATTENTION, "attention")


def _first_badge(site: Site) -> None:
    """Makes the first badge, likewise."""
    if site.away is None:
        first_badge(site.centre, site.data / "papers", site.templates)


def _until_closed(application: QApplication, site: Site, rules: HouseRules, stay: "Stay", chores: Chores) -> int:
    way = stay.way
    while True:
        status = application.exec()
        if way.next is None:
            stay.end()
            return status
        following = Stay(application, rules, way, *way.next)  # Qt ends a program that has no window
        stay.end()
        site.leave(stay.station)
        stay = following
        stay.begin(chores)
        stay.window.shell.announce(line("profile.moved", station=stay.station.desk.code), Mood.OK, "ok")


class Way:
    """Leads from one station to the next; see ``ui.station.ports.Moving``.

    Attributes:
        station: The station that this program is now.
        next: The station that was opened to follow it, and its equipment; None when it stays.
    """

    def __init__(self, application: QApplication, site: Site, equip: Equip) -> None:
        self._application, self._site, self._equip = application, site, equip
        self.station: OpenStation | None = None
        self.next: tuple[OpenStation, Equipment] | None = None

    def arrived(self, station: OpenStation) -> None:
        """Notes where this program is now."""
        self.station, self.next = station, None

    def move(self, code: str) -> None:
        """Opens the other station beside this one and remembers it; see ``Moving``."""
        if self.station is None:
            return
        equipment = self._equip(code)
        station = open_instead(self._site, self.station, code)
        try:
            choose_station(self._site.data, code)
        except BaseException:
            self._site.leave(station)
            raise
        self.next = (station, equipment)

    def moved(self) -> None:
        """Ends the event loop, and with it the window that is left."""
        self._application.exit(0)


class Stay:
    """The window of one station, with its keyboard scanner and its calm screen.

    Attributes:
        station: The station.
        window: Its window.
        way: Leads to the next station.
    """

    def __init__(
        self, application: QApplication, rules: HouseRules, way: Way, station: OpenStation, equipment: Equipment
    ) -> None:
        """Shows the window; ``begin`` opens the devices."""
        self._application, self._rules, self.way, self.station = application, rules, way, station
        settings = ShellSettings(station=station.desk.code, language=rules.stationery.language)
        outfit = Outfit(
            rules.stationery,
            rules.prefix,
            find_sounder(),
            equipment.make_devices,
            _now,
            rules.double_read_ms,
            equipment.office,
            way,
        )
        self.window = StationWindow(station, outfit, settings)
        self._keys = WedgeFilter(equipment.wedge, self.window.router.scan)
        self.window.shell.resize(1920, 1080)
        self.window.shell.showMaximized()
        self._shown = QTimer(self.window, singleShot=True)

    def begin(self, chores: Chores, *more: Chore) -> None:
        """Opens the devices and takes the keyboard; once the window is shown, the chores begin."""
        self.way.arrived(self.station)
        self._keys.install(self._application)
        self._end_calm = stay_calm(self.window.shell, lambda: self.window.shell.say)
        self.window.start()
        self._shown.timeout.connect(_collect_again)
        self._shown.timeout.connect(lambda: chores.add(*more, *self._signs()))
        self._shown.start(_SHOWN_MS)

    def end(self) -> None:
        """Closes devices and window; the station itself is closed by whoever opened it."""
        self._shown.stop()
        self._end_calm()
        self._keys.remove(self._application)
        self.window.stop()
        self.window.shell.deleteLater()  # Qt keeps a closed window otherwise, with every screen in it

    def _signs(self) -> tuple[Chore, ...]:
        """Gives the chore of writing the signs of the printers, if there are any."""
        signs = [printer.code for printer in self.window.devices.printers()]
        code, stationery = self.station.desk.code, self._rules.stationery
        folder = stationery.folder
        return (lambda: printer_sheet(folder, stationery.templates, code, signs),) if signs and folder else ()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _collect_again() -> None:
    """Lets Python look for garbage again where the start ended that, but not among all that was loaded.

    To look through the whole program would hold up a scan for a tenth of a second, and find nothing.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
