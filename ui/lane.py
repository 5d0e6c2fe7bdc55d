"""One worker thread and the way back to the GUI thread; the only place where a future meets Qt."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Done:
    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    answer: Any = None
    error: Exception | None = None


class QtLane(QObject):
    """Runs jobs in order on one thread of its own and calls back on the GUI thread; it fits ``Lane``.

    Create it on the GUI thread: the signal that carries the answers must belong there.
    """

    settled = Signal()
    """Emitted on the GUI thread after each callback; the shell lets the router go on with it."""

    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Starts with no thread; the first job makes it.

        Args:
            name: The thread's name, for logs.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._stopped = False
        self._finished.connect(self._come_home, Qt.ConnectionType.QueuedConnection)

    def run(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Queues a job; exactly one callback follows on the GUI thread unless the lane is stopped first.

        Raises:
            RuntimeError: The lane was stopped; a bug.
        """
        self._pool.submit(self._work, job, then, failed)

    def stop(self) -> None:
        """Finishes the running job, forgets those not begun, and ends the thread; callbacks stop."""
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        try:
            done = _Done(then, failed, answer=job())
        except Exception as error:  # noqa: BLE001  # carried to the GUI thread, where `failed` decides
            done = _Done(then, failed, error=error)
        self._finished.emit(done)

    @Slot(object)
    def _come_home(self, done: _Done) -> None:
        if self._stopped:
            return
        try:
            if done.error is not None:
                done.failed(done.error)
            else:
                done.then(done.answer)
        finally:
            self.settled.emit()
