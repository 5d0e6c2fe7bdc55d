"""Cues: what a scan's answer feels like, as colour, icon, words and sound at once.

Colour, icon and words reach the eye through the frame's instruction and the list of last scans; the sound reaches
the ear through a ``Sounder``.
"""

from ui.sound import Sounder

CUES = ("quiet", "ok", "wrong", "attention", "done")
"""What the answer to a scan can be; ``next`` counts as ``ok``."""

_SOUNDS = {"ok": "ok", "next": "ok", "wrong": "error", "attention": "attention", "done": "done"}


class Cues:
    """Plays cues."""

    def __init__(self, sounder: Sounder) -> None:
        """Takes what makes the sound."""
        self._sounder = sounder

    @property
    def audible(self) -> bool:
        """False when the strip must show "sound off"."""
        return self._sounder.available

    def play(self, cue: str) -> None:
        """Plays the sound of a cue; ``"quiet"`` has none.

        Raises:
            ValueError: No such cue.
        """
        name = _SOUNDS.get(cue)
        if name is not None:
            self._sounder.play(name)
        elif cue != "quiet":
            raise ValueError(f"no cue {cue!r}; known: {', '.join(CUES)}")

    def stop(self) -> None:
        """Ends the sounder's thread."""
        self._sounder.stop()
