"""The common frame of every screen: strip, instruction, body, last scans, commands; only the body changes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui.presenters.commands import TYPE
from ui.presenters.frame import AnyState, Frame, Say, Scan, State, speak
from ui.widgets.buttons import CommandBar
from ui.widgets.instruction import InstructionBar
from ui.widgets.messages import NoticeBar, ScanLog
from ui.widgets.strip import StatusStrip
from ui.widgets.type_panel import TypePanel

_GAP = 8
_NOTICE_PX = 170


class FloorFrame(QWidget):
    """Holds the parts and paints a ``Frame`` into them."""

    command = Signal(str)
    """Emitted with the code of a touched button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.strip = StatusStrip(self)
        self.instruction = InstructionBar(self)
        self.body = QStackedWidget(self)
        self.log = ScanLog(self)
        self.commands = CommandBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        column.setSpacing(_GAP)
        column.addWidget(self.strip)
        column.addWidget(self.instruction)
        column.addWidget(self.body, 1)
        column.addWidget(self.log)
        column.addWidget(self.commands)
        self._column = column
        self.notice = NoticeBar(self)
        self.typing = TypePanel(self)
        self.commands.chosen.connect(self.command)
        self.notice.chosen.connect(self.command)

    def present(self, frame: Frame, say: Say) -> None:
        """Paints a frame; widgets repaint only what changed."""
        self.strip.present(speak(frame.title, say), speak(frame.progress, say))
        self.instruction.present(speak(frame.instruction, say), frame.mood.value, speak(frame.detail, say))
        self.commands.present(frame.commands, say)
        self.notice.present(frame.notice, say)
        if frame.notice is not None:
            self.notice.raise_()

    def retranslate(self, say: Say) -> None:
        """Says what no frame carries."""
        for part in (self.strip, self.log, self.typing):
            part.retranslate(say)

    def mirror(self, *, left_handed: bool) -> None:
        """Swaps left and right of body and commands, so the left hand reaches what the right hand reaches else.

        Inside a card or a button nothing is swapped: text is read from the left either way.
        """
        sides = Qt.LayoutDirection
        for part in (self.body, self.commands):
            part.setLayoutDirection(sides.RightToLeft if left_handed else sides.LeftToRight)
        self._place_overlays()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()

    def _place_overlays(self) -> None:
        self._column.activate()
        body = self.body.geometry()
        self.notice.setGeometry(body.left(), body.top(), body.width(), _NOTICE_PX)
        wide = body.width() * 11 // 24
        mirrored = self.body.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = body.left() if mirrored else body.right() - wide
        self.typing.setGeometry(left, body.top(), wide, body.height())


class TypeGate:
    """Takes ``#TYPE`` from key, touch and barcode alike: it opens and closes the type panel."""

    busy = False

    def __init__(self, frame: FloorFrame) -> None:
        self._frame = frame

    def takes(self, scan: Scan) -> bool:
        """Takes the command for typing, leaves all else."""
        if scan.text != TYPE.code:
            return False
        panel = self._frame.typing
        if panel.isVisible():
            panel.close_panel()
        else:
            panel.open_panel()
        return True


class ScreenView:
    """What a presenter holds of its screen: a way to show states and to bring other screens up."""

    def __init__(self, name: str, take: Callable[[str, AnyState, str], None], bring: Callable[[str], None]) -> None:
        """Takes the screen's name and what the shell does with a state and with a wish for another screen."""
        self._name, self._take, self._bring = name, take, bring

    def present(self, state: State, cue: str = "quiet") -> None:
        """Paints a state and gives its cue; see ``ui.presenters.frame.View``."""
        self._take(self._name, state, cue)

    def open(self, name: str) -> None:
        """Brings another screen to the front."""
        self._bring(name)
