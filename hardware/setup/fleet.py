"""The devices of a station, and how they change while the station works."""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

from hardware.printers.office import Settings as OfficeSettings
from hardware.refusal import RefusedError
from hardware.registry import AnySettings, driver_of
from hardware.rig import Report, Rig, Told
from hardware.scanners.wedge import Settings as WedgeSettings
from hardware.scanners.wedge import WedgeReader
from hardware.setup.devices_file import Table, settings_of, write_tables
from hardware.setup.forms import Form, forms
from hardware.setup.neighbours import KnownPrinter, default_code, own_printers, station_of
from hardware.status import Sent
from hardware.survey.inventory import Thing, everything, unclaimed


class Fleet:
    """A station's rig that can be set up anew, and lent a neighbour's printer. Any thread may call it.

    Attributes:
        tables: The devices as they are set up now.
        file: Where changes are saved; None where they cannot be.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        told: Told,
        *,
        station: str = "",
        neighbours: Callable[[], tuple[KnownPrinter, ...]] = tuple,
        file: Path | None = None,
        wedge: WedgeReader | None = None,
    ) -> None:
        """Makes the drivers; nothing is opened before ``start``.

        Args:
            tables: The devices, as a file has them.
            told: Who is told what devices do.
            station: Station whose file it is, empty for the site's: the signs of its printers are called after it.
            neighbours: Lists the printers of other stations.
            file: Where changes are saved; None where they cannot be.
            wedge: Reads a keyboard scanner; told of new settings.

        Raises:
            ValueError: A table is wrong.
        """
        self._told, self._station, self._neighbours = told, station, neighbours
        self.file, self._wedge = file, wedge
        self._turn = Lock()
        self._borrowed: KnownPrinter | None = None
        self.tables: dict[str, Table] = {name: dict(table) for name, table in tables.items()}
        self._saved = self.tables
        self._rig = self._rig_of(self.tables)

    def start(self) -> None:
        """Opens every device and keeps it open."""
        self._rig.start()

    def stop(self) -> None:
        """Closes every device; its threads have ended when this returns."""
        with self._turn:
            self._rig.stop()

    @property
    def printer_names(self) -> tuple[str, ...]:
        """Names of the printers that are open."""
        return self._rig.printer_names

    def send(self, printer: str, data: bytes) -> str:
        """Hands bytes to a printer: ``"sent"``, ``"not_sent"`` or ``"unknown"``; to one that is not there, nothing."""
        rig = self._rig
        return rig.send(printer, data) if printer in rig.printer_names else Sent.NOT_SENT.value

    def feedback(self, device: str, good: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Has a scanner beep or razz for its scan, where it can; a name that is none of them is no error."""
        self._rig.feedback(device, good)

    def reports(self) -> tuple[Report, ...]:
        """Says how every device is."""
        return self._rig.reports()

    def printers(self) -> tuple[KnownPrinter, ...]:
        """Lists the printers that labels can go to, the station's own first; of two with one code, the first counts."""
        taken: dict[str, KnownPrinter] = {}
        for printer in (*own_printers(self.tables, self._station), *self._neighbours()):
            taken.setdefault(printer.code, printer)
        return tuple(taken.values())

    def use(self, code: str) -> None:
        """Opens the neighbour's printer with a code and lets the one used before go; an own one is open anyway."""
        wanted = next((each for each in self.printers() if each.code == code and not each.own), None)
        with self._turn:
            self._borrow(wanted)

    def open_anew(self, tables: Mapping[str, Table]) -> None:
        """Closes every device and opens those that the tables name; what was borrowed stays so.

        One that is there no more is told as ``off``.

        Raises:
            ValueError: A table is wrong; nothing was closed.
        """
        tables = {name: dict(table) for name, table in tables.items()}
        rig, keys = self._rig_of(tables), wedge_of(tables)
        if self._wedge is not None:
            self._wedge.use(keys)
        with self._turn:
            before, self._rig, self.tables = self._rig, rig, tables
            known = {(report.name, report.kind) for report in before.reports()}
            before.stop()  # a port belongs to one at a time
            rig.start()
            borrowed, self._borrowed = self._borrowed, None
            self._borrow(borrowed)
            for name, kind in known - {(report.name, report.kind) for report in rig.reports()}:
                self._told.state(name, kind, "off", "")

    def undo(self) -> None:
        """Opens the devices as they were saved, if they were changed since."""
        if self.tables != self._saved:
            self.open_anew(self._saved)

    def save(self, tables: Mapping[str, Table]) -> str:
        """Opens the devices that the tables name and writes them into the station's own file.

        Printers keep the signs they had: a sheet that hangs on the wall stays true.

        Returns:
            The file.

        Raises:
            ValueError: A table is wrong, or there is no file; nothing was changed.
            OSError: The file cannot be written; the devices are open as the tables say, but not saved.
        """
        if self.file is None:
            raise ValueError("the devices of this station are not in a file")
        signs = {printer.name: printer.code for printer in own_printers(self._saved, self._station)}
        station = station_of(self.file)
        kept = {
            name: _signed(table, signs.get(name, ""), default_code(station, name)) for name, table in tables.items()
        }
        if kept != self.tables:
            self.open_anew(kept)
        write_tables(self.file, kept)
        self._station, self._saved = station, self.tables
        return str(self.file)

    def check(self, name: str, table: Table) -> RefusedError | None:
        """Says why a device's table is refused; None when it is not."""
        try:
            settings_of(name, table)
        except RefusedError as why:
            return why
        return None

    def forms(self) -> tuple[Form, ...]:
        """Gives the form of every driver there is."""
        return forms()

    def found(self) -> list[Thing]:
        """Lists what is plugged in and is none of the devices yet."""
        return unclaimed(everything(), [settings_of(name, table) for name, table in self.tables.items()])

    def _borrow(self, wanted: KnownPrinter | None) -> None:
        before, self._borrowed = self._borrowed, wanted
        if wanted is not None:
            self._rig.borrow(wanted.name, wanted.settings)
        if before is not None and (wanted is None or wanted.name != before.name):
            self._rig.give_back(before.name)

    def _rig_of(self, tables: Mapping[str, Table]) -> Rig:
        """Makes the rig; what the window itself reads or prints to is no part of it."""
        every = {name: settings_of(name, table) for name, table in tables.items()}
        return Rig({name: each for name, each in every.items() if driver_of(each).driver is not None}, self._told)


def _signed(table: Table, sign: str, usual: str) -> Table:
    """Writes a printer's sign into its table when its name alone would not lead to it any more."""
    return {**table, "code": sign} if sign and not table.get("code") and sign != usual else dict(table)


def wedge_of(tables: Mapping[str, Table]) -> WedgeSettings:
    """Gives the settings of the first keyboard scanner, the usual ones where none is named.

    Raises:
        ValueError: A table is wrong.
    """
    every: list[AnySettings] = [settings_of(name, table) for name, table in tables.items()]
    return next((each for each in every if isinstance(each, WedgeSettings)), WedgeSettings())


def office_of(tables: Mapping[str, Table]) -> OfficeSettings | None:
    """Gives the settings of the first office printer, None where none is named.

    Raises:
        ValueError: A table is wrong.
    """
    every: list[AnySettings] = [settings_of(name, table) for name, table in tables.items()]
    return next((each for each in every if isinstance(each, OfficeSettings)), None)
