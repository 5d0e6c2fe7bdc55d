"""Ringing for everybody: one program does it, the hub, and never inside a transaction that does something else.

PostgreSQL takes a lock on the whole database when a transaction with a notice commits. A picker must not wait for it.
"""

import sqlalchemy as sa

from app.central.engine import Central
from app.central.hints.line import Line
from app.central.tables import audit

CHANNEL = "pasillo"
"""Where everybody listens."""


class Bell:
    """Rings when the books or the commands moved on; on SQLite there is nobody to hear it, and it does nothing."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._line = None if central.engine.dialect.name == "sqlite" else Line(central)
        self._commands: int | None = None

    def ring(self) -> None:
        """Rings.

        Raises:
            Unavailable: The server cannot be reached now.
        """
        if self._line is not None:
            self._line.ask(sa.text(f"NOTIFY {CHANNEL}"))

    def watch(self) -> bool:
        """Rings if a command was given since the last look: cancelled, assigned, taken over; tells whether it did.

        Raises:
            Unavailable: The server cannot be reached now.
        """
        if self._line is None:
            return False
        latest = int(self._line.ask(sa.select(sa.func.max(audit.c.id))) or 0)
        before, self._commands = self._commands, latest
        if before is None or before == latest:
            return False
        self.ring()
        return True

    def close(self) -> None:
        """Closes the connection."""
        if self._line is not None:
            self._line.drop()
