"""Hints: somebody may want to look now. A hint may be lost or come for nothing; behind each there is polling."""

from app.central.hints.listening import Hints
from app.central.hints.sending import Bell

__all__ = ["Bell", "Hints"]
