"""The planner at a screen's or a command's hand: asks its process, and keeps it for the next question."""

from collections.abc import Callable
from contextlib import suppress
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
        self._runs: list[Run] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def failure(self) -> str:
        """Key of the sentence that says why the last question failed; empty when it did not."""
        return self._run.progress().why if self._run is not None else ""

    def warm(self) -> None:
        """Starts the process ahead of the first question; if it cannot be started, the first question says so."""
        with self._lock, suppress(OSError):
            if self._idle is None and self._run is None and not self._closed:
                self._idle = self._start()

    def begin(self, ask: Ask) -> Run:
        """Asks a question; one that is still worked on is dropped."""
        if self._run is not None:
            self._run.drop()
        self._runs = [run for run in self._runs if not run.over()]
        self._run = Run(self._take, ask, self._patience, give_back=self._give_back)
        self._runs.append(self._run)
        return self._run

    def close(self) -> None:
        """Drops what is worked on and ends the process."""
        with self._lock:
            self._closed = True
        for run in self._runs:
            run.drop()
        for run in self._runs:
            run.over(wait=True)
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
            keeps = self._idle is None and not self._closed
            if keeps:
                self._idle = child
        if not keeps:
            child.close()
