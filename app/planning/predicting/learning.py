"""Learning a site's own pace from walks that were walked, without being misled by few, alike or interrupted ones.

The figures are fitted so that the *relative* errors of the predictions are small: a minute counts more on a short
walk. Two things hold the fit:

* Every figure is drawn towards what was believed before (ridge regression, Hoerl and Kennard 1970). What the walks
  cannot tell apart, say lines and units where every line is one unit, keeps the proportion it was believed to have.
* A walk far off what the others say counts less or not at all (Tukey's biweight, fitted by reweighting). A picker
  who went to lunch with half a cart says nothing about the seconds of a stop.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from itertools import chain, combinations
from math import fsum, isfinite, sqrt
from statistics import median

from app.planning.predicting.pace import USUAL, Effort, Pace, parts, seconds

_NOISE, _DOUBT = 0.25, 0.5
"""How far one honest walk is off a right prediction until walks tell themselves (as if five had told so), and how far a
figure believed before may be off; both relative and assumed. The square of their quotient is how much the belief counts
against one walk."""

_BIWEIGHT, _TO_DEVIATION = 4.685, 1.4826
"""Tukey's constant, with which little is lost where nobody was interrupted, and what makes a median absolute deviation
a standard deviation."""

_LEAST_SCALE = 0.02
"""Walks this near to their prediction, relatively, are never far off, however well the others fit."""

_ROUNDS, _STILL = 50, 1e-9


@dataclass(frozen=True, slots=True)
class Observation:
    """A walk that was walked, and the seconds from taking it to handing its totes over."""

    effort: Effort
    seconds: float


def learned(observations: Sequence[Observation], prior: Pace = USUAL) -> Pace:
    """Gives the pace that walks were walked at; no figure is negative.

    Args:
        observations: Walks in any order. Those with no positive time (a clock was set back) are left out.
        prior: What was believed before; without observations it stays.
    """
    units = [each or usual for each, usual in zip(astuple(prior), astuple(USUAL), strict=True)]
    believed = [each / unit for each, unit in zip(astuple(prior), units, strict=True)]
    rows, targets = _rows(observations, prior if any(astuple(prior)) else USUAL, units)
    if not rows:
        return prior
    usual_factor = median(target / sum(row) for row, target in zip(rows, targets, strict=True))
    factors = [usual_factor] * len(units)
    for _ in range(_ROUNDS):
        before = factors
        factors = _fitted(rows, targets, *_weighed(rows, targets, factors), believed)
        if max(abs(one - other) for one, other in zip(before, factors, strict=True)) < _STILL:
            break
    return Pace(*(factor * unit for factor, unit in zip(factors, units, strict=True)))


def _rows(
    observations: Sequence[Observation], scale: Pace, units: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """Gives each walk's parts and seconds, both as shares of the seconds it was believed to take."""
    found = []
    for each in observations:
        expected = seconds(scale, each.effort)
        if isfinite(each.seconds) and each.seconds > 0 and isfinite(expected) and expected > 0:
            row = [often * unit / expected for often, unit in zip(parts(each.effort), units, strict=True)]
            found.append((row, each.seconds / expected))
    found.sort()  # sums must not depend on the order in which walks were told
    return [row for row, _ in found], [target for _, target in found]


def _weighed(
    rows: Sequence[Sequence[float]], targets: Sequence[float], factors: Sequence[float]
) -> tuple[list[float], float]:
    """Tells how much each walk counts by how far it is off what the factors predict, and how much the belief counts."""
    predicted = [max(fsum(p * f for p, f in zip(row, factors, strict=True)), _STILL) for row in rows]
    off = [target / said - 1 for said, target in zip(predicted, targets, strict=True)]
    spread = _TO_DEVIATION * median(abs(each) for each in off)
    variance = (len(factors) * _NOISE**2 + len(rows) * spread**2) / (len(factors) + len(rows))
    reach = _BIWEIGHT * max(sqrt(variance), _LEAST_SCALE)
    weights = [(1 - min(abs(each) / reach, 1.0) ** 2) ** 2 / said**2 for each, said in zip(off, predicted, strict=True)]
    return weights, variance / _DOUBT**2


def _fitted(
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    weights: Sequence[float],
    hold: float,
    believed: Sequence[float],
) -> list[float]:
    """Minimises the weighted squares plus ``hold`` times those of the way from what was believed, no factor below 0.

    The best factors are the best free ones of some subset, the others being 0; there are 32 subsets of five figures,
    and mostly the first, all of them, is it.
    """
    count = range(len(believed))
    square = [[0.0] * len(believed) for _ in count]
    for i in count:
        for j in range(i + 1):
            square[i][j] = square[j][i] = fsum(w * row[i] * row[j] for w, row in zip(weights, rows, strict=True))
        square[i][i] += hold
    right = [
        fsum(w * row[i] * target for w, row, target in zip(weights, rows, targets, strict=True)) + hold * believed[i]
        for i in count
    ]
    best, gain = [0.0] * len(believed), 0.0
    for kept in chain.from_iterable(combinations(count, size) for size in reversed(range(1, len(believed) + 1))):
        found = _solved(square, right, kept)
        if min(found) >= 0 and (gained := fsum(right[i] * each for i, each in zip(kept, found, strict=True))) > gain:
            best, gain = [0.0] * len(believed), gained
            for i, each in zip(kept, found, strict=True):
                best[i] = each
            if len(kept) == len(believed):
                break
    return best


def _solved(square: Sequence[Sequence[float]], right: Sequence[float], kept: Sequence[int]) -> list[float]:
    """Solves the equations of the kept figures by elimination; their matrix is positive definite."""
    table = [[square[i][j] for j in kept] + [right[i]] for i in kept]
    for at, pivot in enumerate(table):
        for row in table[at + 1 :]:
            share = row[at] / pivot[at]
            row[at:] = [each - share * above for each, above in zip(row[at:], pivot[at:], strict=True)]
    found = [0.0] * len(kept)
    for at in reversed(range(len(kept))):
        known = fsum(table[at][j] * found[j] for j in range(at + 1, len(kept)))
        found[at] = (table[at][-1] - known) / table[at][at]
    return found
