"""Pictures of a window that come out the same every time: fixed size, frozen clock, no caret."""

from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

FULL_HD = (1920, 1080)


@runtime_checkable
class Freezable(Protocol):
    """A window whose clock can be stopped; the shell is one."""

    def freeze(self, clock: str) -> None:
        """Shows this text instead of the time."""
        ...


def grab(window: QWidget, file: Path, *, size: tuple[int, int] = FULL_HD, clock: str = "10:42") -> Path:
    """Paints a window into a PNG file.

    Args:
        window: Any top-level widget; it is shown if it was not.
        file: Where to write; its folder must exist.
        size: Width and height in pixels.
        clock: What a frozen clock shows.

    Returns:
        The file.

    Raises:
        OSError: The picture cannot be written.
    """
    if isinstance(window, Freezable):
        window.freeze(clock)
    window.resize(*size)
    window.show()
    for _ in range(3):  # layouts settle, then paint
        QCoreApplication.processEvents()
    if not window.grab().save(str(file), "PNG"):
        raise OSError(f"cannot write {file}")
    return file
