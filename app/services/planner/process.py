"""Starts the planner's process, talks to it and ends it."""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from app.services.planner.messages import Ask, Message, Stop

ROOT = Path(__file__).resolve().parents[3]
"""Where the program lies."""

COMMAND = (sys.executable, "-m", "app.services.planner.child")
"""What starts the planner."""

_TAIL = 2000
_LEAVE_S = 1.0
"""So long an idle process may take to end by itself."""


class Child:
    """One planner's process.

    Raises:
        OSError: It cannot be started.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process lives
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": path},
                start_new_session=sys.platform != "win32",  # Ctrl-C is meant for the program
                creationflags=_flags(),
            )
        except OSError:
            self._errors.close()
            raise
        assert self._process.stdin is not None  # noqa: S101 - both are asked for above
        assert self._process.stdout is not None  # noqa: S101
        self._in, self._out = self._process.stdin, self._process.stdout

    @property
    def pid(self) -> int:
        """Its number at the system."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def say(self, message: Ask | Stop) -> None:
        """Writes to it.

        Raises:
            OSError: It is gone.
        """
        pickle.dump(message, self._in)
        self._in.flush()

    def hear(self) -> Message:
        """Waits for what it says next.

        Raises:
            EOFError: It is gone.
        """
        try:
            heard: Message = pickle.load(self._out)  # noqa: S301 - written by the process started above
        except (OSError, ValueError, pickle.UnpicklingError) as error:
            raise EOFError from error
        return heard

    def last_words(self) -> str:
        """Gives the end of what it wrote to standard error."""
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - _TAIL))
        return self._errors.read().decode("utf-8", "replace").strip()

    def kill(self) -> None:
        """Ends it at once and waits until it is gone."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Ends it, by closing its input first, and frees what belongs to it; nobody may be listening any more."""
        for pipe in (self._in, self._out):
            try:
                pipe.close()
            except OSError:  # what could not be written to a process that is gone
                continue
        try:
            self._process.wait(_LEAVE_S)
        except subprocess.TimeoutExpired:
            self.kill()
        self._errors.close()


def _flags() -> int:
    """Windows: no console window, and behind others that want to compute."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
