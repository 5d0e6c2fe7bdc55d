"""The last labels of this station, or the reasons to print one of them again, as big numbered buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.presenters.bench.reprint import ReprintState
from ui.presenters.frame import Presenter, Say
from ui.screens.bench.idle import IdlePage
from ui.widgets.buttons import ReasonGrid

_MOST = 10


class ReprintScreen(QWidget):
    """Paints a ``ReprintState``."""

    name = "reprint"
    command = Signal(str)
    """Emitted with the code of a touched label or reason."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.choices = ReasonGrid(columns=2, most=_MOST, parent=self)
        self.choices.chosen.connect(self.command)
        self.none = IdlePage("printer", "reprint.welcome", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choices)
        column.addWidget(self.none)

    def present(self, state: ReprintState, say: Say) -> None:
        """Paints a state."""
        self.choices.present(state.frame.choices, say)
        self.choices.setVisible(bool(state.frame.choices))
        self.none.setVisible(not state.frame.choices)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self.none.retranslate(say)
        self.choices.setAccessibleName(say("reprint.title"))
