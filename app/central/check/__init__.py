"""The checker: proves, on any database and at any moment, that the books are what the facts say."""

from app.central.check.checking import Violation, check

__all__ = ["Violation", "check"]
