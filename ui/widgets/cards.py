"""The three cards of every pick: where, what, how many."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.faces import ItemFace, PlaceFace, QtyFace
from ui.presenters.frame import Say
from ui.theme import restate
from ui.widgets.text import FitText

_PAD = 16


class Card(QFrame):
    """A rounded surface with a vertical layout called ``rows``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # also in the mirrored layout
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(_PAD, 8, _PAD, 8)
        self.rows.setSpacing(0)


class PlaceCard(Card):
    """The place, huge, with its check digits and a tick once it was confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: PlaceFace | None = None
        self._say: Say | None = None
        self.caption = FitText("body", ink="muted", parent=self)
        self.code = FitText("place", look="bold code", parent=self)
        self.digits = FitText("body", ink="muted", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self.tick = Icon(96, parent=self)
        top = QHBoxLayout()
        top.addWidget(self.caption, 1)
        top.addWidget(self.digits, 1)
        middle = QHBoxLayout()
        middle.addWidget(self.code, 1)
        middle.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        self.rows.addLayout(top)
        self.rows.addLayout(middle, 1)

    def present(self, face: PlaceFace) -> None:
        """Shows a place."""
        self._face = face
        self.code.say(face.code)
        self.tick.show_icon("check" if face.done else "", "ink_ok")
        self._speak()

    def retranslate(self, say: Say) -> None:
        """Says the captions."""
        self._say = say
        self.caption.say(say("ui.place.caption"))
        self._speak()

    def _speak(self) -> None:
        if self._face is not None and self._say is not None:
            digits = self._face.check_digits
            self.digits.say(self._say("ui.place.check_digits", digits=digits) if digits else "")
            self.setAccessibleName(self._say("ui.place.name", code=self._face.code))


class ItemCard(Card):
    """The item: its name, its SKU, and the last digits of its barcode."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: ItemFace | None = None
        self._say: Say | None = None
        self.name = FitText("name", lines=2, look="bold", parent=self)
        self.codes = FitText("detail", look="code", ink="muted", parent=self)
        self.tick = Icon(72, parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.name, 1)
        texts.addWidget(self.codes)
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        self.rows.addLayout(row)

    def present(self, face: ItemFace) -> None:
        """Shows an item."""
        self._face = face
        self.name.say(face.name)
        self.tick.show_icon("check" if face.done else "", "ink_ok")
        self._speak()

    def retranslate(self, say: Say) -> None:
        """Says the captions."""
        self._say = say
        self._speak()

    def _speak(self) -> None:
        if self._face is not None and self._say is not None:
            key = "ui.item.codes" if self._face.tail else "ui.item.sku"
            self.codes.say(self._say(key, sku=self._face.sku, tail=self._face.tail))
            self.setAccessibleName(f"{self._face.name}, {self.codes.text()}")


class QtyCard(Card):
    """How many to take now, huge, of how many in all, and how many are in the hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: QtyFace | None = None
        self._say: Say | None = None
        self.verb = FitText("name", look="bold", ink="muted", hug=True, parent=self)
        self.take = FitText("quantity", look="bold", parent=self)
        self.total = FitText("name", ink="muted", parent=self)
        self.in_hand = FitText("title", look="bold", ink="ink_ok", parent=self)
        right = QVBoxLayout()
        right.addWidget(self.total, 1)
        right.addWidget(self.in_hand, 1)
        row = QHBoxLayout()
        row.setSpacing(_PAD * 2)
        row.addWidget(self.verb)
        row.addWidget(self.take, 2)
        row.addLayout(right, 3)
        self.rows.addLayout(row)

    def present(self, face: QtyFace) -> None:
        """Shows a quantity."""
        self._face = face
        self.take.say(str(face.take))
        restate(self, "complete", str(face.in_hand >= face.take > 0).lower())
        self._speak()

    def retranslate(self, say: Say) -> None:
        """Says the captions."""
        self._say = say
        self._speak()

    def _speak(self) -> None:
        if self._face is None or self._say is None:
            return
        face, say = self._face, self._say
        self.verb.say(say(face.verb_key))
        self.total.say(say("ui.qty.of", total=face.total) if face.total > face.take else "")
        self.in_hand.say(say("ui.qty.in_hand", count=face.in_hand) if face.in_hand else "")
        parts = (self.verb.text(), str(face.take), self.total.text(), self.in_hand.text())
        self.setAccessibleName(" ".join(part for part in parts if part))
