"""The office: bringing files in, releasing waves, what a supervisor decides, and what is set up and printed once."""

from app.central.audit import By

__all__ = ["By"]
