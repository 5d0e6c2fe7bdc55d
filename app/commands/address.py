"""Where the central database of this machine is: said once, remembered in a file, and found by every command."""

import os
from collections.abc import Mapping
from pathlib import Path

from app.commands.house import UnusableError

ENVIRONMENT = "PASILLO_DATABASE"
"""Names the database where no file can, e.g. in a service's unit file."""

FILE = "database.txt"
"""In the data folder: the address on its first line; lines that begin with ``#`` are for people."""


def address_of(given: str | None, folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Gives the database's address.

    What the command line says counts first, then the environment, then the file in the data folder.

    Args:
        given: The option ``--database``.
        folder: The data folder.
        environment: The program's environment.

    Returns:
        The address; empty for the SQLite file in the data folder.

    Raises:
        UnusableError: The file cannot be read, or holds a password in clear.
    """
    if given:
        return given
    if named := environment.get(ENVIRONMENT, ""):
        return named
    return _remembered(folder / FILE)


def _remembered(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise UnusableError("command.bad_devices", file=file, why=error) from error
    address = next((line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    if _has_password(address):
        raise UnusableError("command.password_in_file", file=file)
    return address


def _has_password(address: str) -> bool:
    """Tells whether a password stands in it, without taking the rest for granted: a typo is somebody else's to say."""
    whose, at, _ = address.partition("://")[2].rpartition("@")
    return (bool(at) and ":" in whose) or "password=" in address
