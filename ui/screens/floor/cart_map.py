"""The cart with crossed-out positions, and the way of a zone walk's totes."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.icons import Icon, pixmap
from ui.presenters.faces import ToteCell
from ui.presenters.floor.walking.pick_state import Route, SlotFace
from ui.presenters.frame import Say, speak
from ui.theme import current
from ui.widgets.cards import Card
from ui.widgets.text import FitText
from ui.widgets.tote_map import ToteMap


class CartMap(ToteMap):
    """A tote map that also crosses out the positions of cancelled orders."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crossed: tuple[tuple[int, str], ...] = ()

    def present_slots(self, slots: tuple[SlotFace, ...], columns: int, say: Say) -> None:
        """Shows the cart; its positions take no touch, because a tote is confirmed by its own label only."""
        inks = {"active": "on_active"}
        crossed = tuple((at, inks.get(slot.state, "ink_error")) for at, slot in enumerate(slots) if slot.cancelled)
        if crossed != self._crossed:
            self._crossed = crossed
            self.update()
        self.present(tuple(ToteCell(s.number, s.state, s.count, speak(s.label, say)) for s in slots), columns)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._crossed:
            return
        with QPainter(self) as painter:
            for at, ink in self._crossed:
                box = self._box(at)
                side = round(min(box.height(), box.width()) * 0.5)
                cross = pixmap("cross", side, current().palette[ink])
                painter.drawPixmap(round(box.center().x()) - side // 2, round(box.top()) + 6, cross)


class RouteCard(Card):
    """Totes to come, this zone, and where the totes go next, from left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.incoming = FitText("body", look="bold", lines=2, parent=self)
        self.zone = FitText("title", look="bold", ink="ink_attention", hug=True, parent=self)
        self.drops = FitText("title", look="bold", parent=self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.incoming, 3)
        for part, share in ((self.zone, 0), (self.drops, 2)):
            row.addWidget(Icon(36, name="arrow", ink="muted", parent=self))
            row.addWidget(part, share)
        self.rows.addLayout(row)

    def present(self, route: Route | None, say: Say) -> None:
        """Shows a way, or goes away with None."""
        self.setVisible(route is not None)
        if route is None:
            return
        totes = ", ".join(route.incoming)
        self.incoming.say(say("pick.route.incoming", totes=totes) if totes else say("pick.route.all_here"))
        self.zone.say(say("pick.route.zone", zone=route.zone))
        self.drops.say(", ".join(route.drops))
        self.setAccessibleName(f"{say('pick.route')}: {self.incoming.text()}, {self.zone.text()}, {self.drops.text()}")
