"""The address of a site's database, taken apart and looked over before anybody is called.

``postgresql+psycopg://user@host/name?sslrootcert=ca.crt``, or with several servers of which one is the primary:
``postgresql+psycopg://user@/name?host=a:5432&host=b:5432&target_session_attrs=read-write``.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.central.outage import CentralTrouble

_PORT = 5432
_HIGHEST_PORT = 65_535
_VERIFIED = "verify-full"

_OURS = frozenset({"host", "port", "user", "password", "dbname", "target_session_attrs"})
_LIBPQ = frozenset({
    "application_name", "channel_binding", "connect_timeout", "gssencmode", "gsslib", "keepalives",
    "keepalives_count", "keepalives_idle", "keepalives_interval", "krbsrvname", "max_protocol_version",
    "min_protocol_version", "options", "passfile", "require_auth", "requirepeer", "ssl_max_protocol_version",
    "ssl_min_protocol_version", "sslcert", "sslcertmode", "sslcrl", "sslcrldir", "sslkey", "sslmode",
    "sslnegotiation", "sslpassword", "sslrootcert", "sslsni", "tcp_user_timeout",
})  # fmt: skip
"""Options that are handed on. Not among them: ``hostaddr`` and ``service``, which would lead elsewhere unseen."""

_READ_ONLY_WILL_DO = frozenset({"any", "standby", "prefer-standby", "read-only"})


@dataclass(frozen=True, slots=True)
class Host:
    """Where a server listens.

    Attributes:
        name: A name, an IP address, or the folder of a Unix socket; empty for the system's own folder.
        port: Its TCP port, or the number in the socket's name.
    """

    name: str
    port: int

    @property
    def is_socket(self) -> bool:
        """Whether it is a socket of this machine and no network at all."""
        return not self.name or self.name.startswith(("/", "@"))

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine on the way there."""
        if self.is_socket or self.name == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.name).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        return f"{self.name or 'localhost'}:{self.port}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is in order.

    Attributes:
        hosts: The servers, any of which may be the primary.
        database: Name of the database.
        user: Role to connect as; empty for the name of the operating system's user.
        options: What else the PostgreSQL library is told.
        writable: Whether only a server that takes changes will do.
        password: As it stood in the address; None when there was none.
    """

    hosts: tuple[Host, ...]
    database: str
    user: str
    options: Mapping[str, str] = field(repr=False)
    writable: bool = True
    password: str | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """Names the database where passwords and lineages are kept; the order of the servers does not count."""
        return f"{self.user}@{','.join(sorted(map(str, self.hosts)))}/{self.database}"


def read_address(url: sa.URL) -> Address:
    """Takes an address apart.

    Raises:
        Unavailable: An option is unknown, a port is none, or the network would carry the data unprotected.
    """
    options = {name: _one(value) for name, value in url.query.items()}
    for name in options:
        if name not in _OURS | _LIBPQ:
            raise CentralTrouble("central.unknown_option", option=name)
    hosts = _hosts(url)
    address = Address(
        hosts,
        database=url.database or options.get("dbname", ""),
        user=url.username or options.get("user", ""),
        options={**_safety(hosts, options), **{name: options[name] for name in options if name in _LIBPQ}},
        writable=options.get("target_session_attrs") not in _READ_ONLY_WILL_DO,
        password=str(url.password) if url.password is not None else options.get("password"),
    )
    if not address.database:
        raise CentralTrouble("central.no_database_named")
    return address


def without_password(url: sa.URL) -> sa.URL:
    """Gives the same address fit to be shown and kept."""
    bare = sa.URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    return bare.difference_update_query(["password", "sslpassword"])


def _one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)


def _hosts(url: sa.URL) -> tuple[Host, ...]:
    named = _one(url.query.get("host", "")).split(",") if "host" in url.query else [url.host or ""]
    ports = _one(url.query["port"]).split(",") if "port" in url.query else ["" if url.port is None else str(url.port)]
    if len(ports) == 1:
        ports *= len(named)
    if len(ports) != len(named):
        raise CentralTrouble("central.bad_port", port=",".join(ports))
    return tuple(_host(name, port) for name, port in zip(named, ports, strict=True))


def _host(name: str, port: str) -> Host:
    if not name.startswith("/") and name.count(":") == 1:
        name, _, port = name.partition(":")
    if name.startswith("[") and "]" in name:  # an IPv6 address with or without a port
        inside, _, rest = name[1:].partition("]")
        name, port = inside, rest.removeprefix(":") or port
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) <= _HIGHEST_PORT):
        raise CentralTrouble("central.bad_port", port=port)
    return Host(name, int(port or _PORT))


def _safety(hosts: tuple[Host, ...], options: Mapping[str, str]) -> dict[str, str]:
    """Asks for a proven server wherever data leaves this machine; weaker wishes are refused, not mended silently."""
    far = next((host for host in hosts if not host.is_local), None)
    if far is None:
        return {"sslmode": "prefer"}
    if options.get("sslmode", _VERIFIED) != _VERIFIED:
        raise CentralTrouble("central.weak_tls", host=far.name, mode=options["sslmode"])
    return {"sslmode": _VERIFIED}
