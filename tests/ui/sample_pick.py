"""A screen built of the kit as a real one would be, for tests and pictures: a batch pick that never ends."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.presenters.commands import HELP, REPRINT, SHORT, SKIP, TYPE, UNDO
from ui.presenters.faces import CellState, ItemFace, PlaceFace, QtyFace, ToteCell
from ui.presenters.frame import Frame, Mood, Presenter, Say, Scan, View, line
from ui.presenters.lane import HeldLane, Lane
from ui.shell import Shell
from ui.sound import RecordingSounder
from ui.widgets.buttons import ReasonGrid
from ui.widgets.cards import ItemCard, PlaceCard, QtyCard
from ui.widgets.tote_map import ToteMap

COMMANDS = (UNDO, SHORT, SKIP, TYPE, REPRINT, HELP)
STATES: dict[int, CellState] = {1: "done", 3: "done", 5: "active", 8: "done", 10: "full", 12: "other"}
CELLS = tuple(ToteCell(str(n), STATES.get(n, "idle"), 2 if n == 5 else 0, code=f"TO00{n:02}") for n in range(1, 13))


@dataclass(frozen=True, slots=True)
class PickState:
    """What the sample screen paints."""

    frame: Frame
    place: PlaceFace
    item: ItemFace
    qty: QtyFace
    cells: tuple[ToteCell, ...] = CELLS


TODO = PickState(
    Frame(
        line("ui.type.caption"),
        title="Lote B-0412",
        progress="línea 7 de 31",
        commands=COMMANDS,
    ),
    PlaceFace("A-03-2", "37", done=True),
    ItemFace("Camiseta azul · talla M", "40718", "78905"),
    QtyFace(2, 3, 1),
)
ERROR = replace(
    TODO,
    frame=replace(
        TODO.frame,
        instruction="Este es SKU 40719 (Camiseta ROJA). Devuélvelo. Coge SKU 40718 (Camiseta AZUL) de A-03-2.",
        mood=Mood.ERROR,
        detail="Escaneado 8412345678912 · esperado …78905",
        note="SKU 40719, no 40718",
    ),
)
DONE = replace(
    TODO,
    frame=replace(
        TODO.frame, instruction="Pedido completo. Lleva la cubeta 5 a la mesa 2.", mood=Mood.DONE, detail="3 de 3"
    ),
    qty=QtyFace(3, 3, 3),
    cells=tuple(replace(cell, state="done") for cell in CELLS),
)


class SamplePresenter:
    """Answers a scan by its text: ``wrong…`` is refused, all else accepted."""

    def __init__(self, view: View, lane: Lane) -> None:
        self._view, self._lane = view, lane
        self.busy = False
        self.counts_scans = False
        self.seen: list[str] = []

    def opened(self) -> None:
        self._view.present(TODO)

    def scanned(self, scan: Scan) -> None:
        self.busy = True
        self.seen.append(scan.text)
        self._lane.run(lambda: "wrong" if scan.text.startswith("wrong") else "ok", self._answered, self._failed)

    def _answered(self, cue: str) -> None:
        self.busy = False
        self._view.present(ERROR if cue == "wrong" else TODO, cue)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        raise error


class SampleScreen(QWidget):
    """Cards at the left, the cart at the right."""

    name = "pick"
    command = Signal(str)

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.place, self.item, self.qty, self.map = PlaceCard(self), ItemCard(self), QtyCard(self), ToteMap(self)
        self.reasons = ReasonGrid(columns=1, most=5, parent=self)
        self.reasons.chosen.connect(self.command)
        self.map.tapped.connect(self.command)
        left = QVBoxLayout()
        left.setSpacing(8)
        for card, share in ((self.place, 5), (self.item, 3), (self.qty, 4)):
            left.addWidget(card, share)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(left, 11)
        row.addWidget(self.map, 9)
        row.addWidget(self.reasons)

    def present(self, state: PickState, say: Say) -> None:
        self.place.present(state.place)
        self.item.present(state.item)
        self.qty.present(state.qty)
        self.map.present(state.cells, 4)
        self.reasons.present(state.frame.choices, say)

    def retranslate(self, say: Say) -> None:
        for part in (self.place, self.item, self.qty, self.map):
            part.retranslate(say)


class Desk:
    """A shell with the sample screen open and everything a test asks for."""

    def __init__(self, shell: Shell, sounder: RecordingSounder) -> None:
        self.shell, self.sounder = shell, sounder
        self.lane = HeldLane()
        self.view = shell.view("pick")
        self.presenter = SamplePresenter(self.view, self.lane)
        self.screen = SampleScreen(self.presenter)
        shell.add(self.screen)
        shell.open("pick")

    def scan(self, text: str, source: str = "scanner-1") -> None:
        """Scans and lets the answer come."""
        self.shell.router.scan(text, source)
        self.settle()

    def settle(self) -> None:
        """Lets every answer come."""
        while self.lane.release():
            pass
