"""Whole sets in one statement and one round trip: keys to look up, rows to insert, rows to change.

A set goes over the line as one value (an array, a JSON text, a COPY), not as thousands of parameters: the statement
stays the same whatever its size, so it is compiled, sent and planned once.
"""

from app.central.sets.handed import hand, handed_rows
from app.central.sets.rows import insert_many, insert_unknown_rows, one_of

__all__ = ["hand", "handed_rows", "insert_many", "insert_unknown_rows", "one_of"]
