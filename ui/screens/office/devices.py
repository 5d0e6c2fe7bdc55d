"""The devices: a card each, and a place where any scan shows what it means."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.frame import Presenter, Say, speak
from ui.presenters.office.devices import MOST, PAGES, DeviceFace, DevicesState
from ui.theme import current
from ui.widgets.buttons import TouchButton
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_PICTURES = {"scanner": "scanner", "printer": "printer", "scale": "scale", "centre": "server_online"}
_SHOWN, _FOLDED = 96, 16
"""Signs of a test scan that are shown, and after how many of them a line may end."""

_FOLD = "\u200b"
"""A blank of no width."""

_BYTES = 14
_PAGE_PX = 72
_RIGHT = Qt.AlignmentFlag.AlignRight


class DeviceCard(Card):
    """One device: how it is, what to do, what it said last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._mark = Icon(44, parent=self), Icon(36, parent=self)
        self.name = FitText("title", look="bold", parent=self)
        self.state = FitText("detail", lines=2, look="bold", align=_RIGHT, parent=self)
        self.where = FitText("body", ink="muted", parent=self)
        self.speed = FitText("body", ink="muted", align=_RIGHT, parent=self)
        self.sign = FitText("body", ink="muted", parent=self)
        self.todo = FitText("body", lines=3, parent=self)
        self.last = FitText("body", look="code", ink="muted", parent=self)
        self.raw = FitText("body", look="code", ink="muted", parent=self)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._picture)
        top.addWidget(self.name, 3)
        top.addWidget(self._mark)
        top.addWidget(self.state, 3)
        middle = QHBoxLayout()
        middle.addWidget(self.where, 1)
        middle.addWidget(self.speed, 1)
        self.rows.addLayout(top)
        self.rows.addLayout(middle)
        self.rows.addWidget(self.sign)
        for part in (self.todo, self.last, self.raw):
            self.rows.addWidget(part)

    def present(self, face: DeviceFace, say: Say) -> None:
        """Shows a device."""
        row, ink = face.row, f"ink_{face.tone}"
        self._picture.show_icon(_PICTURES[row.kind], "text")
        self._mark.show_icon(current().icons[face.tone], ink)
        self.name.say(f"{say(f'devices.kind.{row.kind}')} · {row.name}")
        self.state.say(speak(face.state, say), ink)
        self.where.say(row.where)
        self.speed.say(speak(face.speed, say))
        self.sign.say(speak(face.sign, say), "ink_ok" if row.chosen else "muted")
        self.sign.setVisible(bool(row.sign))
        self.todo.say(speak(face.todo, say))
        self.last.say(say("devices.last", last=row.last) if row.last else "")
        self.raw.say(say("devices.raw", raw=_tail(row.raw)) if row.raw else "")
        self.setAccessibleName(f"{self.name.text()}: {self.state.text()}. {self.todo.text()}")


def _tail(raw: str) -> str:
    """Gives the last bytes of what was received: the end mark is what is wrong most often."""
    parts = raw.split()
    return " ".join(parts) if len(parts) <= _BYTES else f"… {' '.join(parts[-_BYTES:])}"


def _folded(code: str) -> str:
    """Lets a long code wrap, which has no blanks to wrap at; of a very long one the beginning is shown."""
    shown = code if len(code) <= _SHOWN else f"{code[:_SHOWN]}…"
    return _FOLD.join(shown[at : at + _FOLDED] for at in range(0, len(shown), _FOLDED))


class Trial(Card):
    """What the last test scan was and what it means, and what the scale says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = FitText("body", look="bold", ink="ink_todo", parent=self)
        self.text = FitText("tote", lines=2, look="bold code", parent=self)
        self.meaning = FitText("title", lines=4, look="bold", parent=self)
        self.source = FitText("body", ink="muted", parent=self)
        self.weight = FitText("name", look="bold", parent=self)
        for part in (self.caption, self.text, self.meaning, self.source):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self.rows.addWidget(self.weight)

    def present(self, state: DevicesState, say: Say) -> None:
        """Shows the last test."""
        self.caption.say(say("devices.test"))
        self.text.say(_folded(state.scanned) or "…")
        self.meaning.say(speak(state.meaning, say) if state.scanned else say("devices.test.none"))
        self.source.say(state.source)
        self.weight.say(say("devices.weight", grams=state.grams) if state.grams else "")
        self.setAccessibleName(f"{self.caption.text()}: {self.text.text()}, {self.meaning.text()}")


class Pages(QWidget):
    """Which devices are shown, and the way to the others."""

    chosen = Signal(str)
    """Emitted with the code of a touched button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = FitText("title", look="bold", align=Qt.AlignmentFlag.AlignHCenter, parent=self)
        self.buttons = tuple(TouchButton(parent=self) for _ in PAGES)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.buttons[0], 1)
        row.addWidget(self.words, 1)
        row.addWidget(self.buttons[1], 1)
        for button in self.buttons:
            button.setMinimumHeight(_PAGE_PX)
            button.chosen.connect(self.chosen)

    def present(self, words: str, say: Say) -> None:
        """Shows which."""
        self.words.say(words)
        for button, command in zip(self.buttons, PAGES, strict=True):
            button.present(command, say)


class DevicesScreen(QWidget):
    """Paints a ``DevicesState``."""

    name = "devices"
    command = Signal(str)
    """Emitted with the code of a touched button."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.cards = tuple(DeviceCard(self) for _ in range(MOST))
        self.none = FitText("title", lines=2, ink="muted", parent=self)
        self.test = Trial(self)
        self.pages = Pages(self)
        self.pages.chosen.connect(self.command)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, card in enumerate(self.cards):
            grid.addWidget(card, at // 2, at % 2)
            card.hide()
        left = QVBoxLayout()
        left.addWidget(self.none)
        left.addLayout(grid)
        left.addStretch(1)
        left.addWidget(self.pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(left, 13)
        row.addWidget(self.test, 6)

    def present(self, state: DevicesState, say: Say) -> None:
        """Paints a state."""
        self.none.setVisible(not state.devices)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(state.devices))
            if at < len(state.devices):
                card.present(state.devices[at], say)
        self.test.present(state, say)
        self.pages.setVisible(bool(state.page))
        self.pages.present(speak(state.page, say), say)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self.none.say(say("devices.none"))
