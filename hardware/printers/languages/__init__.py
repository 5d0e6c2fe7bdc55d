"""What printers understand: how to ask one how it is, how to read its answer, how to begin anew.

A language knows no cable, and a cable knows no language; ``hardware.printers`` puts one on the other.
"""

from hardware.printers.languages.escpos import ESCPOS
from hardware.printers.languages.tspl import TSPL
from hardware.printers.languages.zpl import ZPL

LANGUAGES = {language.name: language for language in (ZPL, TSPL, ESCPOS)}
"""Every language by its name, the usual one first."""

NAMES = tuple(LANGUAGES)
"""What a setting may choose from."""
