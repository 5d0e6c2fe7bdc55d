"""Every driver by name, so that a settings file can say ``driver = "zpl-network"``."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from hardware.printers import network
from hardware.scales import mt_sics
from hardware.scanners import serial_line, wedge
from hardware.status import Kind

AnySettings = serial_line.Settings | wedge.Settings | network.Settings | mt_sics.Settings
"""The settings of any driver."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A way to talk to a kind of device.

    Attributes:
        name: Its name in settings.
        kind: What the device is for.
        driver: The class that talks to it.
        settings: The class of its settings, a frozen dataclass.
    """

    name: str
    kind: Kind
    driver: type
    settings: type[AnySettings]

    def read(self, values: Mapping[str, object]) -> AnySettings:
        """Makes settings from a table of values, e.g. of a TOML file.

        Raises:
            ValueError: A value is unknown to this driver, missing, or of the wrong type.
        """
        known = {field.name: field.type for field in fields(self.settings)}
        for key, value in values.items():
            if key not in known:
                raise ValueError(f"{self.name}: unknown setting {key!r}")
            if not _fits(value, known[key]):
                raise ValueError(f"{self.name}: {key} = {value!r} is not of type {known[key]}")
        try:
            return self.settings(**values)  # type: ignore[arg-type]  # every value was checked above
        except TypeError as missing:
            raise ValueError(f"{self.name}: {missing}") from missing


DRIVERS = {
    driver.name: driver
    for driver in (
        Driver("serial", Kind.SCANNER, serial_line.SerialScanner, serial_line.Settings),
        Driver("wedge", Kind.SCANNER, wedge.WedgeReader, wedge.Settings),
        Driver("zpl-network", Kind.PRINTER, network.NetworkPrinter, network.Settings),
        Driver("mt-sics", Kind.SCALE, mt_sics.SerialScale, mt_sics.Settings),
    )
}
"""Every driver by its name."""


def of_kind(kind: Kind) -> list[Driver]:
    """Lists the drivers for a kind of device, in the order to offer them."""
    return [driver for driver in DRIVERS.values() if driver.kind is kind]


def _fits(value: object, wanted: object) -> bool:
    """Whether a value has a field's type; a whole number serves as a float, a bool never as a number."""
    if isinstance(value, bool) or wanted is bool:
        return isinstance(value, bool) and wanted is bool
    return isinstance(value, (int, float) if wanted is float else wanted if isinstance(wanted, type) else object)
