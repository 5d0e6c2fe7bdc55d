"""A program becomes another station: what must be done with first, and what it is at the next start."""

import json
import platform
from pathlib import Path

from app.domain.errors import Conflict, Unavailable
from app.services.opening import OpenStation
from app.services.site import OFFICE, Site

FIRST = "ST01"
"""What a program is that was told nothing."""

_FILE = "stations.json"


def open_instead(site: Site, station: OpenStation, code: str) -> OpenStation:
    """Opens another station beside one that has nothing left to do; who calls closes the one that is left.

    Args:
        site: The site of both.
        station: The station that this program is.
        code: Code of the station that it is to be.

    Raises:
        Conflict: It is that already, or the office's; or something here is not finished.
        Unavailable: The other station is open in another program, or its file cannot be used.
    """
    desk = station.desk
    if code == desk.code:
        raise Conflict("profile.same", station=code)
    if code == OFFICE:
        raise Conflict("profile.office", station=code)
    if desk.work.open_work() is not None:
        raise Conflict("profile.work_open", station=desk.code, wanted=code)
    if waiting := desk.journal.pending():
        raise Conflict("profile.untold", station=desk.code, count=waiting)
    return site.open_station(code)


def chosen_station(data: Path) -> str:
    """Gives the station that this computer was last told to be; a file that cannot be read tells nothing."""
    return _choices(data).get(platform.node(), FIRST)


def choose_station(data: Path, code: str) -> None:
    """Remembers for the next start what station this computer is; other computers may share the folder.

    Raises:
        Unavailable: The folder cannot be written.
    """
    fresh = data / f"{_FILE}.new"
    try:
        fresh.write_text(json.dumps(_choices(data) | {platform.node(): code}, indent=1), encoding="utf-8")
        fresh.replace(data / _FILE)
    except OSError as error:
        raise Unavailable(f"the station cannot be remembered: {error}") from error


def _choices(data: Path) -> dict[str, str]:
    try:
        known = json.loads((data / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(code) for name, code in known.items()} if isinstance(known, dict) else {}
