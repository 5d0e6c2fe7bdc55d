"""The demo's data: one real day of orders and the house laid out for it, brought in the way an owner would."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.services.office.house_rules import set_house_rules
from app.services.office.importing import ImportReport
from app.services.site import Site

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "demo"

MASTER = (("items", "items.csv"), ("places", "places.csv"), ("people", "people.csv"), ("stock", "stock.csv"))


@dataclass(frozen=True, slots=True)
class Day:
    """The day that is played.

    Attributes:
        start: When it begins, in UTC.
        channel: The channel of its file.
        orders_file: The file.
        totes: How many totes the house has.
        rules: The site's settings.
    """

    start: datetime
    channel: str
    orders_file: Path
    totes: int
    rules: Mapping[str, Any]


def the_day() -> Day:
    """Reads what day it is and how the house is set."""
    data = tomllib.loads((FOLDER / "demo.toml").read_text(encoding="utf-8"))
    cutoffs = {
        f"{carrier['name']}/{service['name']}": f"{service['cutoff']:%H:%M}"
        for carrier in data["carriers"]
        for service in carrier["services"]
    }
    rules = {
        "name": data["site"]["name"],
        "gs1_prefix": data["site"]["gs1_company_prefix"],
        "totes": data["site"]["totes"],
        "sender": data["sender"],
        "cutoffs": cutoffs,
        "limits": data["limits"],
    }
    day = data["day"]
    return Day(day["start"], day["channel"], FOLDER / day["orders"], data["site"]["totes"], rules)


def lay_out(site: Site, day: Day) -> None:
    """Brings in settings, items, places, people and opening stock."""
    set_house_rules(site.centre, day.rules)
    for channel, name in MASTER:
        report = site.import_file(channel, name, (FOLDER / name).read_bytes())
        if report.rejected:
            raise RuntimeError(f"the demo's own {name} has rejected rows: {report.rejected[0]}")


def bring_orders(site: Site, day: Day, count: int) -> ImportReport:
    """Imports the day's file as a channel file.

    Args:
        site: The site.
        day: The day.
        count: Only the first so many orders; 0 for all.
    """
    text = day.orders_file.read_text(encoding="utf-8")
    if count:
        text = first_orders(text, count)
    return site.import_file(day.channel, day.orders_file.name, text.encode())


def first_orders(text: str, count: int) -> str:
    """Cuts a file after its first orders; cancellations and rows without goods in between stay."""
    rows = list(csv.reader(io.StringIO(text)))
    seen: set[str] = set()
    kept = [rows[0]]
    for row in rows[1:]:
        invoice = row[0]
        if invoice.isdigit() and int(row[3]) > 0:
            if invoice not in seen and len(seen) == count:
                break
            seen.add(invoice)
        kept.append(row)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(kept)
    return out.getvalue()
