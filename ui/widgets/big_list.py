"""A ranked list: the next job as one big card, the others below it, all chosen by scan, key or touch."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.faces import ListRow
from ui.theme import current
from ui.widgets.buttons import TouchButton
from ui.widgets.text import FitText


class RowButton(TouchButton):
    """A row that is touched as a whole: title, detail, and a mark at the right."""

    def __init__(self, *, big: bool = False, parent: QWidget | None = None) -> None:
        """Makes an empty row.

        Args:
            big: True for the card on top.
            parent: Qt parent.
        """
        super().__init__(tall=big, size="name" if big else "detail", plain=True, parent=parent)
        self.mark = FitText("title" if big else "body", look="bold", hug=True, parent=self)
        self._mark_icon = Icon(56 if big else 32, parent=self)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.mark)
            layout.addWidget(self._mark_icon)
        self.set_main(main=big)

    def present_row(self, row: ListRow) -> None:
        """Shows a row."""
        self.show_as(row.title, code=row.code, key=row.key, icon=row.icon, small=row.detail)
        tone = row.tone
        self.mark.say(row.mark, "on_button" if tone is None else f"ink_{tone}")
        self._mark_icon.show_icon("" if tone is None else current().icons[tone], f"ink_{tone or 'todo'}")
        self.setAccessibleName(", ".join(part for part in (row.title, row.detail, row.mark) if part))


class BigList(QWidget):
    """Shows the first rows of a list; the buttons are built once and reused."""

    chosen = Signal(str)
    """Emitted with a row's code when it is touched."""

    def __init__(self, *, most: int = 6, big_first: bool = True, parent: QWidget | None = None) -> None:
        """Makes an empty list.

        Args:
            most: How many rows it shows at most.
            big_first: True paints the first row as one big card.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.rows = tuple(RowButton(big=big_first and at == 0, parent=self) for at in range(most))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for at, row in enumerate(self.rows):
            column.addWidget(row, 3 if big_first and at == 0 else 0)
            row.chosen.connect(self.chosen)
            row.hide()
        column.addStretch(1)

    def present(self, rows: Sequence[ListRow]) -> None:
        """Shows rows; those beyond the room are not shown, so rank them."""
        for at, button in enumerate(self.rows):
            if at < len(rows):
                button.present_row(rows[at])
            button.setVisible(at < len(rows))
