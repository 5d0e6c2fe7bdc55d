"""Buttons for gloved fingers: a key, a caption, and the command that its barcode says too."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import Icon
from ui.presenters.frame import Command, Say, speak
from ui.theme import current, restate
from ui.widgets.text import FitText

BAR_BUTTONS = 6


class TouchButton(QPushButton):
    """A button that shows key, icon, caption and code, and never takes the focus."""

    chosen = Signal(str)
    """Emitted with its code when it was touched."""

    def __init__(
        self, *, tall: bool = False, size: str = "body", plain: bool = False, parent: QWidget | None = None
    ) -> None:
        """Makes an empty button.

        Args:
            tall: True gives the caption two lines.
            size: Type size of the caption.
            plain: True writes the small text as words, False as a code.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.code = ""
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # also in the mirrored layout
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._icon = Icon(36, parent=self)
        self.key = FitText("body", look="bold", ink="ink_attention", hug=True, parent=self)
        self.key.setMinimumWidth(44)
        self.caption = FitText(size, look="bold", lines=2 if tall else 1, ink="on_button", parent=self)
        self.small = FitText("body", look="plain" if plain else "code", ink="muted", parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.caption, 1)
        low = QHBoxLayout()
        low.setSpacing(12)
        low.addWidget(self.key)
        low.addWidget(self.small, 1)
        texts.addLayout(low)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        self.clicked.connect(self._send)

    def present(self, command: Command, say: Say) -> None:
        """Shows a command in the language of ``say``."""
        self.show_as(speak(command.label, say), code=command.code, key=command.key, icon=command.icon)
        self.set_enabled(on=command.enabled)

    def show_as(self, caption: str, *, code: str, key: str = "", icon: str = "", small: str | None = None) -> None:
        """Shows plain values.

        Args:
            caption: What it does.
            code: What it sends.
            key: Keyboard key that does the same.
            icon: Name of a picture.
            small: The small text; the code itself when not given.
        """
        self.code = code
        self.caption.say(caption)
        self.key.say(key)
        self.key.setVisible(bool(key))
        self.small.say(code if small is None else small)
        self._icon.show_icon(icon, "on_button")
        self._icon.setVisible(bool(icon))
        self.setAccessibleName(caption)
        self.setAccessibleDescription(f"{key} {code}".strip())

    def set_enabled(self, *, on: bool) -> None:
        """Turns it on or off; off is dim and dashed."""
        self.setEnabled(on)
        ink = "on_button" if on else "off"
        self.caption.say(self.caption.text(), ink)
        self.small.say(self.small.text(), "muted" if on else "off")
        self.key.say(self.key.text(), "ink_attention" if on else "off")
        self._icon.show_icon(self._icon.name, ink)

    def set_main(self, *, main: bool) -> None:
        """Marks the one button most people press next."""
        restate(self, "main", str(main).lower())

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, max(current().touch_primary, current().px("body") * 5 // 2 + 16))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().touch, max(current().touch_primary, current().px("body") * 5 // 2 + 16))

    @Slot()
    def _send(self) -> None:
        if self.code:
            self.chosen.emit(self.code)


class CommandBar(QWidget):
    """The six buttons at the bottom; always six, so nothing moves."""

    chosen = Signal(str)
    """Emitted with the code of a touched button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = tuple(TouchButton(parent=self) for _ in range(BAR_BUTTONS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons:
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            row.addWidget(button, 1)
            button.chosen.connect(self.chosen)

    def present(self, commands: Sequence[Command], say: Say) -> None:
        """Shows commands from left to right; more than six is a bug and raises ValueError."""
        if len(commands) > BAR_BUTTONS:
            raise ValueError(f"at most {BAR_BUTTONS} commands fit the bar, got {len(commands)}")
        for at, button in enumerate(self.buttons):
            if at < len(commands):
                button.present(commands[at], say)
            button.setVisible(at < len(commands))


class ReasonGrid(QWidget):
    """Up to nine big numbered buttons, for reasons, boxes, conditions."""

    chosen = Signal(str)
    """Emitted with the code of a touched button."""

    def __init__(self, *, columns: int = 2, most: int = 9, parent: QWidget | None = None) -> None:
        """Makes an empty grid.

        Args:
            columns: How many buttons stand side by side.
            most: How many buttons it can show.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.buttons = tuple(TouchButton(tall=True, parent=self) for _ in range(most))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for at, button in enumerate(self.buttons):
            grid.addWidget(button, at // columns, at % columns)
            button.chosen.connect(self.chosen)
            button.hide()

    def present(self, commands: Sequence[Command], say: Say) -> None:
        """Shows the choices; put the same commands in ``Frame.choices`` so their keys work."""
        for at, button in enumerate(self.buttons):
            if at < len(commands):
                button.present(commands[at], say)
            button.setVisible(at < len(commands))
