"""Hubs as real programs: started, killed, frozen and asked to end."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from tests.builders import until
from tests.commands.typing_in import ROOT

BOOKING, STANDBY, AWAY = "This hub is booking.", "Another hub is booking", "does not answer"


class HubProcess:
    """One hub in a process of its own.

    Attributes:
        lines: What it said so far.
    """

    def __init__(self, folder: Path, database: str = "", env: Mapping[str, str] | None = None) -> None:
        """Starts it on a folder of its own or one that hubs share."""
        folder.mkdir(exist_ok=True)
        where = ["--database", database] if database else []
        clean = {"HOME": str(folder), "PATH": os.defpath, "LANG": "en_GB.UTF-8", **(env or {})}
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "--data", str(folder), "hub", *where],
            env=clean, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        )  # fmt: skip
        self._reader = Thread(target=self._read, name="hub-reader", daemon=True)
        self._reader.start()

    def says(self, words: str, times: int = 1) -> None:
        """Waits until it has said something so many times."""
        until(lambda: self.count(words) >= times, f"{words!r} from a hub that said {self.lines}")

    def count(self, words: str) -> int:
        """Counts the lines with some words in them."""
        return sum(words in line for line in self.lines)

    def send(self, number: int) -> None:
        """Sends a signal."""
        self._process.send_signal(number)

    def ended(self) -> int:
        """Waits for its end; gives the exit code."""
        code = self._process.wait(30)
        self._reader.join()
        return code

    def close(self) -> None:
        """Kills it, however it stands."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self.ended()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line.rstrip())
