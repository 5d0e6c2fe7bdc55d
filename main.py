"""Pasillo's composition root and command line: the only file that knows both the screens and the hardware."""

import gc
import logging
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.address import address_of
from app.commands.arguments import parser
from app.commands.dispatch import run
from app.commands.house import UnusableError, folder_of, open_site, ready_folder
from app.commands.output import Output, complain, forgive_terminals, terminal_language
from app.domain.errors import Unavailable
from app.language import load_phrases
from app.services.pepper import CHOICE

if TYPE_CHECKING:
    from app.services.site import Site
    from hardware.setup.devices_file import Table
    from ui.demo.stage import Bench
    from ui.station.ports import Devices, Ears, Equipment, MakeDevices

_SWITCH_S = 0.0005
"""How long one thread may hold the interpreter: a scan being journaled must not wait for a longer piece of work."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; without one the station's window opens.

    Returns:
        0 done, 1 ran but found violations or unfinished work, 2 usage or unreadable input.
    """
    sys.setswitchinterval(_SWITCH_S)
    forgive_terminals()
    options = parser().parse_args(arguments)
    try:
        return _run(options)
    except Unavailable as error:
        complain(_why(error))
        return 2
    finally:
        gc.enable()


def _why(error: Unavailable) -> str:
    """Says in the terminal's language what cannot be used or reached."""
    say = load_phrases(terminal_language())
    if isinstance(error, UnusableError):
        return say(error.reason, **error.names)
    return say("command.unavailable", why=_sentence(error))


def _sentence(error: Unavailable) -> str:
    say = load_phrases(terminal_language())
    names = {name: _sentence(each) if isinstance(each, Unavailable) else each for name, each in error.names.items()}
    why = say(error.reason, **names) if error.reason != Unavailable.reason else str(error)
    return f"{why[:1].upper()}{why[1:].rstrip('.')}."


def _run(options: Namespace) -> int:
    if options.command == "demo":
        return _demo(options)  # a game: it only goes where it is told to, never to the site's own database
    options.database = address_of(options.database, folder_of(options.data))
    match options.command:
        case None:
            return _station(options)
        case "devices":
            return _devices(options)
        case "simulate":
            return _simulate(options)
        case _:
            return run(options)


# --- hardware meets the screens ------------------------------------------------------------------------------------


def _rig_of(settings: Mapping[str, Any]) -> "MakeDevices":
    from hardware.rig import Told
    from hardware.setup.devices_file import table_of
    from hardware.setup.fleet import Fleet

    tables = {name: table_of(each) for name, each in settings.items()}

    def make(ears: "Ears") -> "Devices":
        return Fleet(tables, Told(ears.code, ears.state, ears.weight))

    return make


class _SimulatedStage:
    """Simulated devices on pseudo-terminals and a loopback socket, driven by the real drivers."""

    def __init__(self) -> None:
        self._parts: list[Any] = []

    def bench(self, *, packs: bool) -> "Bench":
        """Sets up one station's devices."""
        from hardware.printers.network import Settings as PrinterSettings
        from hardware.scales.mt_sics import Settings as ScaleSettings
        from hardware.scanners.serial_line import Settings as ScannerSettings
        from hardware.simulated.printer import SimulatedPrinter
        from hardware.simulated.scales.serial import SimulatedScale
        from hardware.simulated.scanner import SimulatedScanner
        from ui.demo.stage import Bench

        scanner = SimulatedScanner()
        self._parts.append(scanner)
        settings: dict[str, Any] = {"scanner-1": ScannerSettings(scanner.port)}
        if not packs:
            return Bench(_rig_of(settings), scanner)
        printer, scale = SimulatedPrinter(), SimulatedScale()
        self._parts += [printer, scale]
        settings["printer-1"] = PrinterSettings(printer.host, printer.port)
        settings["scale-1"] = ScaleSettings(scale.port, poll_ms=100)
        return Bench(_rig_of(settings), scanner, scale, printer)

    def close(self) -> None:
        """Unplugs everything."""
        for part in self._parts:
            part.close()


# --- devices without a window ---------------------------------------------------------------------------------------


def _devices(options: Namespace) -> int:
    from app.commands import devices
    from app.services.moving import chosen_station
    from hardware.setup.devices_file import file_of, settings_of
    from hardware.survey.inventory import everything, unclaimed
    from hardware.survey.roll_call import roll_call

    data = folder_of(options.data)
    file = file_of(data, options.station or chosen_station(data))
    settings = {name: settings_of(name, table) for name, table in _device_tables(file).items()}
    offered = unclaimed(everything(), settings.values())
    return devices.run(file, roll_call(settings), offered, as_json=options.json)


