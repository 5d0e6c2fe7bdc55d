"""The cheapest way to give each of some rows a column of its own (the assignment problem, solved by Kuhn's method).

Rows are added one by one. For each, the cheapest chain of exchanges is found by growing a tree from it, while prices
on rows and columns keep what any pair costs beyond its prices from being negative (Jonker and Volgenant's form).
"""

from collections.abc import Sequence
from math import inf


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """Gives each row its column so that the sum of costs is least.

    Args:
        costs: One line for each row, with at least as many columns as there are rows; infinite where a pair may not be.

    Returns:
        Each row's column; empty when there is no way.
    """
    if not costs:
        return []
    tree = _Tree(costs)
    if not all(tree.add(row) for row in range(len(costs))):
        return []
    found = [-1] * len(costs)
    for column in range(tree.columns):
        if tree.holder[column] >= 0:
            found[tree.holder[column]] = column
    return found


class _Tree:
    """Which row holds which column, and the prices; beyond the last column stands one that the new row holds."""

    def __init__(self, costs: Sequence[Sequence[float]]) -> None:
        self.columns = len(costs[0])
        self.holder = [-1] * (self.columns + 1)
        self._costs = costs
        self._row_price = [0.0] * len(costs)
        self._price = [0.0] * (self.columns + 1)

    def add(self, row: int) -> bool:
        """Gives a new row a column, others changing theirs if need be; False when there is no way."""
        at = self.columns
        self.holder[at] = row
        slack, came, seen = [inf] * self.columns, [-1] * self.columns, [False] * (self.columns + 1)
        while self.holder[at] >= 0:
            seen[at] = True
            self._look_from(at, slack, came, seen)
            at = min((c for c in range(self.columns) if not seen[c]), key=slack.__getitem__, default=-1)
            if at < 0 or slack[at] == inf:
                return False
            self._raise_prices(slack[at], slack, seen)
        while at != self.columns:
            self.holder[at] = self.holder[came[at]]
            at = came[at]
        return True

    def _look_from(self, at: int, slack: list[float], came: list[int], seen: list[bool]) -> None:
        row = self.holder[at]
        for column, cost in enumerate(self._costs[row]):
            beyond = cost - self._row_price[row] - self._price[column]
            if not seen[column] and beyond < slack[column]:
                slack[column], came[column] = beyond, at

    def _raise_prices(self, step: float, slack: list[float], seen: list[bool]) -> None:
        for column, reached in enumerate(seen):
            if reached:
                self._row_price[self.holder[column]] += step
                self._price[column] -= step
            elif column < self.columns:
                slack[column] -= step
