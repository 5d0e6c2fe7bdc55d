"""Sounds for the floor: four short WAV files played by whatever the system has, never on the GUI thread."""

import contextlib
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

SOUNDS = ("ok", "error", "done", "attention")
"""Names of the sounds; each differs from the others in pitch and in rhythm."""

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sounds"
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


class Sounder(Protocol):
    """Plays sounds by name."""

    @property
    def available(self) -> bool:
        """False when there is nothing to play on; the strip then shows "sound off"."""
        ...

    def play(self, name: str) -> None:
        """Starts a sound and returns at once; a new one cuts the old one short."""
        ...

    def stop(self) -> None:
        """Ends every thread and process of the sounder."""
        ...


class SilentSounder:
    """For a machine with no way to make a sound."""

    @property
    def available(self) -> bool:
        """Always False."""
        return False

    def play(self, name: str) -> None:
        """Makes no sound."""

    def stop(self) -> None:
        """Has nothing to end."""


class RecordingSounder:
    """Remembers what it was asked to play: for the demo's record and for tests."""

    def __init__(self) -> None:
        self.played: list[str] = []
        """Names in the order they were asked for."""

    @property
    def available(self) -> bool:
        """Always True."""
        return True

    def play(self, name: str) -> None:
        """Remembers the name."""
        self.played.append(name)

    def stop(self) -> None:
        """Has nothing to end."""


class ThreadSounder:
    """Plays files through a player function on a thread of its own."""

    def __init__(self, play_file: Callable[[Path], None], *, volume: int = 100) -> None:
        """Starts the thread.

        Args:
            play_file: Starts one file and returns at once, cutting short what it played before.
            volume: Loudness in percent; other than 100 plays scaled copies.
        """
        self._play_file = play_file
        self._orders: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._copies = tempfile.TemporaryDirectory(prefix="pasillo-sounds-")
        self._files = {name: _at_volume(name, volume, Path(self._copies.name)) for name in SOUNDS}
        self._thread = threading.Thread(target=self._work, name="sound", daemon=True)
        self._works = True
        self._thread.start()

    @property
    def available(self) -> bool:
        """False while the player fails, e.g. because no loudspeaker is there."""
        return self._works

    def play(self, name: str) -> None:
        """Starts a sound of ``SOUNDS``; an unknown name raises KeyError."""
        _ = self._files[name]
        self._orders.put(name)

    def stop(self) -> None:
        """Ends the thread after what it was asked so far."""
        self._orders.put(None)
        self._thread.join()
        self._copies.cleanup()

    def _work(self) -> None:
        while (name := self._orders.get()) is not None:
            try:
                self._play_file(self._files[name])
            except (OSError, RuntimeError):  # winsound reports a missing device as RuntimeError
                self._works = False
            else:
                self._works = True
        close = getattr(self._play_file, "close", None)
        if close is not None:
            close()


class ProcessPlayer:
    """Plays one file at a time by a command line player."""

    def __init__(self, command: tuple[str, ...]) -> None:
        """Takes the player's command, e.g. ``("/usr/bin/aplay", "-q")``."""
        self._command = command
        self._running: subprocess.Popen[bytes] | None = None

    def __call__(self, file: Path) -> None:
        """Starts a file; raises OSError when the player cannot be started or failed with the file before."""
        failed = self._running is not None and (self._running.poll() or 0) > 0
        self.close()
        self._running = subprocess.Popen(  # noqa: S603  # a player found on PATH and our own file
            [*self._command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if failed:
            raise OSError(f"{self._command[0]} could not play")

    def close(self) -> None:
        """Cuts short what plays."""
        running, self._running = self._running, None
        if running is not None:
            running.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(timeout=1)


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415  # exists on Windows only

        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC)


def find_sounder(*, volume: int = 100) -> Sounder:
    """Gives the best sounder this machine has; a silent one if none, or at volume 0."""
    if volume <= 0:
        return SilentSounder()
    if sys.platform == "win32":
        return ThreadSounder(_play_on_windows, volume=volume)
    for name, *options in _PLAYERS:
        found = shutil.which(name)
        if found is not None:
            return ThreadSounder(ProcessPlayer((found, *options)), volume=volume)
    return SilentSounder()


def _at_volume(name: str, volume: int, folder: Path) -> Path:
    file = _FOLDER / f"{name}.wav"
    if volume == 100:  # noqa: PLR2004  # the files as they are
        return file
    with wave.open(str(file), "rb") as source:
        form, frames = source.getparams(), source.readframes(source.getnframes())
    loud = array("h", frames)
    if sys.byteorder == "big":
        loud.byteswap()
    quiet = array("h", (max(-32768, min(32767, sample * volume // 100)) for sample in loud))
    if sys.byteorder == "big":
        quiet.byteswap()
    copy = folder / file.name
    with wave.open(str(copy), "wb") as target:
        target.setparams(form)
        target.writeframes(quiet.tobytes())
    return copy
