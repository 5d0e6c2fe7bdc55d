"""The right half of the packing screen: may the parcel leave, whose it is, what it weighs, which label it gets."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.packing.pack import Pack
from ui.icons import Icon
from ui.presenters.ailments import why_line
from ui.presenters.bench.pack_state import PackState
from ui.presenters.bench.pack_todo import TAIL
from ui.presenters.frame import Say, speak
from ui.theme import current, restate
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_PRINTER_TONES = {"ready": "ok", "busy": "attention"}
_GATES = {"not": ("attention", "lock"), "done": ("done", "check"), "wrong": ("error", "cross")}


class Gate(QFrame):
    """The exit: closed until every unit is verified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon(72, parent=self)
        self.words = FitText("instruction", look="bold", parent=self)
        self.count = FitText("instruction", look="bold", align=Qt.AlignmentFlag.AlignRight, hug=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(18)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.count)

    def present(self, state: PackState, say: Say) -> None:
        """Shows whether the order is complete."""
        look = "wrong" if state.wrong_weight else "done" if state.complete else "not"
        mood, icon = _GATES[look]
        restate(self, "mood", mood)
        ink = f"on_{mood}"
        self._icon.show_icon(icon, ink)
        self.words.say(say(f"pack.gate.{look}"), ink)
        self.count.say(f"{state.packed}/{state.need}", ink)
        self.setAccessibleName(f"{self.words.text()} {self.count.text()}")


