"""Papers on their way from whoever made them to the office printer, on a thread of their own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.errors import Conflict, Unavailable
from ui.lane import QtLane
from ui.paper.office_printer import NotPrintedError, OfficePrinter
from ui.presenters.frame import Line, Mood, Text, line

Announce = Callable[[Text, Mood, str, Text], None]
"""Says something over the open screen's instruction: (what, how it looks, cue, detail)."""


class Paperwork(QObject):
    """Prints each paper once; one that does not come out is said, and stays in its folder."""

    _wanted = Signal(object)

    def __init__(self, printer: OfficePrinter | None, announce: Announce, parent: QObject) -> None:
        """Takes the printer, or None where papers are only kept, and who says what went wrong."""
        super().__init__(parent)
        self._printer, self._announce = printer, announce
        self._lane = QtLane("papers", self)
        self._wanted.connect(self._print)

    def hand_out(self, kind: str, file: Path) -> None:
        """Takes a paper to print; any thread may call it, and none waits.

        Args:
            kind: ``slips``, ``manifests`` or ``letters``.
            file: Where it was kept.
        """
        if self._printer is not None and self._printer.prints(kind):
            self._wanted.emit(file)

    def stop(self) -> None:
        """Finishes the paper under way; those not begun stay in their folder."""
        self._lane.stop()

    @Slot(object)
    def _print(self, file: Path) -> None:
        printer = self._printer
        if printer is not None:
            self._lane.run(lambda: printer.print(file), _done, lambda error: self._failed(printer, file, error))

    def _failed(self, printer: OfficePrinter, file: Path, error: Exception) -> None:
        """Says what became of a paper.

        Raises:
            Exception: The error itself where it is a bug.
        """
        kept = line("paper.kept", file=file.name, folder=file.parent.name)
        self._announce(_why(printer.queue, error), Mood.ATTENTION, "attention", kept)


def _done(_: None) -> None:
    """It came out; there is nothing to say."""


def _why(queue: str, error: Exception) -> Line:
    match error:
        case NotPrintedError(why="no_printer") if not queue:
            return line("paper.no_usual_printer")
        case NotPrintedError(why="no_printer"):
            return line("paper.no_printer", printer=queue)
        case NotPrintedError():
            return line("paper.refused", printer=queue)
        case Conflict() | Unavailable():
            return line("paper.unreadable")
        case _:
            raise error
