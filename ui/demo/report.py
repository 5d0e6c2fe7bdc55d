"""What the demo says at its end: the figures of the day, for people and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.language import Phrases
from app.services.proving import Figures


@dataclass(frozen=True, slots=True)
class Played:
    """A shift that was played.

    Attributes:
        imported: Orders the day's file brought.
        pending: Facts that no centre holds yet.
        figures: The day in numbers.
        paint_ms: From a scan's bytes to the painted screen: (p50, p99), or None.
        incidents: What the script of the shift wanted to see, and how often it was seen.
        whole: Whether the shift was long enough for everything in its script to happen.
        stuck: What went wrong, empty when everybody went home.
    """

    imported: int
    pending: int
    figures: Figures
    paint_ms: tuple[float, float] | None
    incidents: Mapping[str, int]
    whole: bool
    stuck: str = ""

    @property
    def good(self) -> bool:
        """Whether the day is done, the books are right and every fact arrived."""
        orders = self.figures.orders
        ended = sum(orders.get(state, 0) for state in ("shipped", "backordered", "cancelled"))
        unseen = self.whole and not all(self.incidents.values())
        return not (self.stuck or self.figures.violations or self.pending or ended != self.imported or unseen)

    def complaints(self, say: Phrases) -> list[str]:
        """Says what is not as it should be, in whole sentences."""
        unseen = [name for name, times in self.incidents.items() if not times]
        sentences = [say("demo.stuck", why=self.stuck)] if self.stuck else []
        return sentences + ([say("demo.unseen", names=", ".join(unseen))] if unseen else [])


def as_json(played: Played) -> dict[str, Any]:
    """Gives the result as programs read it."""
    figures = played.figures
    walks = {method: figures.walks.get(method, 0) for method in ("single", "batch", "zone")}
    paint = played.paint_ms
    return {
        "orders_imported": played.imported,
        "orders_shipped": figures.orders.get("shipped", 0),
        "orders_backordered": figures.orders.get("backordered", 0),
        "orders_cancelled": figures.orders.get("cancelled", 0),
        "lines": figures.lines,
        "units": figures.units,
        "units_shipped": figures.units_shipped,
        "walks": walks,
        "parcels": sum(figures.parcels.values()),
        "labels_printed": figures.labels,
        "refused_scans": figures.refused,
        "facts": figures.facts,
        "journal_pending": played.pending,
        "metres_walked": figures.metres,
        "metres_first_come": figures.metres_first_come,
        "scan_to_paint_ms": {"p50": round(paint[0], 2), "p99": round(paint[1], 2)} if paint else None,
        "incidents": dict(played.incidents),
        "check": {
            "ok": not figures.violations,
            "violations": [{"rule": rule, "detail": detail} for rule, detail in figures.violations],
        },
    }


def as_rows(played: Played, say: Phrases) -> list[tuple[str, object]]:
    """Gives the final table."""
    result = as_json(played)
    walks = result.pop("walks")
    paint = result.pop("scan_to_paint_ms")
    check = result.pop("check")
    result.pop("incidents")
    rows: list[tuple[str, object]] = [(say(f"demo.{name}"), value) for name, value in result.items()]
    rows.append((say("demo.walks"), ", ".join(f"{say(f'demo.{name}')} {count}" for name, count in walks.items())))
    if paint:
        rows.append((say("demo.scan_to_paint"), f"{paint['p50']} / {paint['p99']} ms"))
    rows.append((say("demo.check"), say("demo.check_ok") if check["ok"] else say("demo.check_bad")))
    return rows
