"""A question to the planner's process while it is worked on: how far it is, what is found, and what went wrong."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Literal

from app.domain.waves import Progress
from app.services.planner.messages import Ask, Failed, Found, Message, Outcome, Stop, Told
from app.services.planner.process import Child
from app.services.planner.simply import plan_simply

_log = logging.getLogger(__name__)

State = Literal["running", "done", "stopped"]

_MM_IN_M = 1000
_LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the planner's process may be silent, in seconds.

    Attributes:
        start: Before its first word: it may have to compile for the first time.
        between: Between two words.
        stop: After it was asked to stop.
    """

    start: float = 180.0
    between: float = 30.0
    stop: float = 5.0


class Run:
    """One question, followed on threads of its own until it is answered or the process fails.

    Where the process fails, its last plan stands, or else the simple planner's: a run always ends with a plan.
    """

    def __init__(
        self, start: Callable[[], Child], ask: Ask, patience: Patience, *, give_back: Callable[[Child], None]
    ) -> None:
        """Begins.

        Args:
            start: Gives a process.
            ask: The question.
            patience: How long it may be silent.
            give_back: Takes the process back when it answered.
        """
        self._ask, self._patience, self._give_back = ask, patience, give_back
        self._begun = monotonic()
        self._progress = Progress("running", 0.0, ask.seconds, 0)
        self._best: Outcome | None = None
        self._mistake: Exception | None = None
        self._lock, self._asked, self._stopping, self._dropped = Lock(), Event(), Event(), Event()
        self._heard: SimpleQueue[Message | None] = SimpleQueue()
        self._follower = Thread(target=self._follow, args=(start,), name="planner-run", daemon=True)
        self._follower.start()

    def progress(self) -> Progress:
        """Tells how far it is."""
        with self._lock:
            return self._progress

    def best(self) -> Outcome | None:
        """Gives the best plan so far."""
        with self._lock:
            return self._best

    def stop(self) -> None:
        """Asks for the best plan so far."""
        self._stopping.set()

    def drop(self) -> None:
        """Ends the process soon; nobody waits for its answer."""
        self._dropped.set()

    def over(self, *, wait: bool = False) -> bool:
        """Tells whether its threads and its process are done with it; ``wait`` waits for that."""
        self._follower.join(None if wait else 0)
        return not self._follower.is_alive()

    def wait(self) -> Outcome:
        """Waits for the answer.

        Raises:
            RuntimeError: It was dropped.
            Exception: The simple planner stood in and met a mistake of its own.
        """
        self._follower.join()
        if self._mistake is not None:
            raise self._mistake
        best = self.best()
        if best is None:
            raise RuntimeError("the planner's run was dropped")
        return best

    def _follow(self, start: Callable[[], Child]) -> None:
        try:
            child = start()
        except OSError as error:
            self._fall_back("planner.not_started", str(error))
            return
        talker = Thread(target=self._talk, args=(child,), name="planner-talker", daemon=True)
        talker.start()
        why, text = self._hear(child)
        if why or self._dropped.is_set():
            child.kill()
        talker.join()
        if why or self._dropped.is_set():
            text = text or child.last_words()
            child.close()
        else:
            self._give_back(child)
        if why and not self._dropped.is_set():
            self._fall_back(why, text)

    def _talk(self, child: Child) -> None:
        """Asks, and hears the answer whole; a process that hangs lets neither of them end until it is killed."""
        try:
            child.say(self._ask)
            self._asked.set()
            while True:
                message = child.hear()
                self._heard.put(message)
                if isinstance(message, Failed) or (isinstance(message, Found) and message.last):
                    return
        except (EOFError, OSError):
            self._heard.put(None)

    def _hear(self, child: Child) -> tuple[str, str]:
        """Takes what is said until the end; gives why it failed (empty: it did not), and a text for the log."""
        spoken, until, told_to_stop = False, monotonic() + self._patience.start, False
        while not self._dropped.is_set():
            if self._stopping.is_set() and self._asked.is_set() and not told_to_stop:
                told_to_stop = True
                _say_stop(child)
                until = min(until, monotonic() + self._patience.stop) if spoken else until
            try:
                message = self._heard.get(timeout=_LOOK_S)
            except Empty:
                if monotonic() > until:
                    return "planner.silent", ""
                continue
            if message is None:
                return ("planner.died" if spoken else "planner.not_started"), ""
            if isinstance(message, Failed):
                return "planner.mistaken", message.text
            if self._take(message):
                return "", ""
            spoken = True
            until = monotonic() + (self._patience.stop if told_to_stop else self._patience.between)
        return "", ""

    def _take(self, message: Told | Found) -> bool:
        """Notes news; tells whether it was the last."""
        with self._lock:
            now = self._progress
            if isinstance(message, Told):
                metres = round(message.millimetres / _MM_IN_M) or now.metres
                self._progress = Progress("running", message.seconds, now.limit, metres)
                return False
            self._best = message.outcome
            state: State = "running"
            if message.last:
                state = "stopped" if self._stopping.is_set() else "done"
            seconds = now.seconds or monotonic() - self._begun
            metres = round(message.outcome.plan.millimetres / _MM_IN_M)
            self._progress = Progress(state, seconds, now.limit, metres)
            return message.last

    def _fall_back(self, why: str, text: str) -> None:
        _log.warning("the planner's process failed (%s), the simple planner stands in: %s", why, text)
        best = self.best()
        try:
            best = best or plan_simply(self._ask)
        except Exception as error:  # noqa: BLE001 - raised again where somebody waits
            _log.exception("the simple planner cannot stand in")
            self._mistake = error
        metres = round(best.plan.millimetres / _MM_IN_M) if best else 0
        with self._lock:
            self._best = best
            self._progress = Progress("failed", monotonic() - self._begun, self._ask.seconds, metres, why)


def _say_stop(child: Child) -> None:
    with suppress(OSError):  # it is gone, which whoever listens to it notices
        child.say(Stop())
