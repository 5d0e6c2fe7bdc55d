"""Recognises a scanner that acts as a keyboard (a "wedge") among the keys somebody types.

A wedge types far faster than a hand: a few milliseconds between keys. Keys that come that fast, at least
four of them, make a *burst* certain; Enter or Tab ends it. A busy computer may stutter: keys that came a
little more slowly just before belong to the burst too, for a code without its first signs is a wrong code.

The text is rebuilt from scan codes through the US table, because on a Spanish layout the typed text would be
wrong (``-`` arrives as an apostrophe).

Printable keys are never held back, so typing feels as ever. The Enter or Tab that ends a burst is
swallowed, and so is a space within one: both would press a focused button.
"""

import sys
from dataclasses import dataclass

from hardware.scanners import us_keys

LONGEST_TEXT = 4096
"""Characters of the longest scan that is believed; a longer one is swallowed at its end and not given."""

_ECHO_S = 0.25

_MORE_PATIENCE = 5
"""So many times longer may a burst stall once the scanner is known to end its codes: half of one is a wrong code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a burst looks like.

    Attributes:
        prefix: Character the scanner was told to send first. With a prefix only keys after it are a
            burst, of any length: the sure way where people type fast.
        gap_ms: Longest time between two fast keys.
        stall_ms: Longest time between any two keys of a burst: a busy computer may stutter in the middle
            of a code. A burst without an end is whole after this time, or after five times as long when
            the bursts before it had an end.
        min_chars: How many fast characters in a row make a burst certain without a prefix.
        offset: What to subtract from the system's scan code: 8 under X11 and Wayland, 0 on Windows.
    """

    prefix: str = ""
    gap_ms: int = 35
    stall_ms: int = 100
    min_chars: int = 4
    offset: int = 0 if sys.platform == "win32" else 8


@dataclass(frozen=True, slots=True)
class WedgeAnswer:
    """What to do with a key.

    Attributes:
        swallow: The key belongs to a scan and must not reach any widget.
        text: The finished scan, or None.
    """

    swallow: bool = False
    text: str | None = None


_PASS = WedgeAnswer()


class WedgeReader:
    """Looks at every key press in order; pure, keeps only the burst it is in."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._text = ""
        self._fast_from = 0
        self._marked = False
        self._ctrl = False
        self._last_at = float("-inf")
        self._ended_at = float("-inf")

    def use(self, settings: Settings) -> None:
        """Takes other settings from the next key on."""
        self._settings = settings

    def key(self, scan_code: int, shift: bool, at: float) -> WedgeAnswer:  # noqa: FBT001 - the router's signature
        """Looks at one key press.

        Args:
            scan_code: Native scan code as the window system gives it.
            shift: Whether Shift is held.
            at: When, in seconds of a clock that only goes forward; the event's own time where there is one.
        """
        code = scan_code - self._settings.offset
        self._note_gap(at)
        if code in us_keys.ENTER or code == us_keys.TAB:
            return self._end(at)
        if code in us_keys.SILENT:
            self._ctrl = code in us_keys.CONTROL
            return _PASS
        return self._add(code, shift=shift)

    def flush(self, at: float) -> WedgeAnswer:
        """Gives the burst of a scanner that sends no Enter, once the keys have stopped.

        Call it from a timer some 100 ms after a key, and again as long as it answers "swallow" without a
        text: what came so far is a scan whose keys may still come.
        """
        if not self._certain:
            return _PASS
        if self._within(at, self._patience_ms):
            return WedgeAnswer(swallow=True)
        self._marked = False
        return WedgeAnswer(text=self._finish(at))

    @property
    def _certain(self) -> bool:
        """Whether the keys so far must come from a scanner; one key held down repeats, but is no code."""
        if self._settings.prefix:
            return len(self._text) > len(self._settings.prefix)
        fast = self._text[self._fast_from :]
        return len(fast) >= self._settings.min_chars and any(char != fast[0] for char in fast)

    @property
    def _patience_ms(self) -> int:
        return self._settings.stall_ms * (_MORE_PATIENCE if self._marked and self._certain else 1)

    def _within(self, at: float, allowed_ms: int) -> bool:
        return round((at - self._last_at) * 1000, 3) <= allowed_ms

    def _note_gap(self, at: float) -> None:
        if not self._within(at, self._patience_ms):
            self._forget()
        elif not self._within(at, self._settings.gap_ms) and not self._certain:
            self._fast_from = len(self._text)
        self._last_at = at

    def _forget(self) -> None:
        self._text, self._fast_from = "", 0

    def _end(self, at: float) -> WedgeAnswer:
        if self._certain:
            self._marked = True
            return WedgeAnswer(swallow=True, text=self._finish(at))
        self._forget()
        # The second half of CR LF, or the late Enter of a burst that was flushed, must press nothing either.
        return WedgeAnswer(swallow=at - self._ended_at <= _ECHO_S)

    def _finish(self, at: float) -> str | None:
        text = self._text.removeprefix(self._settings.prefix)
        self._forget()
        self._ended_at = at
        return text if len(text) <= LONGEST_TEXT else None

    def _add(self, code: int, *, shift: bool) -> WedgeAnswer:
        char = (us_keys.SHIFTED if shift else us_keys.PLAIN).get(code, "")
        if self._ctrl:
            char = us_keys.GROUP_SEPARATOR if code == us_keys.BRACKET_RIGHT else ""
        self._ctrl = False
        swallow = code == us_keys.SPACE and self._certain
        prefix = self._settings.prefix
        begun = not prefix or (self._text + char).startswith(prefix[: len(self._text) + 1])
        # A key that types nothing (an arrow, F5, Ctrl+C) is a person's: what came before is no scan.
        if not char or not begun:
            self._forget()
        elif len(self._text) <= len(prefix) + LONGEST_TEXT:
            self._text += char
        return WedgeAnswer(swallow=swallow)
