"""The planner at a screen's or a command's hand: asks its process, and keeps it for the next question."""

from collections.abc import Callable
from threading import Lock
from typing import Self

from app.services.planner.messages import Ask
from app.services.planner.process import Child
from app.services.planner.running import Patience, Run


class Planner:
    """Starts the planner's process at the first question and ends it when closed; in between it stays, warm."""

    def __init__(self, start: Callable[[], Child] = Child, patience: Patience | None = None) -> None:
        """Takes what starts a process, and how long it may be silent."""
        self._start, self._patience = start, patience or Patience()
        self._lock = Lock()
        self._idle: Child | None = None
        self._run: Run | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def failure(self) -> str:
        """Key of the sentence that says why the last question failed; empty when it did not."""
        return self._run.progress().why if self._run is not None else ""

    def begin(self, ask: Ask) -> Run:
        """Asks a question; one that is still worked on is dropped."""
        if self._run is not None and self._run.progress().state == "running":
            self._run.drop()
        self._run = Run(self._take, ask, self._patience, over=self._give_back)
        return self._run

    def close(self) -> None:
        """Drops what is worked on and ends the process."""
        self._closed = True
        if self._run is not None:
            self._run.drop()
        with self._lock:
            child, self._idle = self._idle, None
        if child is not None:
            child.close()

    def _take(self) -> Child:
        with self._lock:
            child, self._idle = self._idle, None
        if child is not None:
            if child.alive:
                return child
            child.close()
        return self._start()

    def _give_back(self, child: Child) -> None:
        with self._lock:
            if not self._closed:
                self._idle, child_over = child, None
            else:
                child_over = child
        if child_over is not None:
            child_over.close()
