"""The screens: each is a QWidget that paints what its presenter says, and nothing else.

How to add one is told in ``docs/screens.md``.
"""

from typing import Any, Protocol

from ui.presenters.frame import AnyState, Presenter, Say


class Screen(Protocol):
    """What the shell needs of a screen, which must be a QWidget too; plain attributes do for the properties."""

    @property
    def name(self) -> str:
        """Unique, e.g. ``"picking"``; what ``View.open`` is called with."""
        ...

    @property
    def presenter(self) -> Presenter:
        """Who receives the scans while this screen is open."""
        ...

    @property
    def command(self) -> Any:
        """Declared as ``command = Signal(str)``: what its buttons and touch areas send to the router."""
        ...

    def present(self, state: AnyState, say: Say) -> None:
        """Paints a state; all sentences through ``say``."""
        ...

    def retranslate(self, say: Say) -> None:
        """Sets the captions that no state carries; called once at the start and on every change of language."""
        ...
