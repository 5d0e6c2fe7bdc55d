"""Calling an order off, and settling what a supervisor was asked to look at."""

from app.central.promises.cancelling import cancel
from app.central.promises.resolving import resolve

__all__ = ["cancel", "resolve"]
