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
    "central.empty": "The database has no tables yet; let main.py migrate make them with its owner's account.",
    "central.newer": "The database was made by a newer program (step {found}, this program knows {known}); "
    "install the new program on this station.",
    # --- a server: the way there
    "central.silent": "The database server does not answer.",
    "central.unconfirmed": "The database server cannot say that its standby has what was written.",
    "central.starting": "The database server is starting or stopping.",
    "central.unknown_host": "Nobody knows a database server named {host}.",
    "central.refused_port": "No database server listens at {host}, port {port}.",
    "central.standby": "The database server takes no changes: it is a standby, or set to read only.",
    "central.old_primary": "An old database server came back (timeline {found}, {known} was seen already).",
    "central.other_server": "Another database server answers than the one this station knows.",
    "central.old_server": "The database server is PostgreSQL {found}; version {oldest} or newer is needed.",
    # --- a server: who we are to it
    "central.password_missing": "The database server wants a password for {user}, and none is known.",
    "central.password_wrong": "The database server does not take the password of {user}.",
    "central.unknown_role": "The database server knows no role {user}.",
    "central.unknown_database": "The database server has no database {database}.",
    "central.not_admitted": "The database server does not let {user} in from here.",
    "central.not_allowed": "The station's database role may not do that.",
    "central.refused": "The database server refuses: {why}.",
    # --- a server: TLS
    "central.weak_tls": "The way to {host} is not protected: sslmode={mode} is too weak.",
    "central.no_tls": "The database server at {host} does not offer TLS.",
    "central.wrong_host_name": "The certificate of the database server is not one for {host}.",
    "central.unknown_authority": "The certificate of {host} comes from an authority that is not trusted here.",
    "central.certificate_expired": "The certificate of {host} has expired, or is not valid yet.",
    "central.no_authority": "The file with the certificate authority cannot be read.",
    "central.client_certificate": "The database server does not take this station's certificate for {user}.",
    "central.certificate_file": "This station's certificate or key cannot be used: {why}.",
    # --- an address, and its password
    "central.bad_port": "{port} is not a port.",
    "central.unknown_option": "The address of the database has an unknown option, {option}.",
    "central.no_database_named": "The address names no database.",
    "central.no_safe": "This machine has no safe for passwords, or it is locked.",
    "central.secret_open": "Others may read {file}, which holds a password.",
    "central.secret_unreadable": "The password file {file} cannot be read.",
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
    "57P03": "central.starting",
    "58030": "central.disk_silent",
    "XX001": "central.damaged",
    "XX002": "central.damaged",
}
_READ_ONLY = "25006"


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


def outage(error: exc.DBAPIError, *, writes: bool = False) -> CentralTrouble | None:
    """Tells what an error says about the world.

    Args:
        error: What SQLAlchemy raised.
        writes: Whether the transaction was one that may write: only then "read only" is the world's doing.

    Returns:
        The error to raise in its place, or None when it is not the world but a mistake of the program
        (a missing table, a violated constraint).
    """
    reason = _sqlite(error.orig) if isinstance(error.orig, sqlite3.Error) else _postgres(error)
    if writes and getattr(error.orig, "sqlstate", None) == _READ_ONLY:
        return CentralTrouble("central.standby", str(error.orig))
    return CentralTrouble(reason, str(error.orig)) if reason else None


def _sqlite(error: sqlite3.Error) -> str | None:
    name = getattr(error, "sqlite_errorname", "")
    return next((key for code, key in _SQLITE.items() if name == code or name.startswith(f"{code}_")), None)


def _postgres(error: exc.DBAPIError) -> str | None:
    own: str | None = getattr(error.orig, "reason", None)
    if own is not None:
        return own
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES:
        return _POSTGRES[state]
    lost = error.connection_invalidated or isinstance(error, exc.OperationalError | exc.InterfaceError)
    return "central.away" if lost else None
