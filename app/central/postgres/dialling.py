"""Calls the servers of an address until one answers that is the site's own and takes changes."""

import socket
from collections.abc import Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import psycopg

from app.central.outage import CentralTrouble
from app.central.postgres import diagnosis
from app.central.postgres.address import Address, Host
from app.central.postgres.line import Line, SilenceError
from app.central.postgres.lineage import Lineage, Seen, admit
from app.central.postgres.patience import CONNECT_S, Patience
from app.central.postgres.secrets import given_password, kept_password, refuse_open_file

OLDEST = 15
"""The oldest PostgreSQL a site may run."""

_WHO = b"""
SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool,
       system_identifier::text,
       CASE WHEN NOT pg_is_in_recovery() THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END
FROM pg_control_system()
"""
_WHO_AT_LEAST = b"SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool, NULL, NULL"

_PATIENT_OPTIONS = {
    "keepalives": "1",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "connect_timeout": str(CONNECT_S),
    "gssencmode": "disable",  # else each connection asks for Kerberos first
    "client_encoding": "utf8",
    "application_name": "pasillo",
}
_PASSING = frozenset({"central.silent", "central.away", "central.refused_port", "central.starting", "central.standby"})
"""Reasons that mend themselves; another server's reason for a person to act is told rather than these."""


class Dial:
    """Makes connections to a database.

    A server that failed or fell silent is asked last the next time, so that a dead first server costs its deadline
    once and not at each connection.
    """

    def __init__(self, address: Address, patience: Patience, seen: Seen) -> None:
        self._address, self._patience, self._seen = address, patience, seen
        self._hosts = list(address.hosts)
        self._guard = Lock()
        self._password = address.password

    def connect(self, **options: Any) -> Line:
        """Connects to the first server that will do.

        Args:
            options: What psycopg's ``connect`` is told besides.

        Raises:
            Unavailable: None will do; the most telling reason of all servers.
        """
        troubles = []
        for host in list(self._hosts):
            try:
                return self._try(host, options)
            except CentralTrouble as trouble:
                troubles.append(trouble)
                self._ask_last(host)
        lasting = (each for each in troubles if each.reason not in _PASSING)
        away = (each for each in troubles if each.reason != "central.standby")
        raise next(lasting, next(away, troubles[0]))

    def is_outdated(self, line: Line) -> bool:
        """Tells whether a newer primary was met since this connection was made."""
        known = self._seen.last(self._address.key)
        return known is not None and line.lineage is not None and line.lineage != known

    def _ask_last(self, host: Host) -> None:
        with self._guard:
            self._hosts = [each for each in self._hosts if each != host] + [host]

    def _try(self, host: Host, options: dict[str, Any]) -> Line:
        trouble = CentralTrouble("central.unknown_host", host=host.name)
        for at in addresses_of(host):
            try:
                line = self._call(host, at, options)
            except psycopg.OperationalError as error:
                trouble = self._explain(error, host, at)
                continue
            try:
                self._greet(line, host)
            except BaseException:
                line.close()
                raise
            line.fell_silent = lambda: self._ask_last(host)
            return line
        raise trouble

    def _call(self, host: Host, at: str, options: dict[str, Any]) -> Line:
        if self._password is None:
            self._password = given_password()
        try:
            return self._dial(host, at, options)
        except psycopg.OperationalError as error:
            if not (error.pgconn and error.pgconn.needs_password):
                raise
            kept = kept_password(self._address.key)
            if kept is None:
                raise
        self._password = kept
        return self._dial(host, at, options)

    def _dial(self, host: Host, at: str, options: dict[str, Any]) -> Line:
        limits = " ".join(f"-c {name}={value}" for name, value in self._patience.settings().items())
        own = dict(self._address.options)
        own["options"] = f"{limits} {own.get('options', '')}".strip()
        who = {"host": host.name, "hostaddr": at, "port": str(host.port), "dbname": self._address.database,
               "user": self._address.user, "password": self._password}  # fmt: skip
        told: dict[str, Any] = {name: value for name, value in {**_PATIENT_OPTIONS, **own, **who}.items() if value}
        return Line.connect(**told, **options)

    def _explain(self, error: psycopg.OperationalError, host: Host, at: str) -> CentralTrouble:
        pgconn = error.pgconn
        if pgconn is not None and pgconn.needs_password:
            passfile = self._address.options.get("passfile")
            refuse_open_file(Path(passfile).expanduser() if passfile else Path.home() / ".pgpass")
            return CentralTrouble("central.password_missing", user=self._address.user)
        if pgconn is not None and pgconn.used_password:
            self._password = self._address.password  # the safe may hold a new one meanwhile
        return diagnosis.why(error, self._address, host, at)

    def _greet(self, line: Line, host: Host) -> None:
        """Finds out whom we reached."""
        line.silence_s = self._patience.silence
        if line.info.server_version < OLDEST * 10_000:
            raise CentralTrouble("central.old_server", found=line.info.server_version // 10_000, oldest=OLDEST)
        try:
            read_only, system, timeline = _who(line)
        except SilenceError as error:
            raise CentralTrouble("central.silent", str(error)) from error
        except psycopg.OperationalError as error:
            raise CentralTrouble("central.away", str(error)) from error
        if read_only and self._address.writable:
            raise CentralTrouble("central.standby", str(host))
        if system is not None and timeline is not None:
            line.lineage = Lineage(system, timeline)
            admit(self._seen, self._address.key, line.lineage)


def _who(line: Line) -> tuple[bool, str | None, int | None]:
    line.autocommit = True
    try:
        try:
            found = line.execute(_WHO).fetchone()
        except psycopg.errors.InsufficientPrivilege:  # some hosted servers keep it to themselves
            found = line.execute(_WHO_AT_LEAST).fetchone()
    finally:
        if not line.closed:
            line.autocommit = False
    return found or (True, None, None)


def addresses_of(host: Host) -> Sequence[str]:
    """Looks up where a server is, without waiting for the network's directory longer than for the server.

    The library would look it up itself, for as long as it takes and with the whole program standing still.

    Returns:
        Its IP addresses; one empty text for a Unix socket.

    Raises:
        Unavailable: Nobody knows the name.
    """
    if host.is_socket:
        return ("",)
    found: list[Sequence[str]] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            found.append(())
        else:
            found.append(tuple(dict.fromkeys(str(each[4][0]) for each in answers)))

    looking = Thread(target=look_up, name="names", daemon=True)
    looking.start()
    looking.join(CONNECT_S)
    if not found or not found[0]:
        raise CentralTrouble("central.unknown_host", host=host.name)
    return found[0]
