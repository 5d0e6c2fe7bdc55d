"""Numbers this station may give out alone: ranges of parcel serials it was allotted by the centre."""

from app.station.store import Store

SSCC = "sscc"
"""Name of the range that parcel numbers are taken from."""


class Numbers:
    """Ranges of numbers by name. A number is never given twice; a crash may lose one.

    Raises:
        StationTrouble: From every method: the file cannot be read or written now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def refill(self, name: str, first: int, count: int) -> None:
        """Adds a range that was allotted to this station.

        Raises:
            ValueError: The range is empty, or a number of it was kept before.
        """
        if count < 1:
            raise ValueError("a range holds at least one number")
        with self._store.write() as db:
            clash = db.execute(
                "SELECT first FROM number_range WHERE name = ? AND first < ? AND past > ?", (name, first + count, first)
            ).fetchone()
            if clash is not None:
                raise ValueError(
                    f"numbers {first} to {first + count - 1} of {name!r} overlap the range from {clash[0]}"
                )
            db.execute("INSERT INTO number_range VALUES (?, ?, ?, ?)", (name, first, first + count, first))

    def take(self, name: str) -> int | None:
        """Gives the next number of the lowest range; None when there is none left."""
        with self._store.write() as db:
            found = db.execute(
                "SELECT first, next FROM number_range WHERE name = ? AND next < past ORDER BY first LIMIT 1", (name,)
            ).fetchone()
            if found is None:
                return None
            first, number = found
            db.execute("UPDATE number_range SET next = next + 1 WHERE name = ? AND first = ?", (name, first))
        return int(number)

    def highest(self, name: str) -> int:
        """Gives the highest number that was ever allotted to this station, 0 for none."""
        with self._store.read() as db:
            found = db.execute("SELECT max(past) - 1 FROM number_range WHERE name = ?", (name,)).fetchone()
        return int(found[0] or 0)

    def left(self, name: str) -> int:
        """Counts the numbers not given out yet."""
        with self._store.read() as db:
            found = db.execute(
                "SELECT coalesce(sum(past - next), 0) FROM number_range WHERE name = ?", (name,)
            ).fetchone()
        return int(found[0])
