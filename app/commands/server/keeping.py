"""``password`` and ``trust``: what this computer keeps about a site's database server."""

import getpass
import sys
from pathlib import Path

import sqlalchemy as sa

from app.central.postgres.address import Address, read_address
from app.central.postgres.lineage import SERVERS, SeenFile
from app.central.postgres.secrets import keep_password, masked
from app.commands.house import UnusableError, ready_folder
from app.commands.output import Output


def run(command: str, data: Path, database: str, *, as_json: bool) -> int:
    """Runs one of the two commands.

    Args:
        command: ``password`` puts the password into the computer's safe; ``trust`` forgets which server was seen.
        data: The folder of the site's data.
        database: Address of the database.
        as_json: Whether the result is for a program.

    Returns:
        0: it worked; anything else is raised.

    Raises:
        UnusableError: The address is none of a server, or there is no password.
        Unavailable: The address has a mistake, or this computer has no safe.
    """
    out = Output(as_json=as_json)
    address = _server(database)
    if command == "password":
        keep_password(address.key, _password(address, out))
        out.line(out.say("command.password.kept", user=address.user))
    else:
        SeenFile(ready_folder(data) / SERVERS).forget(address.key)
        out.line(out.say("command.trusted"))
    out.result({"database": address.key})
    return 0


def _server(database: str) -> Address:
    try:
        url = sa.make_url(database)
    except (sa.exc.ArgumentError, ValueError):
        if database:
            raise UnusableError("command.bad_database", url=masked(database)) from None
        raise UnusableError("command.password.no_server") from None
    if url.get_backend_name() != "postgresql":
        raise UnusableError("command.password.no_server")
    return read_address(url)


def _password(address: Address, out: Output) -> str:
    """Takes the password from the address, from a pipe, or asks for it without showing what is typed."""
    if address.password is not None:
        found = address.password
    elif sys.stdin.isatty():
        found = getpass.getpass(out.say("command.password.ask", user=address.user))
    else:
        found = sys.stdin.readline().rstrip("\r\n")
    if not found:
        raise UnusableError("command.password.empty")
    return found
