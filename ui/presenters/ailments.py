"""What ails a device, as lines to be said: on its card, in the strip, at the bench."""

from dataclasses import dataclass

from app.domain.ailments import NEEDS_A_HAND, ailment
from ui.presenters.frame import Line, line


@dataclass(frozen=True, slots=True)
class Condition:
    """How a device is, or how those of a kind are together.

    Attributes:
        kind: ``scanner``, ``printer`` or ``scale``.
        state: As in ``app.domain.boards.DeviceRow.state``.
        detail: Short code of the reason; empty when there is nothing to add.
    """

    kind: str
    state: str
    detail: str = ""

    @property
    def blocks(self) -> bool:
        """Whether nothing comes of it until somebody does something."""
        return self.state in NEEDS_A_HAND


def state_line(condition: Condition) -> Line:
    """Says the state in a word, with its reason where there is one: "needs a look: out of ribbon"."""
    found = ailment(condition.kind, condition.state, condition.detail)
    return line("devices.state.why", state=Line(found.state), why=Line(found.why)) if found.why else Line(found.state)


def why_line(condition: Condition) -> Line:
    """Says only the reason, or the state where no reason is known: "out of ribbon", "gone"."""
    found = ailment(condition.kind, condition.state, condition.detail)
    return Line(found.why or found.state)


def help_line(condition: Condition) -> Line:
    """Says what to do to bring it back, without what to do meanwhile."""
    return Line(ailment(condition.kind, condition.state, condition.detail).todo[0])


def todo_line(condition: Condition) -> Line:
    """Says what happened and what to do, in one or two sentences."""
    first, *more = ailment(condition.kind, condition.state, condition.detail).todo
    return line("devices.todo.both", first=Line(first), then=Line(more[0])) if more else Line(first)
