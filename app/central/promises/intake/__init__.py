"""Taking over what a file says: orders, cancellations, items, places, people and the rows that were refused."""

from app.central.promises.intake.storing import Source, Stored, store

__all__ = ["Source", "Stored", "store"]
