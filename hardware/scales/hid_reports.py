"""Reads the reports of scales that are USB HID devices.

A data report is: report number, status, unit, a signed power of ten, and the weight as 16 bits, low byte
first ("HID Point of Sale Usage Tables" 1.02, usage page 0x8D).
"""

import struct
from decimal import Decimal

from hardware.scales.weight import Steadiness, Weight, to_grams, told, unreadable

DATA_REPORT = 3
"""Number of the report with the weight on every scale seen so far."""

_UNITS = {1: "mg", 2: "g", 3: "kg", 11: "oz", 12: "lb"}
_EXPONENTS = range(-9, 4)
_STABLE_ZERO, _MOVING, _STABLE = 2, 3, 4
_AILMENTS = {
    1: unreadable("fault"),
    5: Weight(Steadiness.UNDERLOAD),
    6: Weight(Steadiness.OVERLOAD),
    7: unreadable("calibrate"),
    8: unreadable("rezero"),
}


def parse(report: bytes) -> Weight | None:
    """Reads one report; None when it is not one about the weight. Never raises.

    Args:
        report: The report, its number first.
    """
    if report[:1] != bytes([DATA_REPORT]):
        return None
    if len(report) < struct.calcsize("<BBBbH"):
        return unreadable()
    _, status, unit, exponent, amount = struct.unpack_from("<BBBbH", report)
    if status in _AILMENTS:
        return _AILMENTS[status]
    if status not in {_STABLE_ZERO, _MOVING, _STABLE} or unit not in _UNITS or exponent not in _EXPONENTS:
        return unreadable()
    if status == _STABLE_ZERO and amount:
        return unreadable()
    return told(to_grams(Decimal(amount).scaleb(exponent), _UNITS[unit]), still=status != _MOVING)
