"""What picking the same orders by each method would cost, and which method to take."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, inf

from app.domain.picking.walk import Method
from app.planning.predicting.finishing import done_at, finish, lateness
from app.planning.predicting.pace import Effort, Pace, minutes

ONLY_IN_TIME = "advice.method.only_in_time"
LEAST_LATE = "advice.method.least_late"
LEAST_WORK = "advice.method.least_work"
EARLIEST = "advice.method.earliest"
ALIKE = "advice.method.alike"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A method's walks for some orders.

    Attributes:
        method: The method.
        efforts: Each walk's, in the order of the queue.
        after: For a walk's index, the indices of the walks that must be over before it begins.
        due: For each walk, minutes from now until the first of its orders must be ready; None when nobody waits.
            Left empty when nobody waits for any of them.
    """

    method: Method
    efforts: tuple[Effort, ...]
    after: Mapping[int, Collection[int]] = field(default_factory=dict)
    due: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """What a method would cost.

    Attributes:
        method: The method.
        walks: How many walks.
        metres: Of all walks.
        minutes: Of all walks together, as if one person walked them all.
        finish: Minutes from now until the last walk ends; None when nobody is there to walk.
        late: Minutes by which the latest walk misses its cut-off; 0 when none does, infinite when nobody is there
            and somebody waits.
    """

    method: Method
    walks: int
    metres: float
    minutes: float
    finish: float | None
    late: float

    @property
    def in_time(self) -> bool:
        """Whether every order makes its cut-off."""
        return not self.late


def compare(
    proposals: Sequence[Proposal], pace: Pace, pickers: Sequence[float], *, packing: float = 0
) -> tuple[MethodFigures, ...]:
    """Predicts what each method would cost.

    Args:
        proposals: One for each method.
        pace: The site's.
        pickers: Minutes from now at which each picker is free.
        packing: Minutes from a walk's end until its orders are packed.
    """
    return tuple(_figures(each, pace, pickers, packing) for each in proposals)


def _figures(proposal: Proposal, pace: Pace, pickers: Sequence[float], packing: float) -> MethodFigures:
    times = [minutes(pace, effort) for effort in proposal.efforts]
    due = proposal.due or (None,) * len(times)
    if times and not pickers:
        end, late = None, inf if any(by is not None for by in due) else 0.0
    else:
        spans = finish(times, pickers, proposal.after)
        end, late = done_at(spans), lateness(spans, due, packing)
    metres = fsum(effort.metres for effort in proposal.efforts)
    return MethodFigures(proposal.method, len(times), metres, fsum(times), end, late)


@dataclass(frozen=True, slots=True)
class MethodAdvice:
    """The method to take; ``why`` is the key of the sentence that says why."""

    figures: MethodFigures
    why: str


def advised(figures: Sequence[MethodFigures]) -> MethodAdvice | None:
    """Chooses a method: in time before late, then least late, then least work, then earliest done, then as given.

    Returns:
        None when there is nothing to choose from.
    """
    if not figures:
        return None
    ranks = [(each.late, each.minutes, inf if each.finish is None else each.finish) for each in figures]
    first = min(range(len(figures)), key=ranks.__getitem__)
    best, others = figures[first], [rank for at, rank in enumerate(ranks) if at != first]
    return MethodAdvice(best, _why(ranks[first], min(others, default=None)))


def _why(best: tuple[float, float, float], second: tuple[float, float, float] | None) -> str:
    """Says in what the best method differs from the next best."""
    if second is None or best == second:
        return ALIKE
    if best[0] != second[0]:
        return LEAST_LATE if best[0] else ONLY_IN_TIME
    return LEAST_WORK if best[1] != second[1] else EARLIEST
