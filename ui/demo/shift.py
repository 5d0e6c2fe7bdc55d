"""The shift: stations with real windows, drivers and journals, and a person at each."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer

from app.services.office.house_rules import HouseRules, house_rules
from app.services.proving import figures, floor_is_clear, orders_ended
from app.services.site import Site
from ui.demo.crew import Crew
from ui.demo.day import FOLDER, bring_orders, lay_out, the_day
from ui.demo.hand import Hand
from ui.demo.packer import Packer, Printer
from ui.demo.picker import Picker
from ui.demo.pictures import Album
from ui.demo.report import Played
from ui.demo.stage import Bench, Stage, keep_labels
from ui.demo.supervisor import Duty, Supervisor
from ui.demo.world import INCIDENTS, World, world_of
from ui.presenters.faces import ShellSettings
from ui.sound import RecordingSounder
from ui.station.latency import percentiles
from ui.station.window import Outfit, StationWindow

SUPERVISOR, PICKERS, PACKERS = "BA1001", ("BA2001", "BA2002", "BA2003"), ("BA3001", "BA3002")
ZONES = ("A", "B", "C")

WHOLE_SCRIPT = 24
"""With so many orders everything in the script of the shift must happen; fewer are played as far as they go."""

_TURN_S = 4.0
"""So long each station is in front when somebody watches."""

Progress = Callable[[int, int], None]
"""Told (orders done, orders in all) now and then."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the shift is to be played.

    Attributes:
        orders: How many orders of the day; 0 for all.
        out: Folder for labels, papers and pictures, or None.
        seed: Makes the same shift again.
        shown: Whether the windows are shown on a real screen.
        progress: Told how far the day is.
    """

    orders: int
    out: Path | None
    seed: int
    shown: bool
    progress: Progress


class Shift:
    """One day, played."""

    def __init__(self, site: Site, stage: Stage, wishes: Wishes) -> None:
        """Lays the house out and opens every station."""
        self._site, self._stage, self._wishes = site, stage, wishes
        self._day = the_day()
        lay_out(site, self._day)
        self._report = bring_orders(site, self._day, wishes.orders)
        site.start_booking(asked=True)
        self._rules = house_rules(site.centre, wishes.out)
        self._world = self._make_world()
        self._album = Album(wishes.out / "screens") if wishes.out else None
        self._crew = Crew()
        self._windows: list[StationWindow] = []
        self._pickers: dict[str, Picker] = {}
        self._printers: list[Printer] = []
        self._clear_since = 0.0
        self._front, self._turned = 0, monotonic()
        self._people_the_floor()

    def play(self) -> Played:
        """Plays the day to its end and says how it went."""
        loop = QEventLoop()
        watch = QTimer()
        watch.setInterval(20)
        watch.timeout.connect(lambda: self._watch(loop))  # the loop lives as long as this call
        watch.start()
        self._crew.start()
        loop.exec()
        watch.stop()
        self._crew.stop()
        return self._result()

    def close(self) -> None:
        """Closes the windows; the site is closed by whoever opened it."""
        for window in self._windows:
            window.stop()

    def _make_world(self) -> World:
        world = world_of(FOLDER / "items.csv", self._day.totes)
        order = list(world.free)
        random.Random(self._wishes.seed).shuffle(order)  # noqa: S311 - which tote lies on top is no secret
        world.free.clear()
        world.free.extend(order)
        world.incidents = dict.fromkeys(INCIDENTS, 0)
        return world

    def _people_the_floor(self) -> None:
        office = self._station("ST90", packs=False)[0]
        benches = [self._station(f"ST{number:02}", packs=True) for number in (11, 12)]
        floor = [self._station(f"ST{number:02}", packs=False)[0] for number in (1, 2, 3)]
        duties = tuple(Duty(badge, zone) for badge, zone in zip(PICKERS, ZONES, strict=True))
        boss = Supervisor(
            office,
            self._world,
            (SUPERVISOR, self._site.give_pin(SUPERVISOR)),
            duties,
            floor_done=self._floor_done,
            idle=lambda: [badge for badge, picker in self._pickers.items() if picker.idle],
            ready=lambda: self._begin(floor, benches),
        )
        self._crew.add("supervisor", boss.day())

    def _begin(self, floor: list[Hand], benches: list[tuple[Hand, Bench]]) -> None:
        for badge, hand in zip(PICKERS, floor, strict=True):
            self._pickers[badge] = Picker(hand, self._world, badge)
            self._crew.add(badge, self._pickers[badge].day())
        for badge, (hand, bench) in zip(PACKERS, benches, strict=True):
            if bench.scale is None or bench.printer is None:
                raise RuntimeError("a pack bench needs a scale and a printer")
            self._printers.append(bench.printer)
            packer = Packer(hand, self._world, badge, scale=bench.scale, printer=bench.printer)
            self._crew.add(badge, packer.day())

    def _station(self, code: str, *, packs: bool) -> tuple[Hand, Bench]:
        bench = self._stage.bench(packs=packs)
        rules: HouseRules = self._rules
        outfit = Outfit(
            rules.stationery, rules.prefix, RecordingSounder(), bench.make_devices, self._now, rules.double_read_ms
        )
        settings = ShellSettings(station=code, language=rules.stationery.language)
        window = StationWindow(self._site.open_station(code), outfit, settings)
        self._windows.append(window)
        self._show(window)
        window.start()
        return Hand(window, bench.trigger), bench

    def _show(self, window: StationWindow) -> None:
        """Shows a window at the size it is made for, or as large as a real screen is."""
        shell = window.shell
        shell.resize(1920, 1080)
        if self._wishes.shown and shell.screen() is not None:
            shell.setGeometry(shell.screen().availableGeometry())
        shell.show()

    def _turn(self) -> None:
        """On a real screen the stations take turns in front, so that whoever watches sees all of them."""
        if self._wishes.shown and monotonic() - self._turned > _TURN_S:
            self._turned = monotonic()
            self._front = (self._front + 1) % len(self._windows)
            self._windows[self._front].shell.raise_()

    def _now(self) -> datetime:
        return self._site.clock.now()

    def _watch(self, loop: QEventLoop) -> None:
        if self._album is not None:
            for window in self._windows:
                self._album.look(window)
        self._turn()
        if self._crew.done:
            loop.quit()

    def _floor_done(self) -> bool:
        """Whether nothing moves any more; asked now and then, because it reads the whole database."""
        if monotonic() - self._clear_since < 0.5:
            return False
        self._clear_since = monotonic()
        clear = floor_is_clear(self._site)
        found = orders_ended(self._site)
        self._wishes.progress(found, self._report.orders_new)
        pending = any(window.station.desk.journal.pending() for window in self._windows)
        return clear and not pending and not any(window.station.picking.walk for window in self._windows)

    def _result(self) -> Played:
        failure = self._crew.failure
        for window in self._windows:
            window.station.desk.uplink.wake()
        self._settle()
        if self._wishes.out is not None:
            keep_labels(self._printers, self._wishes.out / "labels")
        paints = [each for window in self._windows for each in window.hearing.latency.all_ms]
        return Played(
            imported=self._report.orders_new,
            pending=sum(window.station.desk.journal.pending() for window in self._windows),
            figures=figures(self._site),
            paint_ms=percentiles(paints),
            incidents=self._world.incidents,
            whole=not 0 < self._wishes.orders < WHOLE_SCRIPT,
            stuck=f"{type(failure).__name__}: {failure}" if failure else "",
        )

    def _settle(self) -> None:
        """Waits until every journal is told and booked, at most some seconds."""
        deadline = monotonic() + 10
        loop = QEventLoop()
        tick = QTimer()

        def look() -> None:
            told = not any(window.station.desk.journal.pending() for window in self._windows)
            if told or monotonic() > deadline:
                loop.quit()

        tick.timeout.connect(look)
        tick.start(20)
        loop.exec()
        self._site.book_everything()
