"""A line of the planner's table: one family of problems, answered in so many seconds each."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADS = (
    "problems",
    "count",
    "given s",
    "mean gap %",
    "worst gap %",
    "equal to best",
    "proven",
    "longest s",
    "aim",
    "met",
)


@dataclass(frozen=True, slots=True)
class Solved:
    """One problem answered.

    Attributes:
        name: The file's name.
        gap: How much worse than the best known plan, in hundredths; below zero when better.
        proven: Whether the bound that was found proves that no plan is better.
        seconds: How long it took.
    """

    name: str
    gap: float
    proven: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Line:
    """A family's line.

    Attributes:
        family: What was planned.
        given: Seconds given for each.
        solved: What became of each.
        aim: The aim in words.
        met: Whether it was reached; None where there is none.
    """

    family: str
    given: float
    solved: Sequence[Solved]
    aim: str = ""
    met: bool | None = None

    @property
    def mean(self) -> float:
        """The mean gap."""
        return sum(one.gap for one in self.solved) / len(self.solved)

    @property
    def worst(self) -> float:
        """The largest gap."""
        return max(one.gap for one in self.solved)

    @property
    def equal(self) -> float:
        """Share of the problems with a plan as good as the best known one."""
        return sum(one.gap <= 1e-6 for one in self.solved) / len(self.solved)

    @property
    def proven(self) -> float:
        """Share of the problems whose plan is proven to be best."""
        return sum(one.proven for one in self.solved) / len(self.solved)

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table shows."""
        count = len(self.solved)
        return (
            self.family,
            str(count),
            f"{self.given:g}",
            f"{self.mean:.3f}",
            f"{self.worst:.3f}",
            f"{self.equal:.1%}",
            f"{self.proven:.1%}",
            f"{max(one.seconds for one in self.solved):.2f}",
            self.aim,
            "" if self.met is None else "yes" if self.met else "NO",
        )


def as_table(lines: Sequence[Line]) -> str:
    """Lays lines out in columns."""
    cells = [HEADS, *(line.cells for line in lines)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADS))]
    words = (0, 8, 9)
    return "\n".join(
        "  ".join(
            text.ljust(width) if at in words else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )
