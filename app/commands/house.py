"""Where a site's data lies, and its opening: every command begins here."""

from pathlib import Path

from platformdirs import user_data_path

from app.domain.clock import SystemClock
from app.services.site import Site


def folder_of(data: str | None) -> Path:
    """Gives the folder of the site's data: the one given, else the user's data folder."""
    return Path(data).expanduser().resolve() if data else user_data_path("pasillo", appauthor=False)


def open_site(data: str | None, database: str | None) -> Site:
    """Opens the site that the command line names.

    Raises:
        ValueError: The database's address is none.
        Unavailable: The database cannot be reached, or a newer program made it.
    """
    return Site(folder_of(data), database or "", SystemClock())
