"""Turns what a database driver says about a state of the world into one plain sentence."""

import sqlite3

from sqlalchemy import exc

from app.domain.errors import Unavailable

SENTENCES = {
    "central.locked": "The database is locked by another program.",
    "central.disk_full": "The disk that holds the database is full.",
    "central.not_ours": "The file is not a Pasillo database.",
    "central.damaged": "The database file is damaged; restore a backup.",
    "central.not_opened": "The database file cannot be opened.",
    "central.read_only": "The database file may not be written.",
    "central.disk_silent": "The disk that holds the database does not answer.",
    "central.deadlock": "Two programs waited for each other in the database.",
    "central.too_slow": "The database took too long.",
    "central.no_connections": "The database takes no more connections.",
    "central.away": "The database server cannot be reached.",
    "central.busy": "Another part of the program is writing to the database and does not end.",
    "central.not_allowed": "The database does not allow this station to do that.",
    "central.newer": "The database was made by a newer program (step {found}, this program knows {known}); "
    "install the new program on this station.",
}
"""Every trouble and what it says in the log; the screens' sentences have the same keys in the resources."""

_SQLITE = {
    "SQLITE_BUSY": "central.locked",
    "SQLITE_LOCKED": "central.locked",
    "SQLITE_PROTOCOL": "central.locked",
    "SQLITE_FULL": "central.disk_full",
    "SQLITE_NOTADB": "central.not_ours",
    "SQLITE_CORRUPT": "central.damaged",
    "SQLITE_CANTOPEN": "central.not_opened",
    "SQLITE_PERM": "central.not_opened",
    "SQLITE_AUTH": "central.not_opened",
    "SQLITE_READONLY": "central.read_only",
    "SQLITE_IOERR": "central.disk_silent",
}

_POSTGRES = {
    "40P01": "central.deadlock",
    "40001": "central.deadlock",
    "55P03": "central.locked",
    "57014": "central.too_slow",
    "53100": "central.disk_full",
    "53300": "central.no_connections",
    "42501": "central.not_allowed",
}


class CentralTrouble(Unavailable):
    """The central database cannot be used now.

    Attributes:
        reason: Key of the sentence to show, one of ``SENTENCES``.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, reason: str, detail: str = "", **names: object) -> None:
        sentence = SENTENCES[reason].format_map(names)
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.reason = reason
        self.names = names


def outage(error: exc.DBAPIError) -> CentralTrouble | None:
    """Tells what an error says about the world.

    Args:
        error: What SQLAlchemy raised.

    Returns:
        The error to raise in its place, or None when it is not the world but a mistake of the program
        (a missing table, a violated constraint).
    """
    reason = _sqlite(error.orig) if isinstance(error.orig, sqlite3.Error) else _postgres(error)
    return CentralTrouble(reason, str(error.orig)) if reason else None


def _sqlite(error: sqlite3.Error) -> str | None:
    name = getattr(error, "sqlite_errorname", "")
    return next((key for code, key in _SQLITE.items() if name == code or name.startswith(f"{code}_")), None)


def _postgres(error: exc.DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES:
        return _POSTGRES[state]
    lost = error.connection_invalidated or isinstance(error, exc.OperationalError | exc.InterfaceError)
    return "central.away" if lost else None
