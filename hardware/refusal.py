"""Why a driver does not take its settings: a code and names for a program, words for a log."""

from collections.abc import Collection
from enum import Enum


class Fault(Enum):
    """What is wrong with settings. The names that go with each stand behind it."""

    UNKNOWN_DRIVER = "unknown_driver"  # driver, known
    UNKNOWN_SETTING = "unknown_setting"  # field
    MISSING = "missing"  # field
    NO_TEXT = "no_text"  # field, value
    NO_WHOLE = "no_whole"  # field, value
    NO_DECIMAL = "no_decimal"  # field, value
    NO_SWITCH = "no_switch"  # field, value
    CHOICE = "choice"  # field, value, known
    NOT_ABOVE_ZERO = "not_above_zero"  # field, value
    BELOW_ZERO = "below_zero"  # field, value
    PRINTER_SIGN = "printer_sign"  # value
    QUEUE = "queue"  # value
    SERVER = "server"  # value
    USB_PORT = "usb_port"  # value
    NO_PATTERN = "no_pattern"  # value
    PATTERN_GROUPS = "pattern_groups"  # value, known
    PATTERN_SILENCE = "pattern_silence"  # value
    REQUEST = "request"  # value


class RefusedError(ValueError):
    """Settings that a driver cannot work with.

    Attributes:
        fault: What is wrong.
        names: What a sentence about it needs: the setting's name, its value, what is known.
    """

    def __init__(self, words: str, fault: Fault, **names: object) -> None:
        super().__init__(words)
        self.fault = fault
        self.names = {name: _said(value) for name, value in names.items()}

    @property
    def reason(self) -> str:
        """The fault as a short code."""
        return self.fault.value

    def at(self, place: str) -> "RefusedError":
        """Gives the same with the name of a driver or device in front of its words."""
        return RefusedError(f"{place}: {self}", self.fault, **self.names)


def _said(value: object) -> str:
    """Writes a value as people read it; several with commas between."""
    return ", ".join(map(str, value)) if isinstance(value, Collection) and not isinstance(value, str) else str(value)
