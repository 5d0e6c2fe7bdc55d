"""The shipping screen: carriers at the left, the parcels of the chosen one at the right, the wrong lane in full red."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.boards import ParcelRow
from ui.icons import Icon
from ui.presenters.bench.ship_state import PAGE, LaneFace, ShipState
from ui.presenters.faces import ListRow
from ui.presenters.frame import Presenter, Say, speak
from ui.screens.bench.idle import IdlePage
from ui.screens.bench.row_list import Row, RowList
from ui.theme import restate
from ui.widgets.big_list import BigList
from ui.widgets.text import FitText

_TAIL = 6
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class WrongLane(QFrame):
    """Full red: the parcel in the hand belongs to another carrier, named as big as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        restate(self, "mood", "error")
        self._icon = Icon(160, name="cross", ink="on_error", parent=self)
        self.words = FitText("name", lines=2, look="bold", ink="on_error", align=_CENTRE, parent=self)
        self.carrier = FitText("place", look="bold", ink="on_error", align=_CENTRE, parent=self)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._icon, 0, _CENTRE)
        column.addWidget(self.words)
        column.addWidget(self.carrier)
        column.addStretch(1)

    def present(self, carrier: str, say: Say) -> None:
        """Names the right carrier."""
        self.words.say(say("ship.wrong_lane.panel"))
        self.carrier.say(carrier)
        self.setAccessibleName(f"{self.words.text()} {carrier}")


class ShippingScreen(QWidget):
    """Paints a ``ShipState``."""

    name = "shipping"
    command = Signal(str)
    """Emitted with the code of a touched carrier."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.lanes = BigList(most=PAGE, big_first=False, parent=self)
        self.lanes.chosen.connect(self.command)
        self.parcels = RowList(self)
        self.wrong = WrongLane(self)
        self.empty = IdlePage("truck", "ship.empty", self)
        self._right = QStackedWidget(self)
        for page in (self.empty, self.parcels, self.wrong):
            self._right.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.lanes, 1)
        row.addWidget(self._right, 1)

    def present(self, state: ShipState, say: Say) -> None:
        """Paints a state."""
        self.lanes.present([_lane(each, at, say) for at, each in enumerate(state.lanes, 1)])
        for button, face in zip(self.lanes.rows, state.lanes, strict=False):
            button.set_main(main=face.chosen)
        self.parcels.present([_parcel(each, say, loaded=each.sscc in state.loaded) for each in state.parcels])
        if state.wrong:
            self.wrong.present(state.wrong, say)
            self._right.setCurrentWidget(self.wrong)
        else:
            self._right.setCurrentWidget(self.parcels if state.parcels else self.empty)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self.empty.retranslate(say)
        self.parcels.setAccessibleName(say("ship.list"))


def _lane(face: LaneFace, key: int, say: Say) -> ListRow:
    words = "ship.lane.loaded" if face.loaded else "ship.lane"
    return ListRow(
        title=face.carrier or "-",
        detail=say(words, ready=face.ready, loaded=face.loaded, open=face.orders_open),
        code=f"#C{face.number}",
        key=str(key),
        mark=speak(face.cutoff, say),
        tone=face.tone,
        icon="check" if face.chosen else "truck",
    )


def _parcel(parcel: ParcelRow, say: Say, *, loaded: bool) -> Row:
    detail = say(
        "ship.parcel.detail",
        tail=parcel.sscc[-_TAIL:],
        postcode=parcel.postcode,
        number=parcel.number,
        grams=parcel.weight_g,
    )
    mark = say("ship.parcel.loaded" if loaded else "ship.parcel.ready")
    title = " · ".join(part for part in (parcel.ref, parcel.recipient) if part)
    return Row(title, detail, mark, "ok" if loaded else "todo")
