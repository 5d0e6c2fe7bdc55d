"""Every driver by name, so that a settings file can say ``driver = "network-printer"``."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from hardware.printers import cups, network, office, serial_printer, usb, windows
from hardware.refusal import Fault, RefusedError
from hardware.scales import hid_scale, mt_sics, serial_scale
from hardware.scanners import hid_pos, serial_line, wedge
from hardware.status import Kind

AnySettings = (
    serial_line.Settings
    | hid_pos.Settings
    | wedge.Settings
    | network.Settings
    | serial_printer.Settings
    | usb.Settings
    | windows.Settings
    | cups.Settings
    | office.Settings
    | mt_sics.Settings
    | serial_scale.DibalSettings
    | serial_scale.Settings
    | hid_scale.Settings
)
"""The settings of any driver."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A way to talk to a kind of device.

    Attributes:
        name: Its name in settings.
        kind: What the device is for.
        driver: The class that talks to it, made as ``hardware.devices`` says for its kind; None for a
            keyboard scanner, which is read from the window's own keys, and for an office printer.
        settings: The class of its settings, a frozen dataclass of plain values. A field may list what may be
            chosen: ``field(metadata={"choices": (…)})``.
    """

    name: str
    kind: Kind
    driver: Callable[..., Any] | None
    settings: type[AnySettings]

    def make(self, *arguments: object, name: str) -> Any:
        """Makes a device of this driver; its type is the shape of its kind in ``hardware.devices``.

        Raises:
            TypeError: There is no device to make: a keyboard scanner or an office printer.
        """
        if self.driver is None:
            raise TypeError(f"a device with the driver {self.name} is not on a cable of its own")
        return self.driver(*arguments, name=name)

    def read(self, values: Mapping[str, object]) -> AnySettings:
        """Makes settings from a table of values, e.g. of a TOML file.

        Raises:
            RefusedError: A value is unknown to this driver, missing, of the wrong type, or none of the
                ``choices`` in its field's metadata.
        """
        known = {field.name: field for field in fields(self.settings)}
        for key, value in values.items():
            if key not in known:
                raise RefusedError(f"{self.name}: unknown setting {key!r}", Fault.UNKNOWN_SETTING, field=key)
            if not _fits(value, known[key].type):
                words = f"{self.name}: {key} = {value!r} is not of type {known[key].type}"
                raise RefusedError(words, _NOT_OF.get(known[key].type, Fault.NO_TEXT), field=key, value=value)
            if value not in (choices := known[key].metadata.get("choices", (value,))):
                words = f"{self.name}: {key} = {value!r} is none of {', '.join(map(str, choices))}"
                raise RefusedError(words, Fault.CHOICE, field=key, value=value, known=choices)
        for key, field in known.items():
            if key not in values and field.default is MISSING:
                raise RefusedError(f"{self.name}: {key} is missing", Fault.MISSING, field=key)
        try:
            return self.settings(**values)  # type: ignore[arg-type]  # every value was checked above
        except RefusedError as refused:
            raise refused.at(self.name) from refused


DRIVERS = {
    driver.name: driver
    for driver in (
        Driver("serial", Kind.SCANNER, serial_line.SerialScanner, serial_line.Settings),
        Driver("hid-pos", Kind.SCANNER, hid_pos.HidScanner, hid_pos.Settings),
        Driver("wedge", Kind.SCANNER, None, wedge.Settings),
        Driver("network-printer", Kind.PRINTER, network.NetworkPrinter, network.Settings),
        Driver("serial-printer", Kind.PRINTER, serial_printer.SerialPrinter, serial_printer.Settings),
        Driver("usb-printer", Kind.PRINTER, usb.UsbPrinter, usb.Settings),
        Driver("windows-printer", Kind.PRINTER, windows.WindowsPrinter, windows.Settings),
        Driver("cups-printer", Kind.PRINTER, cups.CupsPrinter, cups.Settings),
        Driver("office-printer", Kind.OFFICE, None, office.Settings),
        Driver("mt-sics", Kind.SCALE, mt_sics.SerialScale, mt_sics.Settings),
        Driver("dibal", Kind.SCALE, serial_scale.ProfileScale, serial_scale.DibalSettings),
        Driver("serial-scale", Kind.SCALE, serial_scale.ProfileScale, serial_scale.Settings),
        Driver("hid-scale", Kind.SCALE, hid_scale.HidScale, hid_scale.Settings),
    )
}
"""Every driver by its name."""


def driver_of(settings: object) -> Driver:
    """Finds the driver of a settings object.

    Raises:
        TypeError: No driver takes such settings.
    """
    for driver in DRIVERS.values():
        if type(settings) is driver.settings:
            return driver
    raise TypeError(f"no driver takes {type(settings).__name__}")


def of_kind(kind: Kind) -> list[Driver]:
    """Lists the drivers for a kind of device, in the order to offer them."""
    return [driver for driver in DRIVERS.values() if driver.kind is kind]


_NOT_OF: Mapping[object, Fault] = {int: Fault.NO_WHOLE, float: Fault.NO_DECIMAL, bool: Fault.NO_SWITCH}


def _fits(value: object, wanted: object) -> bool:
    """Whether a value has a field's type; a whole number serves as a float, a bool never as a number."""
    if isinstance(value, bool) or wanted is bool:
        return isinstance(value, bool) and wanted is bool
    return isinstance(value, (int, float) if wanted is float else wanted if isinstance(wanted, type) else object)
