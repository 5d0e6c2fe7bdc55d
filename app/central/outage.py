"""Turns what a database driver says about a state of the world into one plain sentence."""

import sqlite3

from sqlalchemy import exc

from app.domain.errors import Unavailable

_SQLITE = {
    "SQLITE_BUSY": "The database is locked by another program.",
    "SQLITE_LOCKED": "The database is locked by another program.",
    "SQLITE_FULL": "The disk that holds the database is full.",
    "SQLITE_NOTADB": "The file is not a Pasillo database.",
    "SQLITE_CORRUPT": "The database file is damaged; restore a backup.",
    "SQLITE_CANTOPEN": "The database file cannot be opened.",
    "SQLITE_READONLY": "The database file may not be written.",
    "SQLITE_PERM": "The database file may not be opened.",
    "SQLITE_AUTH": "The database file may not be opened.",
    "SQLITE_IOERR": "The disk that holds the database does not answer.",
    "SQLITE_PROTOCOL": "The database is locked by another program.",
}

_POSTGRES = {
    "40P01": "Two programs waited for each other in the database.",
    "40001": "Two programs changed the same rows of the database.",
    "55P03": "The database is locked by another program.",
    "57014": "The database took too long.",
    "53100": "The disk that holds the database is full.",
    "53300": "The database takes no more connections.",
}


def outage(error: exc.DBAPIError) -> Unavailable | None:
    """Tells what an error says about the world.

    Args:
        error: What SQLAlchemy raised.

    Returns:
        The error to raise in its place, or None when it is not the world but a mistake of the program
        (a missing table, a violated constraint).
    """
    sentence = _sqlite(error.orig) if isinstance(error.orig, sqlite3.Error) else _postgres(error)
    return Unavailable(f"{sentence} ({error.orig})") if sentence else None


def _sqlite(error: sqlite3.Error) -> str | None:
    name = getattr(error, "sqlite_errorname", "")
    return next((text for code, text in _SQLITE.items() if name == code or name.startswith(f"{code}_")), None)


def _postgres(error: exc.DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES:
        return _POSTGRES[state]
    lost = error.connection_invalidated or isinstance(error, exc.OperationalError | exc.InterfaceError)
    return "The database server cannot be reached." if lost else None
