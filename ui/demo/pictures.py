"""A picture of every screen in each of its states, taken the first time it is seen."""

from pathlib import Path
from time import monotonic
from typing import Any

from ui.station.window import StationWindow

_SETTLED_S = 0.3


class Album:
    """Takes pictures into a folder."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder.

        Raises:
            OSError: It cannot be made.
        """
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._seen: dict[str, bool] = {}
        self._showing: dict[StationWindow, str] = {}
        self._since: dict[StationWindow, float] = {}

    def look(self, window: StationWindow) -> None:
        """Takes a picture if this window shows something not yet in the album."""
        screen = window.shell.open_name
        if not screen:
            return
        state: Any = window.presenters[screen].state
        person = window.station.desk.person
        role = person.role.value if person is not None and screen == "home" else ""
        parts = [
            screen,
            role,
            str(getattr(state, "step", "")),
            str(getattr(state, "method", "")),
            state.frame.mood.value,
        ]
        parts.append(window.shell.settings.language)
        name = "-".join(part for part in parts if part)
        if name != self._showing.get(window):
            self._showing[window], self._since[window] = name, monotonic()
            self._take(window, name, settled=False)
        elif monotonic() - self._since[window] > _SETTLED_S:
            self._take(window, name, settled=True)

    def _take(self, window: StationWindow, name: str, *, settled: bool) -> None:
        """Takes a picture at the first sight of a state, and once more when it has stood for a while."""
        if self._seen.get(name) in {settled, True}:
            return
        self._seen[name] = settled
        window.shell.grab().save(str(self._folder / f"{name}.png"), "PNG")

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return len(self._seen)
