"""A site's floor as the layout that exact routing knows: parallel aisles, and a bench before or behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

from app.planning.layout import Layout, Place
from app.planning.problem import Problem, Task


@dataclass(frozen=True, slots=True)
class Ground:
    """The floor; all lengths are in millimetres.

    Attributes:
        layout: Aisles, cross aisles and the bench as its depot; cell 0 is at the front.
        step_mm: Way from a cell to the next.
        aisles: Number of the aisle that stands at an x.
    """

    layout: Layout
    step_mm: int
    aisles: Mapping[int, int]

    def place(self, task: Task) -> Place:
        """Gives the cell that a task's shelf stands in."""
        return Place(self.aisles[task.x_mm], task.y_mm // self.step_mm)


def ground_of(problem: Problem) -> Ground | None:
    """Reads the floor off the places that are visited.

    Places with the same x stand in one aisle, as ``app.planning.metrics`` has it. A bench that stands between two
    aisles gets a line of its own there, which nobody can walk through.

    Returns:
        The floor; None where it is no block of aisles with the bench before or behind it, or nothing is visited.
    """
    bench, length = problem.house.spot(problem.house.pack), problem.house.length_mm
    depths = {task.y_mm for task in problem.tasks}
    if not depths or length <= 0 or min(depths) < 0 or max(depths) > length or 0 < bench.y_mm < length:
        return None
    step = gcd(length, *depths)
    shelves = {task.x_mm for task in problem.tasks}
    aisles = {x: number for number, x in enumerate(sorted({*shelves, bench.x_mm}))}
    depot = aisles[bench.x_mm]
    layout = Layout(
        aisles=len(aisles),
        cells=length // step + 1,
        pitch=0,
        step=step,
        top=0,
        bottom=0,
        depot_aisle=depot,
        depot_at_top=bench.y_mm <= 0,
        stub=max(-bench.y_mm, bench.y_mm - length),
        xs=tuple(map(float, aisles)),
        closed=frozenset({depot} if bench.x_mm not in shelves else ()),
    )
    return Ground(layout, step, aisles)
