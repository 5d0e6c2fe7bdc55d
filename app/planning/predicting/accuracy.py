"""How right predictions were: compared with what happened, so that a supervisor knows how far to trust them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median

from app.planning.predicting.learning import Observation
from app.planning.predicting.pace import Pace, seconds


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far predictions were off, in per cent of what happened.

    Attributes:
        walks: How many walks were compared.
        median_error: Half of the predictions were off by no more than this, either way.
        bias: The middle one of the signed errors; above 0 when walks took less time than was predicted.
    """

    walks: int
    median_error: float
    bias: float


def accuracy(pace: Pace, observations: Sequence[Observation]) -> Accuracy | None:
    """Compares a pace's predictions with walks that were walked; None when there are none to compare with."""
    return compared([(seconds(pace, each.effort), each.seconds) for each in observations])


def compared(pairs: Sequence[tuple[float, float]]) -> Accuracy | None:
    """Compares predicted with actual times of the same unit; pairs without a positive actual time are left out.

    The bias is the median of the signed errors, not of the sums: one forgotten walk must not make all of a day's
    predictions look too short.
    """
    errors = [100 * (said - was) / was for said, was in pairs if was > 0 and isfinite(was) and isfinite(said)]
    if not errors:
        return None
    return Accuracy(len(errors), median(abs(each) for each in errors), median(errors))
