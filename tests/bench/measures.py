"""What a benchmark hands back, how a sample is summed up, and the table that shows it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""

HEADS = ("benchmark", "unit", "p50", "p99", "floor p50", "floor p99", "ratio p50", "ratio p99", "aim", "met")


@dataclass(frozen=True, slots=True)
class Sample:
    """Many measurements of one thing: the middle, and what 99 of 100 stay below."""

    p50: float
    p99: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Sample":
        """Sums measurements up; raises ValueError when there are none."""
        if not values:
            raise ValueError("nothing was measured")
        ordered = sorted(values)
        last = len(ordered) - 1
        return cls(ordered[round(last * 0.5)], ordered[round(last * 0.99)])


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: What was measured.
        unit: ``ms``, ``s``, ``MB``, ``/s``.
        ours: What the program needs.
        floor: What the bare machine needs for the same, measured in the same run, or None where there is none.
        aim: The aim in words.
        met: Whether it was reached; None where there is no aim.
    """

    name: str
    unit: str
    ours: Sample
    floor: Sample | None = None
    aim: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table shows."""
        ours, floor = self.ours, self.floor
        floors = (_number(floor.p50), _number(floor.p99)) if floor else ("", "")
        ratios = (f"{ours.p50 / floor.p50:.2f}", f"{ours.p99 / floor.p99:.2f}") if floor else ("", "")
        met = "" if self.met is None else "yes" if self.met else "NO"
        return self.name, self.unit, _number(ours.p50), _number(ours.p99), *floors, *ratios, self.aim, met


@dataclass(frozen=True, slots=True)
class Found:
    """What a benchmark found: its rows, and sentences that explain them."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def within(ours: float, floor: float, times: float) -> bool:
    """Tells whether ours is at most so many times the floor."""
    return ours <= floor * times


def as_table(rows: Sequence[Row]) -> str:
    """Lays rows out in columns."""
    cells = [HEADS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADS))]
    return "\n".join("  ".join(_padded(line, widths)).rstrip() for line in cells)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    words = (0, 1, 8, 9)
    pairs = enumerate(zip(line, widths, strict=True))
    return [text.ljust(width) if at in words else text.rjust(width) for at, (text, width) in pairs]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # three figures say all that repeats
