"""Pulling: a station's copy of the reference data and of the site's settings, whole once and then by changes."""

import json
from collections.abc import Mapping
from typing import Any

from app.central.link.feed import pull_changes, pull_whole
from app.central.reads.catalogue import Catalogue
from app.services.desk import Desk
from app.station.catalogue import Master

HOUSE = "house"
"""Under which key the site's settings are remembered."""


def pull(desk: Desk, centre: str) -> None:
    """Brings the station's copy up to date.

    Args:
        desk: The station.
        centre: Identity of the centre as the handshake told it; the copy of another one is replaced whole.

    Raises:
        Unavailable: The centre cannot be reached, or the disk does not take the copy; the old one is still in use.
    """
    cursor = _cursor(desk, centre)
    found = pull_changes(desk.centre, cursor) if cursor is not None else None
    found = found or pull_whole(desk.centre)
    if found.settings is not None:
        _remember(desk, found.settings)
    version = f"{centre}:{found.cursor}"
    if found.whole:
        desk.catalogue.replace(_master(found.rows), version=version)
    elif any(found.gone.values()) or found.settings is not None:
        desk.catalogue.merge(_master(found.rows), found.gone, version=version)


def remembered_settings(desk: Desk) -> Mapping[str, Any]:
    """Gives the site's settings as they were pulled last; empty before the first time."""
    known: Mapping[str, Any] = json.loads(desk.memory.recall(HOUSE) or "{}")
    return known


def _cursor(desk: Desk, centre: str) -> int | None:
    before, _, cursor = desk.catalogue.version.rpartition(":")
    return int(cursor) if before == centre and cursor.isdigit() else None


def _remember(desk: Desk, settings: Mapping[str, Any]) -> None:
    text = json.dumps(settings, ensure_ascii=False, sort_keys=True)
    if text != desk.memory.recall(HOUSE):
        desk.memory.remember(HOUSE, text)


def _master(rows: Catalogue) -> Master:
    return Master(rows.items, rows.barcodes, tuple(each.place for each in rows.places), rows.people, rows.in_store)