class OrderCard(Card):
    """Whose order it is, who carries it, which parcel is being filled and what is left in its totes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref = FitText("name", look="bold", parent=self)
        self.parcel = FitText("name", look="bold", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self.recipient = FitText("title", parent=self)
        self.totes = FitText("detail", lines=2, look="code", ink="muted", parent=self)
        top = QHBoxLayout()
        top.addWidget(self.ref, 3)
        top.addWidget(self.parcel, 2)
        self.rows.addLayout(top)
        self.rows.addWidget(self.recipient)
        self.rows.addWidget(self.totes)

    def present(self, pack: Pack, say: Say) -> None:
        """Shows an order."""
        self.ref.say(say("pack.title", ref=pack.ref))
        self.parcel.say(f"{say('pack.parcel')} {pack.parcel_no}")
        self.recipient.say(" · ".join(part for part in (pack.recipient, pack.carrier) if part))
        left = dict.fromkeys(pack.totes, 0)
        for content in pack.contents:
            left[content.tote] = left.get(content.tote, 0) + content.qty
        totes = (
            say("pack.tote_left" if units else "pack.tote_empty", tote=tote, left=units) for tote, units in left.items()
        )
        self.totes.say(f"{say('pack.totes')}: {', '.join(totes)}")
        parts = (self.ref, self.parcel, self.recipient, self.totes)
        self.setAccessibleName(", ".join(part.text() for part in parts))


class ItemNow(Card):
    """The item scanned last with its count, huge; before the first scan, an item to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = FitText("body", look="bold", ink="muted", parent=self)
        self.weight = FitText("body", ink="muted", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self.count = FitText("quantity", look="bold", align=_CENTRE, parent=self)
        self.item = FitText("title", look="bold", align=_CENTRE, parent=self)
        top = QHBoxLayout()
        top.addWidget(self.caption, 2)
        top.addWidget(self.weight, 3)
        self.rows.addLayout(top)
        self.rows.addWidget(self.count, 1)
        self.rows.addWidget(self.item)

    def present(self, state: PackState, say: Say) -> None:
        """Shows the item of the moment."""
        pack = state.pack
        if pack is None:
            return
        seen = 0 <= state.last < len(pack.lines)
        row = pack.lines[state.last] if seen else next((each for each in pack.lines if each.left), pack.lines[0])
        self.caption.say(say("pack.item_last" if seen else "pack.item_next"))
        self.count.say(f"{row.packed}/{row.need}", "text" if row.left else "ink_ok")
        self.item.say(row.name)
        known = pack.boxed and pack.weights_known
        self.weight.say(say("pack.should_weigh", grams=pack.expected_g, allowed=pack.allowed_g) if known else "")
        self.setAccessibleName(f"{self.caption.text()}: {row.name} {self.count.text()}, {self.weight.text()}")


class WeightCard(Card):
    """What the parcel should weigh, and what it weighs: huge when the two do not agree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = (("body", "muted"), ("quantity", "text"), ("title", "muted"))
        self.should = tuple(FitText(size, look="bold", ink=ink, align=_CENTRE, parent=self) for size, ink in texts)
        self.weighs = tuple(FitText(size, look="bold", ink=ink, align=_CENTRE, parent=self) for size, ink in texts)
        row = QHBoxLayout()
        row.setSpacing(18)
        for texts_of in (self.should, self.weighs):
            column = QVBoxLayout()
            column.setSpacing(0)
            for at, text in enumerate(texts_of):
                column.addWidget(text, 3 if at == 1 else 0)
            row.addLayout(column, 1)
        self.rows.addLayout(row)

    def present(self, state: PackState, say: Say) -> None:
        """Shows the weights of the open parcel."""
        pack = state.pack
        if pack is None:
            return
        known = pack.weights_known
        low, high = pack.expected_g - pack.allowed_g, pack.expected_g + pack.allowed_g
        span = say("pack.range", low=max(0, low), high=high) if known else say("pack.range_unknown")
        should = say("pack.grams", grams=pack.expected_g) if known else "?"
        self._show(self.should, (say("pack.expected"), should, span), "text")
        measured, off = state.measured_g, state.measured_g - pack.expected_g
        ink = "ink_error" if state.wrong_weight else "ink_ok"
        verdict = ""
        if state.wrong_weight:
            verdict = say("pack.over" if off > 0 else "pack.under", grams=abs(off))
        weighs = say("pack.grams", grams=measured) if measured else "?"
        self._show(self.weighs, (say("pack.measured"), weighs, verdict), ink if measured else "muted")
        self.setAccessibleName(" ".join(each.text() for each in (*self.should, *self.weighs)))

    @staticmethod
    def _show(texts: tuple[FitText, ...], words: tuple[str, str, str], ink: str) -> None:
        inks = ("muted", ink, ink if ink.startswith("ink") else "muted")
        for text, word, colour in zip(texts, words, inks, strict=True):
            text.say(word, colour)


class LabelCard(Card):
    """The label that belongs on the parcel: its last digits, which print it is, and how the printer is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = FitText("body", look="bold", ink="muted", parent=self)
        self.copy = FitText("body", look="bold", ink="muted", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self.tail = FitText("quantity", look="bold", align=_CENTRE, parent=self)
        self._icon = Icon(44, parent=self)
        self.printer = FitText("title", look="bold", parent=self)
        top = QHBoxLayout()
        top.addWidget(self.caption)
        top.addWidget(self.copy)
        low = QHBoxLayout()
        low.setSpacing(14)
        low.addWidget(self._icon)
        low.addWidget(self.printer, 1)
        self.rows.addLayout(top)
        self.rows.addWidget(self.tail, 1)
        self.rows.addLayout(low)

    def present(self, state: PackState, say: Say) -> None:
        """Shows the label of the open parcel."""
        self.caption.say(say("pack.parcel_label"))
        self.copy.say(say("pack.copy", count=state.copy) if state.copy else "")
        self.tail.say(f"…{state.sscc[-TAIL:]}")
        tone = _PRINTER_TONES.get(state.printer, "error")
        self._icon.show_icon(current().icons[tone], f"ink_{tone}")
        self.printer.say(f"{say('devices.kind.printer')}: {speak(why_line(state.printing), say)}", f"ink_{tone}")
        self.setAccessibleName(f"{self.caption.text()} {self.tail.text()}, {self.copy.text()}, {self.printer.text()}")
