"""The site's own settings as the services need them: sender, parcel numbers, cut-offs; and how they are first set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.central.audit import By
from app.central.engine import Central
from app.central.promises.site import change_setting, settings
from app.domain.codes import templates as in_store_templates
from app.labels import Templates
from app.services.bench.papers import Stationery
from app.services.bench.records import address_of
from app.services.desk import Desk
from app.services.linking.pulling import remembered_settings
from app.services.people.rules import PIN_CHOICES

TEST_PREFIX = "9520000"
"""GS1 keeps 952 for demonstrations: a site that has no prefix of its own yet prints numbers nobody else has."""

DOUBLE_READ_MS = 300
"""Scanners that watch a spot by themselves read a code again while it lies there, mostly within this time."""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a site has set.

    Attributes:
        prefix: GS1 company prefix for parcel numbers.
        stationery: Sender, site's name, language and label stock.
        totes: Totes the site has labels for.
        double_read_ms: The same code from the same scanner within so many milliseconds is one; 0 lets all pass.
    """

    prefix: str
    stationery: Stationery
    totes: int
    double_read_ms: int


def house_rules(centre: Central, papers: Path | None, templates: Templates | None = None) -> HouseRules:
    """Reads the settings; what is not set has a value that works.

    Args:
        centre: The central database.
        papers: Folder where papers are kept as PDF, or None.
        templates: The site's label templates; None for the product's alone.
    """
    return _rules(settings(centre), papers, templates)


def station_rules(desk: Desk, papers: Path | None, templates: Templates | None = None) -> HouseRules:
    """Gives the settings as a station pulled them last: it needs no centre to begin.

    Args:
        desk: The station.
        papers: Folder where papers are kept as PDF, or None.
        templates: The site's label templates; None for the product's alone.
    """
    return _rules(remembered_settings(desk), papers, templates)


def _rules(known: Mapping[str, Any], papers: Path | None, templates: Templates | None) -> HouseRules:
    sender: Mapping[str, Any] = known.get("sender", {})
    stationery = Stationery(
        sender=address_of(sender),
        site=known.get("name", "Pasillo"),
        language=known.get("language", "es"),
        size=known.get("label_size", "4x6"),
        dpi=known.get("label_dpi", 203),
        folder=papers,
        templates=templates or Templates(),
    )
    return HouseRules(
        known.get("gs1_prefix", TEST_PREFIX),
        stationery,
        known.get("totes", 0),
        known.get("double_read_ms", DOUBLE_READ_MS),
    )


SETTINGS: Mapping[str, type] = {
    "name": str,
    "language": str,
    "sender": dict,
    "label_size": str,
    "label_dpi": int,
    "gs1_prefix": str,
    "totes": int,
    "carrier": str,
    "cutoffs": dict,
    "time_zone": str,
    "limits": dict,
    "planning_seconds": int,
    "in_store": list,
    "double_read_ms": int,
    "count_limit": int,
    "zero_check": bool,
    "tare_g": int,
    "tolerance": int,
    "tolerance_g": int,
    "pin": str,
    "pin_offline_days": int,
    "lock_minutes": int,
}
"""Every setting of a site and what its value is."""


def set_house_rules(centre: Central, values: Mapping[str, Any], *, now: datetime | None = None) -> None:
    """Stores settings by name, replacing those of the same name; what is the same already is left alone.

    Args:
        centre: The central database.
        values: The settings by name.
        now: When, for the audit trail; the computer's time when not given.

    Raises:
        ValueError: There is no such setting, or its value does not fit; nothing was stored.
    """
    for name, value in values.items():
        _check(name, value)
    known = settings(centre)
    for name, value in values.items():
        if known.get(name) != value:
            change_setting(centre, name, value, badge=By().badge, station="", now=now or datetime.now(UTC))


def _check(name: str, value: Any) -> None:
    kind = SETTINGS.get(name)
    if kind is None:
        raise ValueError(f"{name}: no such setting; known: {', '.join(SETTINGS)}")
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{name} = {value!r}: {kind.__name__} expected")
    if name == "pin" and value not in PIN_CHOICES:
        raise ValueError(f"{name} = {value!r}: one of {', '.join(PIN_CHOICES)} expected")
    if isinstance(value, list):  # in_store is the only one
        in_store_templates(map(str, value))