def _simulate(options: Namespace) -> int:
    from app.commands import simulating
    from hardware.simulated import shelf

    try:
        match options.kind:
            case "scanner":
                taken = shelf.scanner()
            case "scale":
                taken = shelf.scale(options.language)
            case _:
                taken = shelf.printer(options.host, options.port, options.language)
    except OSError as error:
        raise UnusableError("command.simulate.no_port", why=error.strerror or str(error)) from error
    with closing(taken.device):
        return simulating.run(options.kind, taken, named=options.port, folder=options.out)


# --- the demo --------------------------------------------------------------------------------------------------------


def _demo(options: Namespace) -> int:
    out = Output(as_json=options.json)
    folder = folder_of(options.data) if options.data else Path(tempfile.mkdtemp(prefix="pasillo-demo-"))
    if (folder / "central.db").exists():
        complain(out.say("demo.not_empty", folder=folder))
        return 2
    if options.out:
        ready_folder(Path(options.out).expanduser().resolve())
    os.environ[CHOICE] = "file"  # the key of a day that is thrown away does not belong into the user's safe
    _ready_qt()
    from app.domain.clock import ShiftedClock
    from ui.demo.day import the_day

    start = the_day().start
    out.line(out.say("demo.begins", day=f"{start:%Y-%m-%d}", folder=folder))
    with closing(open_site(folder, options.database, ShiftedClock(start))) as site:
        return _play(site, options, out)


def _play(site: "Site", options: Namespace, out: Output) -> int:
    from ui.demo.report import as_json, as_rows
    from ui.demo.shift import Shift, Wishes
    from ui.station.application import make_application

    shown = make_application().platformName() != "offscreen"
    folder = Path(options.out).expanduser().resolve() if options.out else None
    stage = _SimulatedStage()
    shift = Shift(site, stage, Wishes(options.orders, folder, options.seed, shown, out.progress))
    try:
        played = shift.play()
    finally:
        shift.close()
        stage.close()
    out.end_progress()
    out.table(as_rows(played, out.say))
    for sentence in played.complaints(out.say):
        complain(sentence)
    if folder is not None:
        out.line(out.say("demo.papers", folder=folder))
    out.result(as_json(played))
    return 0 if played.good else 1


# --- the station ------------------------------------------------------------------------------------------------------


def _station(options: Namespace) -> int:
    gc.disable()  # what is loaded now stays: to look through it for garbage takes a tenth of the start
    _ready_qt()
    from app.services.moving import chosen_station
    from app.services.opening import set_damaged_aside
    from ui.station.application import make_application
    from ui.station.running import run_station

    data = folder_of(options.data)
    code = options.station or chosen_station(data)
    _equipment_of(data, code)  # a wrong list of devices is said before anything is opened
    if options.set_aside and (kept := set_damaged_aside(data / code, datetime.now(UTC))) is not None:
        complain(load_phrases(terminal_language())("command.set_aside", file=kept))
    application = make_application()
    logging.basicConfig(level=logging.WARNING)
    with closing(open_site(data, options.database, patient=True)) as site:
        return run_station(application, site, code, lambda station: _equipment_of(data, station), book=options.book)


def _equipment_of(data: Path, code: str) -> "Equipment":
    """Reads what a station works with; nothing is opened yet.

    Raises:
        UnusableError: Its devices.toml is none.
    """
    from hardware.rig import Told
    from hardware.scanners.wedge import WedgeReader
    from hardware.setup.devices_file import NAME, file_of
    from hardware.setup.fleet import Fleet, office_of, wedge_of
    from hardware.setup.neighbours import neighbours_of, station_of
    from ui.paper.office_printer import OfficePrinter
    from ui.station.ports import Equipment

    file = file_of(data, code)
    tables = _device_tables(file)
    wishes, wedge = office_of(tables), WedgeReader(wedge_of(tables))

    def make(ears: "Ears") -> "Devices":
        return Fleet(
            tables,
            Told(ears.code, ears.state, ears.weight),
            station=station_of(file),
            neighbours=lambda: neighbours_of(data, code),
            file=data / code / NAME,
            wedge=wedge,
        )

    return Equipment(make, wedge, OfficePrinter(**asdict(wishes)) if wishes else None)


def _device_tables(file: Path) -> "Mapping[str, Table]":
    """Reads devices.toml of a station or of the site: one table a device, with its driver's name and settings.

    Raises:
        UnusableError: It is no such file, or names a driver or setting that there is none of.
    """
    from hardware.setup.devices_file import read_tables, settings_of

    try:
        tables = read_tables(file)
        for name, table in tables.items():
            settings_of(name, table)
    except (ValueError, OSError) as error:
        raise UnusableError("command.bad_devices", file=file, why=error) from error
    return tables


def _ready_qt() -> None:
    """Draws without a screen where there is none."""
    screenless = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if screenless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


if __name__ == "__main__":
    sys.exit(main())
