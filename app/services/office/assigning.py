"""Sending people to zones."""

from app.central.promises.assigning import assign

__all__ = ["assign"]
