"""The picking screen: where, what and how many at the left, the cart at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.presenters.commands import HOME
from ui.presenters.floor.walking.pick_frame import ANSWERS
from ui.presenters.floor.walking.pick_state import PickFaces, PickState
from ui.presenters.frame import Command, Presenter, Say, speak
from ui.screens.floor.cart_map import CartMap, RouteCard
from ui.screens.floor.task_card import TaskCard
from ui.screens.floor.told_card import ToldCard
from ui.widgets.buttons import ReasonGrid, TouchButton
from ui.widgets.cards import Card, ItemCard, PlaceCard, QtyCard
from ui.widgets.text import FitText

_GAP = 8
_HOME_PX = 260


class PickingScreen(QWidget):
    """Shows a walk at any step, for single, batch and zone walks alike."""

    name = "picking"
    command = Signal(str)

    def __init__(self, presenter: Presenter) -> None:
        """Takes who receives the scans."""
        super().__init__()
        self.presenter = presenter
        self.place, self.item, self.qty = PlaceCard(self), ItemCard(self), QtyCard(self)
        self.sums = FitText("title", look="bold", ink="muted", parent=self.qty)
        self.qty.rows.addWidget(self.sums)
        self.choices = ReasonGrid(columns=2, most=5, parent=self)
        self.answers = tuple(TouchButton(tall=True, size="name", parent=self) for _ in ANSWERS)
        self.task, self.route, self.cart = TaskCard(self), RouteCard(self), CartMap(self)
        self.told = ToldCard(self)
        self.next_caption = FitText("body", look="bold", ink="muted", hug=True, parent=self)
        self.preview = FitText("body", lines=2, parent=self)
        self.home = TouchButton(parent=self)
        self.choices.chosen.connect(self.command)
        self.home.chosen.connect(self.command)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._left(), 11)
        row.addWidget(self._right(), 9)

    def present(self, state: PickState, say: Say) -> None:
        """Paints the state."""
        faces = state.faces
        self._present_left(faces, _buttons(state), say)
        self.route.present(faces.route, say)
        self.told.present(faces.told, say)
        self.cart.present_slots(faces.slots, faces.columns, say)
        self.preview.say(speak(faces.preview, say))
        self.home.present(HOME, say)

    def retranslate(self, say: Say) -> None:
        """Says what never changes."""
        for part in (self.place, self.item, self.qty, self.cart):
            part.retranslate(say)
        self.next_caption.say(say("pick.next"))

    def _present_left(self, faces: PickFaces, buttons: tuple[Command, ...], say: Say) -> None:
        self._pages.setCurrentWidget(self.task if faces.task is not None else self._shelf)
        asks = buttons == ANSWERS
        self._tasks.setCurrentWidget(self._asking if asks else self.choices if buttons else self._goods)
        if faces.task is not None:
            self.task.present(faces.task, say)
        if faces.place is not None:
            self.place.present(faces.place)
        if faces.item is not None:
            self.item.present(faces.item)
        if faces.qty is not None:
            self.qty.present(faces.qty)
        self.sums.say(faces.sums)
        self.sums.setVisible(bool(faces.sums))
        self.choices.present(() if asks else buttons, say)
        for button, answer in zip(self.answers, ANSWERS, strict=True):
            button.present(answer, say)

    def _left(self) -> QWidget:
        self._goods = QWidget(self)
        goods = _column(self._goods)
        goods.addWidget(self.item, 3)
        goods.addWidget(self.qty, 4)
        self._tasks = QStackedWidget(self)
        for page in (self._goods, self.choices, self._answers()):
            self._tasks.addWidget(page)
        self._shelf = QWidget(self)
        shelf = _column(self._shelf)
        shelf.addWidget(self.place, 5)
        shelf.addWidget(self._tasks, 7)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._shelf)
        self._pages.addWidget(self.task)
        return self._pages

    def _answers(self) -> QWidget:
        self._asking = QWidget(self)
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP * 2)
        for button in self.answers:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.chosen.connect(self.command)
            row.addWidget(button)
        return self._asking

    def _right(self) -> QWidget:
        right = QWidget(self)
        column = _column(right)
        column.addWidget(self.route)
        column.addWidget(self.told)
        column.addWidget(self.cart, 1)
        column.addLayout(self._bottom())
        return right

    def _bottom(self) -> QHBoxLayout:
        card = Card(self)
        words = QHBoxLayout()
        words.setSpacing(16)
        words.addWidget(self.next_caption)
        words.addWidget(self.preview, 1)
        card.rows.addLayout(words)
        self.home.setFixedWidth(_HOME_PX)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(card, 1)
        row.addWidget(self.home)
        return row


def _buttons(state: PickState) -> tuple[Command, ...]:
    """Gives the choices that the body shows as a grid; home has its own button."""
    return tuple(command for command in state.frame.choices if command.code != HOME.code)


def _column(owner: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_GAP)
    return column
