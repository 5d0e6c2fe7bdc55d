"""The columns of the zone board: a zone's backlog, and its people as cards that are touched or dragged."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import Icon
from ui.presenters.frame import Say, speak
from ui.presenters.office.board_state import PersonFace, ZoneColumn
from ui.theme import current, restate
from ui.widgets.buttons import TouchButton
from ui.widgets.plots import BarPlot
from ui.widgets.text import FitText

MIME = "application/x-pasillo-badge"
"""What a dragged card carries: the badge of its person."""

_BAR_PX = 32


class PersonCard(QFrame):
    """A person: touch it to select, drag it to another column."""

    tapped = Signal(str)
    """Emitted with the code that selects the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedHeight(max(current().touch_primary, current().px("body") * 5 // 2))
        self.face: PersonFace | None = None
        self._pressed: QPoint | None = None
        self.number = FitText("title", look="bold", ink="ink_attention", hug=True, parent=self)
        self.name = FitText("detail", look="bold", parent=self)
        self.job = FitText("body", ink="muted", parent=self)
        self._icon = Icon(32, parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.name)
        texts.addWidget(self.job)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 8, 2)
        row.setSpacing(10)
        row.addWidget(self.number)
        row.addLayout(texts, 1)
        row.addWidget(self._icon)

    def present(self, face: PersonFace, say: Say) -> None:
        """Shows a person; the selected one is lit and has an arrow."""
        self.face = face
        restate(self, "mood", "attention" if face.selected else "")
        ink, soft = ("on_attention", "on_attention") if face.selected else ("text", "muted")
        self.number.say(str(face.number), "on_attention" if face.selected else "ink_attention")
        self.name.say(face.name, ink)
        words = speak(face.job, say)
        self.job.say(words, soft)
        icon = "arrow" if face.selected else "check" if face.working else "hourglass"
        self._icon.show_icon(icon, ink if face.selected else "ink_ok" if face.working else "muted")
        self.setAccessibleName(say("board.card", number=face.number, name=face.name, job=words))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start, here = self._pressed, event.position().toPoint()
        if start is None or self.face is None:
            return
        if (here - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.begin_drag(self.face.badge, start)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self.face is not None:
            self.tapped.emit(f"#P{self.face.number}")
        self._pressed = None

    def begin_drag(self, badge: str, grip: QPoint) -> None:
        """Drags the card until it is dropped.

        Args:
            badge: Whose card it is.
            grip: Where it was taken, in the card's pixels.
        """
        data = QMimeData()
        data.setData(MIME, badge.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(grip)
        drag.exec(Qt.DropAction.MoveAction)


class Column(QFrame):
    """One zone, or the people without one; cards are dropped on it."""

    chosen = Signal(str)
    """Emitted with the code of a touched head or card."""

    dropped = Signal(str, str)
    """Emitted with (badge, code of this column) when a card is dropped here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.setMinimumWidth(250)
        self.column: ZoneColumn | None = None
        self.head = TouchButton(size="title", parent=self)
        self.head.chosen.connect(self.chosen)
        self.bars = BarPlot(row_px=_BAR_PX, parent=self)
        self.cards: list[PersonCard] = []
        inside = QWidget(self)
        self._people = QVBoxLayout(inside)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(6)
        self._people.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(6)
        rows.addWidget(self.head)
        rows.addWidget(self.bars)
        rows.addWidget(scroll, 1)

    def present(self, column: ZoneColumn, say: Say) -> None:
        """Shows a column; cards are reused, so a refresh changes only what is different."""
        self.column = column
        caption = say("board.zone", zone=column.zone) if column.zone else say("board.no_zone")
        units = say("board.units", count=column.units) if column.zone else say("board.touch")
        self.head.show_as(caption, code=column.code, key=column.key, small=units)
        labels = zip(column.bars, column.labels, strict=True)
        self.bars.present([replace(bar, label=speak(label, say)) for bar, label in labels])
        self.bars.setVisible(bool(column.bars))
        while len(self.cards) < len(column.people):
            card = PersonCard(self)
            card.tapped.connect(self.chosen)
            self._people.insertWidget(len(self.cards), card)
            self.cards.append(card)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(column.people))
            if at < len(column.people):
                card.present(column.people[at], say)
        self.setAccessibleName(f"{caption}, {units}, {self.bars.accessibleName()}")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.column is not None and event.mimeData().hasFormat(MIME):
            badge = bytes(event.mimeData().data(MIME).data()).decode()
            event.acceptProposedAction()
            self.dropped.emit(badge, self.column.code)
