"""What planned walks ask of pickers, so that their minutes can be predicted."""

from collections.abc import Mapping

from app.planning.plan import PlannedWalk
from app.planning.predicting.pace import Effort
from app.planning.problem import Task

_MM_IN_M = 1000


def effort_of(walk: PlannedWalk, tasks: Mapping[int, Task]) -> Effort:
    """Adds up a walk.

    Args:
        walk: The walk.
        tasks: Tasks by their reservation.
    """
    taken = [tasks[pick] for stop in walk.stops for pick in stop]
    lines = len({(task.line, task.place) for task in taken})
    return Effort(walk.millimetres / _MM_IN_M, len(walk.stops), lines, sum(task.qty for task in taken))
