"""The screen of PINs: the people at the left, the chosen one at the right, and a new PIN as large as it gets."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.presenters.faces import ListRow
from ui.presenters.frame import Presenter, Say, speak
from ui.presenters.people.pins_state import ROWS, PinRow, PinsState
from ui.widgets.big_list import BigList
from ui.widgets.cards import Card
from ui.widgets.text import FitText


class HolderCard(Card):
    """One person: name, badge and role, since when with a PIN; or the PIN that was just given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = FitText("name", lines=2, look="bold", parent=self)
        self.what = FitText("title", ink="muted", parent=self)
        self.since = FitText("title", look="bold", parent=self)
        self.caption = FitText("body", look="bold", ink="ink_attention", parent=self)
        self.pin = FitText("quantity", look="bold code", align=Qt.AlignmentFlag.AlignHCenter, parent=self)
        for part in (self.who, self.what, self.since):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self.rows.addWidget(self.caption)
        self.rows.addWidget(self.pin, 3)
        self.rows.addStretch(1)

    def present(self, row: PinRow, pin: str, say: Say) -> None:
        """Shows a person."""
        self.who.say(row.person.name)
        self.what.say(f"{row.person.badge} \N{MIDDLE DOT} {speak(row.role, say)}")
        self.since.say(speak(row.since, say), "text" if row.tone is None else f"ink_{row.tone}")
        self.caption.say(say("pins.once") if pin else "")
        self.pin.say(pin)
        self.caption.setVisible(bool(pin))
        self.pin.setVisible(bool(pin))
        self.setAccessibleName(", ".join(part.text() for part in (self.who, self.what, self.since)))


class PinsScreen(QWidget):
    """Paints a ``PinsState``."""

    name = "pins"
    command = Signal(str)
    """Emitted with the code of a touched row."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.list = BigList(most=ROWS, big_first=False, parent=self)
        self.list.chosen.connect(self.command)
        self.card = HolderCard(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addWidget(self.card, 1)

    def present(self, state: PinsState, say: Say) -> None:
        """Paints a state."""
        self.list.present([_row(each, at, say) for at, each in enumerate(state.rows, 1)])
        for button, each in zip(self.list.rows, state.rows, strict=False):
            button.set_main(main=each.selected)
            button.setEnabled(not state.pin)
        self.card.setVisible(state.selected is not None)
        if state.selected is not None:
            self.card.present(state.selected, state.pin, say)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self.list.setAccessibleName(say("pins.title"))


def _row(row: PinRow, key: int, say: Say) -> ListRow:
    about = f"{row.person.badge} \N{MIDDLE DOT} {speak(row.role, say)}"
    icon = "arrow" if row.selected else "user"
    return ListRow(row.person.name, about, row.code, str(key), speak(row.since, say), row.tone, icon)
