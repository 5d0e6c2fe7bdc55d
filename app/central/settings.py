"""The site's settings as everybody at the centre reads them, and the cut-offs that follow from them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.central.tables import site

Settings = Mapping[str, Any]
"""Setting by name. Known here:

- ``cutoffs``: time of day by ``"carrier/service"``, ``"carrier"`` or ``"*"``, e.g. ``{"*": "17:00"}``
- ``time_zone``: IANA name for these, UTC when missing
- ``carrier``: for orders that name none
- ``limits``: what a cart holds, by the names of ``app.planning.problem.Limits``
- ``in_store``: forms of in-store codes, see ``app.domain.codes.in_store``
- ``count_limit``, ``zero_check``: habits of walks; ``tare_g``, ``tolerance``, ``tolerance_g``: of the bench
- ``pin``: of whom a PIN is asked; ``pin_offline_days``, ``lock_minutes``: see ``app.domain.master.pins.PinRules``
"""


SETTINGS = sa.select(site.c.key, site.c.value).where(~site.c.key.contains("."))
"""Asks for all settings of the site; notes of the program itself, under names with a dot, are left out."""


def read_settings(connection: sa.Connection) -> dict[str, Any]:
    """Gives all settings of the site."""
    return settings_in(connection.execute(SETTINGS))


def settings_in(rows: Iterable[Any]) -> dict[str, Any]:
    """Reads the rows that ``SETTINGS`` asked for: a name and the JSON text of its value each."""
    return {row.key: json.loads(row.value) for row in rows}


def cutoff_after(settings: Settings, carrier: str, service: str, moment: datetime) -> datetime | None:
    """Gives the carrier's next cut-off at or after a moment; None when it has none. The most exact setting counts.

    Raises:
        ValueError: The setting is not a time of day such as ``"17:00"``.
        ZoneInfoNotFoundError: The machine does not know the site's time zone.
    """
    cutoffs = settings.get("cutoffs", {})
    text = cutoffs.get(f"{carrier}/{service}") or cutoffs.get(carrier) or cutoffs.get("*")
    if not text:
        return None
    here = moment.astimezone(ZoneInfo(settings.get("time_zone", "UTC")))
    cutoff = datetime.combine(here.date(), time.fromisoformat(text), here.tzinfo)
    if cutoff < here:
        cutoff = datetime.combine(here.date() + timedelta(days=1), time.fromisoformat(text), here.tzinfo)
    return cutoff.astimezone(moment.tzinfo)
