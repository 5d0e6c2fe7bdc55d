"""Adding up orders: the stops, units, grams, aisles and zones of one order or of several together."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.planning.problem import Limits, Problem, Task


@dataclass(frozen=True, slots=True)
class Load:
    """What taking some tasks in one tour asks for."""

    stops: frozenset[tuple[str, str]] = frozenset()
    aisles: frozenset[tuple[str, int]] = frozenset()
    units: int = 0
    weight_g: int = 0
    tasks: tuple[Task, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> "Load":
        """Adds up tasks."""
        tasks = tuple(tasks)
        return cls(
            stops=frozenset((task.place, task.sku) for task in tasks),
            aisles=frozenset((task.zone, task.aisle) for task in tasks),
            units=sum(task.qty for task in tasks),
            weight_g=sum(task.weight_g for task in tasks),
            tasks=tasks,
        )

    @property
    def zones(self) -> frozenset[str]:
        """The zones it touches."""
        return frozenset(zone for zone, _ in self.aisles)

    def with_(self, other: "Load") -> "Load":
        """Gives both together; a stop they share counts once."""
        return Load(
            stops=self.stops | other.stops,
            aisles=self.aisles | other.aisles,
            units=self.units + other.units,
            weight_g=self.weight_g + other.weight_g,
            tasks=self.tasks + other.tasks,
        )

    def fits(self, limits: Limits) -> bool:
        """Tells whether one cart and one person can take it."""
        return (
            len(self.stops) <= limits.max_stops
            and self.units <= limits.max_units
            and self.weight_g <= limits.max_weight_g
        )


def loads_of(problem: Problem) -> dict[int, Load]:
    """Gives the load of every order that has tasks, most urgent order first."""
    tasks: dict[int, list[Task]] = {info.order: [] for info in problem.orders}
    for task in problem.tasks:
        tasks[task.order].append(task)
    return {order: Load.of(own) for order, own in tasks.items() if own}
