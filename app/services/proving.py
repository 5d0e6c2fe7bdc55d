"""The figures of the day and the proof that the books are right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.central.check import check
from app.central.engine import Central
from app.central.reads.day import orders_by_state
from app.central.reads.totals import totals
from app.central.reads.walks.taken import taken_by_wave
from app.planning.drafts.turns import first_come
from app.services.office.releasing import limits_of, problem_of
from app.services.site import Site

_MM_IN_M = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """A day in numbers.

    Attributes:
        orders: Orders by state.
        lines: Order lines.
        units: Units ordered.
        units_shipped: Units that left.
        walks: Finished walks by method.
        parcels: Parcels by state.
        labels: Label prints told by stations.
        refused: Refused scans told by stations.
        facts: Facts in all.
        metres: Metres walked by plan.
        metres_first_come: Metres that taking the same goods would have been first come, first served, in S-shape.
        exceptions: Open exceptions by kind.
        violations: Rules that do not hold, each as (rule, names for
            its sentence ``check.<rule>``); empty when the books are right.
    """

    orders: Mapping[str, int]
    lines: int
    units: int
    units_shipped: int
    walks: Mapping[str, int]
    parcels: Mapping[str, int]
    labels: int
    refused: int
    facts: int
    metres: int
    metres_first_come: int
    exceptions: Mapping[str, int]
    violations: tuple[tuple[str, Mapping[str, Any]], ...]


def figures(site: Site) -> Figures:
    """Counts the day and proves the books.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    found = totals(site.centre)
    return Figures(
        orders=found.orders,
        lines=found.lines,
        units=found.units_ordered,
        units_shipped=found.units_shipped,
        walks=found.walks_finished,
        parcels=found.parcels,
        labels=found.facts.get("LabelPrinted", 0),
        refused=found.facts.get("ScanRefused", 0),
        facts=sum(found.facts.values()),
        metres=found.millimetres // _MM_IN_M,
        metres_first_come=_first_come(site.centre) // _MM_IN_M,
        exceptions=found.exceptions,
        violations=tuple((each.rule, each.detail) for each in check(site.centre)),
    )


def _first_come(centre: Central) -> int:
    """Adds up the ways in millimetres, wave by wave, on carts that hold what the site's hold."""
    limits = limits_of(centre)
    return sum(first_come(problem_of(taken), limits).millimetres for taken in taken_by_wave(centre))


def floor_is_clear(site: Site) -> bool:
    """Tells whether nothing is left to pick, to pack, or to book.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    found = totals(site.centre)
    busy = any(found.orders.get(state, 0) for state in ("released", "picking", "picked", "packing"))
    return not busy and not found.facts_waiting


def orders_ended(site: Site) -> int:
    """Counts orders that are packed or have reached their end.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    found = orders_by_state(site.centre)
    return sum(found.get(state, 0) for state in ("packed", "shipped", "backordered", "cancelled"))
