"""Where a site's data lies, and its opening: every command begins here."""

import errno
import os
import tomllib
from pathlib import Path

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy import exc

from app.central.engine import open_central
from app.central.postgres.secrets import masked
from app.domain.clock import Clock, SystemClock
from app.domain.errors import Unavailable
from app.labels import LabelError
from app.services.office.house_rules import set_house_rules
from app.services.site import Site


class UnusableError(Unavailable):
    """What the command line names cannot be used: a folder, an address, a settings file.

    Attributes:
        reason: Key of the whole sentence to show.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, reason: str, **names: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.names = names


def folder_of(data: str | None) -> Path:
    """Gives the folder of the site's data: the one given, else the user's data folder."""
    return Path(data).expanduser().resolve() if data else user_data_path("pasillo", appauthor=False)


def ready_folder(folder: Path) -> Path:
    """Makes a folder that may be written; gives it back.

    Raises:
        UnusableError: It cannot be made, or not written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableError("command.bad_folder", folder=folder, why=error.strerror or str(error)) from error
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise UnusableError("command.bad_folder", folder=folder, why=os.strerror(errno.EACCES))
    return folder


def open_site(folder: Path, database: str | None, clock: Clock | None = None, *, patient: bool = False) -> Site:
    """Opens the site that the command line names.

    Args:
        folder: The folder of its data.
        database: Address of the database; None or empty for an SQLite file in the folder.
        clock: What time it is; the computer's when none is given.
        patient: Goes on without a database server that cannot be used now, as a station does.

    Raises:
        UnusableError: The folder cannot be written, the database's address is none, site.toml is wrong,
            or a label template of the site is.
        Unavailable: The database cannot be reached, or a newer program made it.
    """
    ready_folder(folder)
    if database:
        check_address(database)
    site = Site(folder, database or "", clock or SystemClock(), patient=patient)
    _set_rules(site, folder / "site.toml")
    _check_templates(site)
    return site


def _set_rules(site: Site, file: Path) -> None:
    """Takes over the settings of the folder's site.toml, if there is one."""
    if site.away is not None or not file.exists():
        return
    try:
        set_house_rules(site.centre, tomllib.loads(file.read_text(encoding="utf-8")))
    except (ValueError, OSError) as error:
        site.close()
        raise UnusableError("command.bad_devices", file=file, why=error) from error


def _check_templates(site: Site) -> None:
    """Refuses to begin with a label template of the site that could not be printed."""
    try:
        site.templates.check()
    except LabelError as error:
        site.close()
        raise UnusableError(error.key, **error.names) from error


def check_address(url: str) -> None:
    """Finds out before anything is opened whether this program can speak to such a database at all."""
    try:
        sa.make_url(url).get_dialect().import_dbapi()
        open_central(url).close()
    except (exc.ArgumentError, ValueError):
        raise UnusableError("command.bad_database", url=masked(url)) from None
    except ModuleNotFoundError as error:
        raise UnusableError("command.no_driver", package=error.name or "") from error
