"""The database's password: found where people put it, and never written to a log, a message or a setting.

It is looked for in the address itself, in two variables of the environment, in the system's safe (Windows credentials,
macOS keychain, Secret Service), and last in libpq's own password file.
"""

import os
import re
import stat
import sys
from pathlib import Path

from app.central.outage import CentralTrouble

SERVICE = "pasillo"
"""Under which name the system's safe keeps our passwords."""

VARIABLE = "PASILLO_DATABASE_PASSWORD"
"""A variable of the environment that holds the password, where the system has no safe."""

FILE_VARIABLE = "PASILLO_DATABASE_PASSWORD_FILE"
"""A variable that names a file with the password in its first line; nobody else may read that file."""

_IN_URL = re.compile(r"(?<=://)([^/?#@:]*):(?:.*)@(?=[^@]*$)|((?:ssl)?password=)[^&]*")


def masked(url: str) -> str:
    """Writes the address of a database without the passwords in it, however wrong the rest of it is."""
    return _IN_URL.sub(lambda found: f"{found[2]}***" if found[2] else f"{found[1]}:***@", url)


def given_password() -> str | None:
    """Reads the password from the environment.

    Raises:
        Unavailable: The file it names cannot be read, or others may read it.
    """
    if (said := os.environ.get(VARIABLE)) is not None:
        return said
    if named := os.environ.get(FILE_VARIABLE):
        return _first_line(Path(named))
    return None


def kept_password(key: str) -> str | None:
    """Asks the system's safe for the password of a database; None when it has none, or there is no safe."""
    import keyring  # noqa: PLC0415 - takes 90 ms, and is only asked when the server wants a password
    from keyring.errors import KeyringError  # noqa: PLC0415 - the same

    try:
        return keyring.get_password(SERVICE, key)
    except KeyringError:
        return None


def keep_password(key: str, password: str) -> None:
    """Puts the password of a database into the system's safe.

    Raises:
        Unavailable: This machine has no safe, or it stays locked.
    """
    import keyring  # noqa: PLC0415 - takes 90 ms, and is hardly ever needed
    from keyring.errors import KeyringError  # noqa: PLC0415 - the same

    try:
        keyring.set_password(SERVICE, key, password)
    except KeyringError as error:
        raise CentralTrouble("central.no_safe", variable=VARIABLE, file=FILE_VARIABLE) from error


def refuse_open_file(path: Path) -> None:
    """Refuses a file with a secret that others may read.

    Raises:
        Unavailable: Others may read it.
    """
    if sys.platform != "win32" and path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise CentralTrouble("central.secret_open", file=path)


def _first_line(path: Path) -> str:
    refuse_open_file(path)
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise CentralTrouble("central.secret_unreadable", file=path) from error
