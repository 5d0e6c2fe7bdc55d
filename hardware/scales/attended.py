"""What all scales with a cable have in common: a lane of their own, a watcher, and a state that says what ails them."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from hardware.lane import Lane, Line, deliver
from hardware.scales.weight import Steadiness, Weight
from hardware.status import Kind, State, Status
from hardware.trace import Entry, Trace

OPEN_S = 2.0
"""How long a weighing waits for the first attempt to open the scale."""

_PASSING = frozenset({"", "busy", "logic_error", "out_of_range"})
"""Details of answers without a weight that are a scale's daily life; any other needs somebody's look."""

L = TypeVar("L", bound=Line)


class AttendedScale(ABC, Generic[L]):
    """A scale that its own thread opens, looks at and reopens. Each driver says how it opens and looks."""

    kind = Kind.SCALE

    def __init__(self, name: str, poll_ms: int, on_status: Callable[[Status], None] | None) -> None:
        """Prepares the scale; nothing is opened yet.

        Args:
            name: What to call the device.
            poll_ms: Milliseconds between two looks.
            on_status: Told every change of the status.
        """
        self.name = name
        self._poll_s = poll_ms / 1000
        self._watcher: Callable[[Weight], None] | None = None
        self._closed = False
        self._trace = Trace()
        self._lane: Lane[L] = Lane(
            name, open_line=self._open, attend=self._attend, on_status=on_status or (lambda _status: None)
        )

    @property
    def status(self) -> Status:
        """The status as last told."""
        return self._lane.status

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last questions and answers, oldest first."""
        return self._trace.last

    def start(self) -> None:
        """Opens the scale on its own thread and keeps it open."""
        self._closed = False
        self._lane.start()

    def close(self) -> None:
        """Closes the scale at once; a ``weigh`` under way or later answers GONE, until a :meth:`start`."""
        self._closed = True
        self._lane.stop()

    def watch(self, on_weight: Callable[[Weight], None] | None) -> None:
        """Tells a listener every look at the plate, still or moving; None ends it.

        The listener runs on the scale's own thread. A weight told here is for looking at, unless it is stable.
        """
        self._watcher = on_weight

    @abstractmethod
    def _open(self) -> L:
        """Opens the connection; raises ``LostError`` when it cannot."""

    @abstractmethod
    def _attend(self, line: L) -> None:
        """Looks once; called again and again while the scale is open."""

    def _line(self) -> L | None:
        """Gives the open connection, opening the scale if need be; None when it is not there."""
        if not self._closed:
            self._lane.start()
            self._lane.wait_tried(OPEN_S)
        return self._lane.line

    def _tell(self, weight: Weight) -> None:
        watcher = self._watcher
        if watcher is not None:
            deliver(watcher, weight)

    def _judge(self, line: L, weight: Weight) -> Weight:
        """Takes from an answer how the scale is, and gives the answer back."""
        ails = weight.steadiness in {Steadiness.GONE, Steadiness.NOT_EXECUTABLE} and weight.detail not in _PASSING
        self._lane.note(line, Status(State.ATTENTION, weight.detail) if ails else Status(State.READY))
        return weight
