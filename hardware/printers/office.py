"""The settings of an office printer: one that the computer's own print system knows by a name.

Papers are painted by the program's window, so there is no class here that talks to it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Which printer, and which papers come out of it by themselves.

    Attributes:
        queue: Its name in the computer's print system; empty takes the computer's usual printer.
        slips: Whether each parcel's packing slip is printed.
        manifests: Whether each carrier's manifest is printed.
    """

    queue: str = ""
    slips: bool = True
    manifests: bool = True
