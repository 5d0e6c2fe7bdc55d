"""Who books: the seat of the bookkeeper, of which a site has one, on either kind of database."""

from pathlib import Path
from typing import Protocol

from app.central.engine import Central
from app.central.keeping.seat import ServerSeat
from app.station.latch import Latch
from app.station.trouble import StationTrouble


class Seat(Protocol):
    """A seat for one program at a time."""

    def hold(self) -> bool:
        """Takes the seat or proves that it is still held; False while another program has it.

        Raises:
            Unavailable: It cannot be known now: the seat is not held.
        """
        ...

    def leave(self) -> None:
        """Gives it up."""
        ...


class FileSeat:
    """A lock file beside an SQLite database; the operating system frees it when the program dies."""

    def __init__(self, path: Path) -> None:
        """Prepares it.

        Args:
            path: The lock file, made when it is missing.
        """
        self._path = path
        self._latch: Latch | None = None

    def hold(self) -> bool:
        """Takes the lock if it is free; a lock that is held stays held."""
        if self._latch is None:
            try:
                self._latch = Latch(self._path)
            except StationTrouble:
                return False
        return True

    def leave(self) -> None:
        """Frees the lock."""
        if self._latch is not None:
            self._latch.release()
            self._latch = None


def seat_of(central: Central) -> Seat:
    """Gives the seat that belongs to a database."""
    url = central.engine.url
    if central.engine.dialect.name == "sqlite":
        return FileSeat(Path(f"{url.database}.hub"))
    return ServerSeat(central)
