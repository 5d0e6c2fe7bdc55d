"""What happens inside a printer: bytes in, labels and answers out. Pure, knows no cable."""

from hardware.simulated.insides.device import PrinterDevice
from hardware.simulated.insides.escpos_device import EscposDevice
from hardware.simulated.insides.tspl_device import TsplDevice
from hardware.simulated.insides.zpl_device import ZplDevice

_DEVICES: dict[str, type[PrinterDevice]] = {"zpl": ZplDevice, "tspl": TsplDevice, "escpos": EscposDevice}


def device_for(language: str) -> PrinterDevice:
    """Makes the inside of a printer that understands a language.

    Raises:
        KeyError: There is no such language.
    """
    return _DEVICES[language]()
