"""Simulated devices to take from a shelf, each with the driver and the settings that reach it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scales.plate import MtSicsVoice, PosnetVoice, TisaVoice, Voice
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.scanner import SimulatedScanner

VOICES: dict[str, Callable[[], Voice]] = {"mt-sics": MtSicsVoice, "tisa": TisaVoice, "posnet": PosnetVoice}
"""Languages of simulated scales by name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A simulated device that is plugged in.

    Attributes:
        device: The device; ``close`` it in the end.
        driver: Name of the driver that talks to it.
        settings: The driver's settings, the place first.
    """

    device: Any
    driver: str
    settings: dict[str, str | int]


def scanner() -> Taken:
    """Plugs a scanner in.

    Raises:
        OSError: This system has no pseudo-terminals.
    """
    device = SimulatedScanner()
    return Taken(device, "serial", {"port": device.port})


def scale(language: str) -> Taken:
    """Plugs a scale in.

    Args:
        language: One of :data:`VOICES`.

    Raises:
        OSError: This system has no pseudo-terminals.
    """
    device = SimulatedScale(VOICES[language]())
    if language == "mt-sics":
        return Taken(device, "mt-sics", {"port": device.port})
    return Taken(device, "dibal", {"port": device.port, "protocol": language})


def printer(host: str, port: int, language: str) -> Taken:
    """Switches a network printer on.

    Args:
        host: Address to listen on.
        port: TCP port, 0 for a free one.
        language: ``"zpl"``, ``"tspl"`` or ``"escpos"``.

    Raises:
        OSError: The port is taken, or no address of this machine.
    """
    device = SimulatedPrinter(host, port, language)
    return Taken(device, "network-printer", {"host": device.host, "port": device.port, "language": language})
