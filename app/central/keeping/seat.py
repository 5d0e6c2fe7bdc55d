"""The bookkeeper's seat at a PostgreSQL centre: the server lets one connection at a time have it.

The seat decides who works and who waits; it is not what keeps the books safe. Each booking asks for its own permission
inside its transaction (``may_book``), so that even two programs that both believe to sit book nothing twice.
"""

from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from app.central.engine import Central
from app.central.hints.line import Line
from app.central.locks import Lock
from app.domain.errors import Unavailable

LAPSE_S = 6
"""Seconds after which the server takes the seat from a program that says nothing: a frozen one must not keep it."""

_UNSEAT = sa.text("""
    SELECT count(pg_terminate_backend(session.pid)) FROM pg_stat_activity AS session JOIN pg_locks USING (pid)
    WHERE locktype = 'advisory' AND classid = 0 AND objid = :lock AND objsubid = 1 AND granted
    AND datname = current_database() AND usename = current_user
    AND xact_start < CAST(:since AS timestamptz) AND xact_start < clock_timestamp() - interval '3 seconds'""")
"""Ends bookings that began before the seat changed hands and do not end: the one before was frozen in the middle."""


class ServerSeat:
    """A lock that lives as long as its connection: the server frees it when the program dies, however it dies."""

    def __init__(self, central: Central) -> None:
        lapse = sa.text(f"SET idle_session_timeout = '{LAPSE_S}s'")
        self._line = Line(central, lapse)
        self._held = False
        self._since: Any = None

    def hold(self) -> bool:
        """Takes the seat if it is free, or proves that it is still held; to be called more often than it lapses.

        Whoever holds it ends a booking of the one before that was frozen in the middle, if both have the same role.

        Returns:
            False while another program has it.

        Raises:
            Unavailable: The server cannot be reached, or has closed the connection: the seat is lost.
        """
        ours = self._held and self._line.is_open
        self._held = False  # whatever goes wrong below
        if ours:
            self._line.ask(_UNSEAT.bindparams(lock=Lock.BOOKING.value, since=self._since))
        else:
            ours = bool(self._line.ask(sa.select(sa.func.pg_try_advisory_lock(Lock.SEAT.value))))
            self._since = self._line.ask(sa.select(sa.func.now()))
        self._held = ours
        return ours

    def leave(self) -> None:
        """Gives the seat up; it is free when this returns, unless the server is away."""
        held, self._held = self._held, False
        with suppress(Unavailable):
            if held and self._line.is_open:
                self._line.ask(sa.select(sa.func.pg_advisory_unlock(Lock.SEAT.value)))
        self._line.drop()
