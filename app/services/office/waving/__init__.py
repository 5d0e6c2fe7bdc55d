"""The wave before it goes: a supervisor chooses orders, sees and changes the walks, and releases them."""

from app.services.office.waving.waving import Waving

__all__ = ["Waving"]
