"""A virtual X server with a desk on it, and somebody who presses its real keys by their position."""

import ctypes.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = ("Xvfb", "xdotool", "setxkbmap", "xkbcomp")
SHIFT, CTRL, ENTER, SPACE, CAPS_LOCK = 50, 37, 36, 65, 66
GS = "\x1d"

_ROWS = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (65, " ", ""),
)
PRESSES = (
    {sign: [code + at] for code, row, _ in _ROWS for at, sign in enumerate(row)}
    | {sign: [SHIFT, code + at] for code, _, row in _ROWS for at, sign in enumerate(row)}
    | {GS: [CTRL, 35]}
)
"""Which keys of a US keyboard, by X key code, type a sign: the one that types, after those that are held meanwhile."""


def what_is_missing() -> list[str]:
    """What this machine lacks to run the tests."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    return missing if ctypes.util.find_library("xcb-cursor") else [*missing, "libxcb-cursor"]


@dataclass
class Typist:
    """Sits at a desk on the server."""

    environment: dict[str, str]
    desk: subprocess.Popen[str]

    def tell(self, command: str) -> None:
        assert self.desk.stdin
        self.desk.stdin.write(command + "\n")
        self.desk.stdin.flush()

    def report(self) -> dict[str, Any]:
        """What the desk saw since the last report."""
        assert self.desk.stdout
        self.tell("report")
        report: dict[str, Any] = json.loads(self.desk.stdout.readline())
        return report

    def press(self, *keys: list[int], gaps_ms: list[int]) -> None:
        """Presses keys one after the other, each while those before it in its list are held."""
        order = ["xdotool"]
        for (*held, key), gap_ms in zip(keys, gaps_ms, strict=True):
            for each in held:
                order += ["keydown", "--delay", "0", str(each)]
            order += ["key", "--delay", "0", str(key)]
            for each in held:
                order += ["keyup", "--delay", "0", str(each)]
            order += ["sleep", str(gap_ms / 1000)] if gap_ms else []
        subprocess.run(order, env=self.environment, check=True)

    def sit(self, focus: str) -> None:
        """Sets the focus and waits until it is there: keys come another way than orders and may overtake them."""
        self.tell(focus)
        self.report()

    def scan(self, text: str, chance: Random, longest_ms: int) -> None:
        """Does what a scanner does that takes every keyboard for a US one."""
        keys = [*(PRESSES[sign] for sign in text), [ENTER]]
        self.press(*keys, gaps_ms=[chance.randint(0, longest_ms) for _ in keys])

    def type(self, *keys: int) -> None:
        """Types as a person does."""
        self.press(*([key] for key in keys), gaps_ms=[150] * len(keys))


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """Runs an X server on a free display and gives the environment of its programs."""
    reading, writing = os.pipe()
    order = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"]
    started = subprocess.Popen(order, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with started, os.fdopen(reading) as said:
        display = said.readline().strip()
        yield {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        started.terminate()


@contextmanager
def typist(environment: dict[str, str], layout: str) -> Iterator[Typist]:
    """Opens a desk on the server, whose keyboard has the given layout."""
    subprocess.run(["setxkbmap", layout], env=environment, check=True)
    desk = [sys.executable, "-m", "tests.ui.keyboard.desk"]
    pipe = subprocess.PIPE
    with subprocess.Popen(desk, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as running:
        made = Typist(environment, running)
        while not made.report()["active"]:
            pass
        yield made
        made.tell("")
        assert running.stdin
        running.stdin.close()
