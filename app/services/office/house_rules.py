"""The site's own settings as the services need them: sender, parcel numbers, cut-offs; and how they are first set."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.central.engine import Central
from app.central.promises.site import keep, settings
from app.services.bench.papers import Stationery, address_of

TEST_PREFIX = "9520000"
"""GS1 keeps 952 for demonstrations: a site that has no prefix of its own yet prints numbers nobody else has."""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a site has set.

    Attributes:
        prefix: GS1 company prefix for parcel numbers.
        stationery: Sender, site's name, language and label stock.
        totes: Totes the site has labels for.
    """

    prefix: str
    stationery: Stationery
    totes: int


def house_rules(centre: Central, papers: Path | None) -> HouseRules:
    """Reads the settings; what is not set has a value that works.

    Args:
        centre: The central database.
        papers: Folder where papers are kept as PDF, or None.
    """
    known = settings(centre)
    sender: Mapping[str, Any] = known.get("sender", {})
    stationery = Stationery(
        sender=address_of(sender),
        site=known.get("name", "Pasillo"),
        language=known.get("language", "es"),
        size=known.get("label_size", "4x6"),
        dpi=known.get("label_dpi", 203),
        folder=papers,
    )
    return HouseRules(known.get("gs1_prefix", TEST_PREFIX), stationery, known.get("totes", 0))


def set_house_rules(centre: Central, values: Mapping[str, Any]) -> None:
    """Stores settings by name, replacing those of the same name."""
    for name, value in values.items():
        keep(centre, name, value)
