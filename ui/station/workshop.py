"""Setting a station's devices up: opened, tried, saved, and the labels sent on to the printers there are then."""

from collections.abc import Mapping, Sequence

from app.domain.boards import DeviceRow
from app.domain.errors import Unavailable
from app.services.bench.printing import Printing
from ui.presenters.office.draft import Form, Table
from ui.presenters.office.workshop import Refusal, Thing
from ui.station.cupboard import Cupboard
from ui.station.ports import Devices


class Workshop:
    """The service behind the set-up screen; see ``ui.presenters.office.workshop.Workshop``."""

    def __init__(self, devices: Devices, cupboard: Cupboard, printing: Printing) -> None:
        self._devices, self._cupboard, self._printing = devices, cupboard, printing

    def tables(self) -> Mapping[str, Table]:
        """Gives the devices as they are set up now."""
        return self._devices.tables

    def forms(self) -> Sequence[Form]:
        """Gives the form of every driver there is."""
        return self._devices.forms()

    def found(self) -> Sequence[Thing]:
        """Lists what is plugged in and is none of the devices yet."""
        return self._devices.found()

    def check(self, name: str, table: Table) -> Refusal | None:
        """Says why a table is refused; None when it is not."""
        return self._devices.check(name, table)

    def open(self, tables: Mapping[str, Table]) -> None:
        """Opens the devices as the tables say, without saving."""
        self._devices.open_anew(tables)
        self._printing.renew()

    def undo(self) -> None:
        """Opens the devices as they were saved."""
        self._devices.undo()
        self._printing.renew()

    def save(self, tables: Mapping[str, Table]) -> str:
        """Opens the devices as the tables say, saves them, and gives the file.

        Raises:
            Unavailable: The file cannot be written.
        """
        try:
            return self._devices.save(tables)
        except OSError as error:
            raise Unavailable(str(error)) from error
        finally:
            self._printing.renew()

    def look(self, name: str) -> DeviceRow | None:
        """Says how a device is now; None where it is on no cable of its own."""
        return next((row for row in self._cupboard.devices() if row.name == name), None)
