"""How long a program waits for the database server before it goes on without it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of a conversation with the server, all in seconds.

    Attributes:
        silence: Longest time without a byte from the server while it owes an answer. It is measured here, so it also
            notices a server that is frozen and whose machine still answers for it.
        statement: Longest time one statement may work or send rows; the server ends it.
        lock: Longest time a statement waits for a row that another program holds; the server ends it.
        idle: Longest time a transaction may stand open without a statement; the server ends the connection.
    """

    silence: float = 3.0
    statement: float = 15.0
    lock: float = 2.0
    idle: float = 10.0

    def settings(self) -> dict[str, str]:
        """Gives the server's part of it, as the server names it, in milliseconds."""
        return {
            "statement_timeout": f"{self.statement * 1000:.0f}",
            "lock_timeout": f"{self.lock * 1000:.0f}",
            "idle_in_transaction_session_timeout": f"{self.idle * 1000:.0f}",
        }


FLOOR = Patience()
"""While people wait: a frozen server is given up after three seconds."""

BOOKING = Patience(silence=10.0, statement=30.0, lock=5.0, idle=30.0)
"""A batch of the bookkeeper, which nobody watches."""

LONG = Patience(silence=900.0, statement=900.0, lock=60.0, idle=900.0)
"""Work on the whole database that may take minutes: new tables, a check of all books, a large file."""

CONNECT_S = 2
"""How long one server may take to accept a connection; the PostgreSQL library takes no less."""

PING_S = 1.5
"""How long a connection that lay idle may take to say that it is still there."""
