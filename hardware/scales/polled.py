"""A scale that is looked at again and again; a weighing waits for the first look that shows a plate at rest."""

from abc import abstractmethod
from collections.abc import Callable
from threading import Condition
from time import monotonic
from typing import TypeVar

from hardware.lane import Line
from hardware.scales.attended import AttendedScale
from hardware.scales.weight import SILENT, Steadiness, Weight
from hardware.status import LostError, Status

_SETTLED = frozenset({Steadiness.STABLE, Steadiness.NEGATIVE, Steadiness.OVERLOAD, Steadiness.UNDERLOAD})

L = TypeVar("L", bound=Line)


class PolledScale(AttendedScale[L]):
    """Only its own thread talks to the scale, so that looks are evenly apart, whoever waits for them."""

    def __init__(
        self,
        name: str,
        poll_ms: int,
        timeout_s: float,
        on_status: Callable[[Status], None] | None,
    ) -> None:
        """Prepares the scale.

        Args:
            name: What to call the device.
            poll_ms: Milliseconds between two looks; 0 where a look waits for news by itself.
            timeout_s: How long a weighing waits for the plate to come to rest.
            on_status: Told every change of the status.
        """
        super().__init__(name, poll_ms, on_status)
        self._timeout_s = timeout_s
        self._news = Condition()
        self._begun = 0
        self._seen: tuple[int, Weight] = (0, SILENT)

    def weigh(self) -> Weight:
        """Waits for the plate to come to rest and gives the stable weight.

        Only looks that begin after the call count. A plate that does not come to rest in time gives the last
        look, as UNSTABLE. Blocks up to ``timeout_s``: not for the thread that paints.
        """
        with self._news:
            asked = self._begun
        if self._line() is None:
            return Weight(Steadiness.GONE, detail=self._lane.status.detail)
        deadline = monotonic() + self._timeout_s
        last = SILENT
        with self._news:
            while (left := deadline - monotonic()) > 0:
                self._news.wait(left)
                if self._seen[0] > asked:
                    asked, last = self._seen
                if last.steadiness in _SETTLED or self._is_lost(last):
                    break
        return last

    def close(self) -> None:
        """Closes the scale at once; a ``weigh`` under way or later answers GONE, until a :meth:`start`."""
        super().close()
        with self._news:
            self._begun += 1
        self._publish(Weight(Steadiness.GONE, detail="stopped"))

    @abstractmethod
    def _look(self, line: L) -> Weight | None:
        """Looks once; None when there is nothing new. Raises ``LostError`` when the scale went away."""

    def _attend(self, line: L) -> None:
        with self._news:
            self._begun += 1
        try:
            weight = self._look(line)
        except LostError as lost:
            self._publish(Weight(Steadiness.GONE, detail=lost.detail))
            raise
        if weight is not None:
            self._publish(self._judge(line, weight))
            self._tell(weight)
        self._lane.pause(self._poll_s)

    def _publish(self, weight: Weight) -> None:
        with self._news:
            self._seen = (self._begun, weight)
            self._news.notify_all()

    @staticmethod
    def _is_lost(weight: Weight) -> bool:
        return weight.steadiness is Steadiness.GONE and weight is not SILENT
