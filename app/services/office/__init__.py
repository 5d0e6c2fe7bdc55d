"""The office: bringing files in, releasing waves, sending people to zones, calling orders off, and every board."""

from app.central.audit import By

__all__ = ["By"]
