"""Waiting for a hint: on PostgreSQL the server calls, on SQLite the time passes."""

import select
import socket
from time import monotonic
from typing import Any

import sqlalchemy as sa

from app.central.engine import Central
from app.central.hints.line import Line
from app.central.hints.sending import CHANNEL
from app.domain.errors import Unavailable

_MUCH = 65536
_RETRY_S = 1.0


class Hints:
    """Ears for hints that something changed at the centre: facts were booked, an order was cancelled.

    One thread waits, any thread may ``wake`` it. Whoever waits looks for itself afterwards, whatever the answer was.
    """

    def __init__(self, central: Central) -> None:
        """Prepares the ears; nothing is opened before the first wait.

        Args:
            central: The central database, of either kind.
        """
        listen = sa.text(f"LISTEN {CHANNEL}")
        self._line = None if central.engine.dialect.name == "sqlite" else Line(central, listen)
        self._errors: type[Exception] = central.engine.dialect.loaded_dbapi.Error
        self._deaf = False
        self._waker, self._woken = socket.socketpair()
        self._woken.setblocking(False)

    def wait(self, timeout_s: float) -> bool:
        """Waits for a hint, or until somebody wakes it.

        While the server is away the whole time passes, unless somebody wakes it: there is no error to handle.

        Args:
            timeout_s: Seconds to wait at most.

        Returns:
            True when there was a hint, or the connection was cut and one may have been missed: look now.
            False when the time is over or somebody called ``wake``.
        """
        end = monotonic() + timeout_s
        heard = self._heard()
        while not heard and (left := end - monotonic()) > 0:
            ready = self._ready(min(left, _RETRY_S) if self._deaf else left)
            if self._woken in ready:
                self._drain()
                return self._heard()
            heard = (bool(ready) or self._deaf) and self._heard()
        return heard

    def wake(self) -> None:
        """Ends the wait that is on, or the next one; from any thread."""
        try:
            self._waker.send(b"!")
        except OSError:
            return  # closed meanwhile: nobody waits

    def close(self) -> None:
        """Closes the connection; nobody may be waiting."""
        if self._line is not None:
            self._line.drop()
        self._waker.close()
        self._woken.close()

    def _ready(self, seconds: float) -> list[Any]:
        ears: list[Any] = [self._woken]
        if self._line is not None and self._line.is_open:
            ears.append(self._line.driver)
        return select.select(ears, [], [], seconds)[0]

    def _heard(self) -> bool:
        """Takes what the server has called so far; opens the connection when there is none."""
        if self._line is None:
            return False
        try:
            calls = list(self._line.driver.notifies(timeout=0))
        except Unavailable:
            return False
        except self._errors:
            self._line.drop()
            self._deaf = True
            return False
        missed, self._deaf = self._deaf, False
        return missed or bool(calls)

    def _drain(self) -> None:
        try:
            while self._woken.recv(_MUCH):
                pass
        except BlockingIOError:
            return
