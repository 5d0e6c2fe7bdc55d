"""How a presenter runs work elsewhere and gets the answer back, without knowing threads or Qt."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Lane(Protocol):
    """Runs jobs one after the other, in order, and answers on the caller's own thread."""

    def run(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Runs a job; exactly one of the two callbacks follows.

        Args:
            job: The work; it may block.
            then: Takes what the job gave back.
            failed: Takes what the job raised. Handle ``Unavailable`` and ``Conflict``; raise the rest again.
        """
        ...


class InlineLane:
    """A lane that does the job at once, on the spot: for tests of presenters."""

    def run(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Runs the job and calls the fitting callback before it returns."""
        try:
            answer = job()
        except Exception as error:  # noqa: BLE001  # every failure belongs to `failed`, as on the real lane
            failed(error)
        else:
            then(answer)


class HeldLane:
    """A lane that keeps its jobs until it is told to go on: for tests of what happens meanwhile."""

    def __init__(self) -> None:
        self._held: list[Callable[[], None]] = []

    def run(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Keeps the job."""
        self._held.append(lambda: InlineLane().run(job, then, failed))

    def release(self) -> int:
        """Runs the jobs held so far, in order, and says how many there were."""
        held, self._held = self._held, []
        for each in held:
            each()
        return len(held)
