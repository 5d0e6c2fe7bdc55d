"""How commands speak: people read standard output (or error, with ``--json``), programs the last line of it."""

import json
import locale
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

from app.language import LANGUAGES, Phrases, load_phrases


def terminal_language() -> str:
    """Gives the language of the terminal by its locale; English where it is neither Spanish nor English."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = (locale.getlocale()[0] or "") if sys.platform == "win32" else ""
    return next((language for language in LANGUAGES if name.lower().startswith((language, f"{language}_"))), "en")


def forgive_terminals() -> None:
    """Lets a terminal that lacks a letter show ``?`` for it: a name it cannot write must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


_BAR = 40


class Output:
    """Where a command's words go.

    Attributes:
        say: Sentences in the terminal's language.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._json = as_json
        self._drawn = False
        self.say: Phrases = load_phrases(terminal_language())

    def line(self, text: str = "") -> None:
        """Writes a line for people."""
        print(text, file=sys.stderr if self._json else sys.stdout, flush=True)

    def table(self, rows: Sequence[tuple[str, object]]) -> None:
        """Writes names and values in two columns."""
        width = max((len(name) for name, _ in rows), default=0)
        for name, value in rows:
            self.line(f"  {name:<{width}}  {value}")

    def progress(self, done: int, total: int) -> None:
        """Draws a bar on a terminal; elsewhere it stays silent."""
        stream = sys.stderr if self._json else sys.stdout
        if stream.isatty() and total:
            filled = _BAR * done // total
            stream.write(f"\r  [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}")
            stream.flush()
            self._drawn = True

    def end_progress(self) -> None:
        """Ends the line of the bar."""
        if self._drawn:
            self.line()
            self._drawn = False

    def result(self, value: dict[str, Any]) -> None:
        """Writes the result for programs: one JSON object on one line, only with ``--json``; ASCII fits every pipe."""
        if self._json:
            print(json.dumps(value), flush=True)


def complain(text: str) -> None:
    """Writes one sentence to standard error."""
    print(text, file=sys.stderr, flush=True)
