"""One connection to the server: it does not wait for ever, and takes no half-hearted "committed" for an answer."""

from collections.abc import Callable, Generator
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow

from app.central.postgres.lineage import Lineage
from app.central.postgres.patience import FLOOR

T = TypeVar("T")

_WARNING = "01000"
_TICK_S = 0.1


class SilenceError(psycopg.OperationalError):
    """The server owed an answer and said nothing for too long; the connection was given up.

    What was asked may have been done all the same.
    """

    reason = "central.silent"


class UnconfirmedError(psycopg.OperationalError):
    """The server committed, but did not wait until its standby has it too: a failover may lose it again."""

    reason = "central.unconfirmed"


def _nobody_listens() -> None:
    """Stands in where nobody wants to know."""


class Line(psycopg.Connection[TupleRow]):
    """A connection with a deadline of our own.

    Everything psycopg waits for passes ``wait``, so no wish of ours can hang there: not a statement, not a commit,
    not a COPY, not the rows of a large answer.

    Attributes:
        silence_s: Longest time without a byte from the server while it owes an answer, in seconds.
        lineage: Which server this is; None when it does not tell.
        fell_silent: Called when the server was given up.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.silence_s = FLOOR.silence
        self.lineage: Lineage | None = None
        self.fell_silent: Callable[[], None] = _nobody_listens
        self._doubt = ""
        self.add_notice_handler(self._hear)

    def wait(self, gen: Generator[Any, Any, T], interval: float = _TICK_S, timeout: float | None = None) -> T:
        """Waits until a wish is fulfilled.

        Whoever gives a ``timeout`` listens, and is owed nothing: there silence is no sign of trouble.

        Raises:
            SilenceError: The server said nothing for ``silence_s``.
        """
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(_answered(gen, self.silence_s), interval)
        except SilenceError:
            self.pgconn.finish()  # what it may still say to this wish would be taken for the answer to the next one
            self.fell_silent()
            raise

    def commit(self) -> None:
        """Commits.

        Raises:
            UnconfirmedError: The server says it committed, and that its standby may not have it.
        """
        self._doubt = ""
        super().commit()
        if self._doubt:
            raise UnconfirmedError(self._doubt)

    def _hear(self, notice: psycopg.errors.Diagnostic) -> None:
        # The only plain warning a commit of ours can bring; its text is in the server's language.
        if notice.sqlstate == _WARNING and notice.severity_nonlocalized == "WARNING":
            self._doubt = notice.message_primary or _WARNING


def _answered(wish: Generator[Any, Any, T], limit_s: float) -> Generator[Any, Any, T]:
    """Passes a conversation on, and ends it when the other side is silent for too long."""
    try:
        wanted = next(wish)
        since = monotonic()
        while True:
            ready = yield wanted
            if ready:
                since = monotonic()
            elif monotonic() - since >= limit_s:
                raise SilenceError(f"no answer for {limit_s:g} s")
            wanted = wish.send(ready)
    except StopIteration as end:
        answer: T = end.value
        return answer
