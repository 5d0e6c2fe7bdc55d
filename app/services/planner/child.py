"""The planner's process: ``python -m app.services.planner.child``; it ends when its input does.

Questions come in over standard input and answers go out over standard output (``messages``). Whatever a library prints
goes to standard error, so that it never stands between two answers.
"""

import os
import pickle
import sys
import traceback
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import BinaryIO

from app.services.planner.messages import Ask, Failed, Message, Stop
from app.services.planner.thinking import think

_MODESTY = 10
"""How far the process steps back behind others that want to compute."""


class Ears(Thread):
    """Listens for questions and for wishes to stop, also while the process computes.

    Attributes:
        asked: Questions that wait.
        stopped: Set when the question in work is to be answered now.
    """

    def __init__(self, source: BinaryIO) -> None:
        super().__init__(name="planner-ears", daemon=True)
        self._source = source
        self.asked: SimpleQueue[Ask] = SimpleQueue()
        self.stopped = Event()

    def run(self) -> None:
        """Listens until whoever started this process is gone; then it ends, whatever it computes."""
        try:
            while True:
                heard = pickle.load(self._source)  # noqa: S301 - written by the program that started this process
                if isinstance(heard, Stop):
                    self.stopped.set()
                else:
                    self.stopped.clear()
                    self.asked.put(heard)
        except Exception:  # noqa: BLE001 - nobody is there any more who could be told
            os._exit(0)


class Voice:
    """Says things to whoever started this process."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink, self._turn = sink, Lock()

    def say(self, message: Message) -> None:
        """Writes one message."""
        with self._turn:
            pickle.dump(message, self._sink)
            self._sink.flush()


def main() -> None:
    """Answers questions until nobody is there to ask."""
    voice = Voice(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if sys.platform != "win32":  # there its priority is given to it at the start
        os.nice(_MODESTY)
    ears = Ears(sys.stdin.buffer)
    ears.start()
    while True:
        answer(ears.asked.get(), ears, voice)


def answer(ask: Ask, ears: Ears, voice: Voice) -> None:
    """Answers one question; a mistake is told, and the next question may come."""
    try:
        voice.say(think(ask, voice.say, lambda: not ears.stopped.is_set()))
    except BrokenPipeError:
        os._exit(0)
    except Exception:  # noqa: BLE001 - told whole, and logged there
        voice.say(Failed(traceback.format_exc()))


if __name__ == "__main__":
    main()
