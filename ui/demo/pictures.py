"""A picture of every screen in each of its states, taken the first time it is seen."""

from pathlib import Path
from typing import Any

from ui.station.window import StationWindow


class Album:
    """Takes pictures into a folder."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder.

        Raises:
            OSError: It cannot be made.
        """
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._seen: set[str] = set()

    def look(self, window: StationWindow) -> None:
        """Takes a picture if this window shows something not yet in the album."""
        screen = window.shell.open_name
        if not screen:
            return
        state: Any = window.presenters[screen].state
        parts = [screen, str(getattr(state, "step", "")), str(getattr(state, "method", "")), state.frame.mood.value]
        parts.append(window.shell.settings.language)
        name = "-".join(part for part in parts if part)
        if name not in self._seen:
            self._seen.add(name)
            window.shell.grab().save(str(self._folder / f"{name}.png"), "PNG")

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return len(self._seen)
