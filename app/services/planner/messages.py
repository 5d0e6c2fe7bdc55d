"""What the program and its planner's process say to each other, one pickled object after another over two pipes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.waves import Draft
from app.planning.drafts.drawing import Crew
from app.planning.plan import Plan
from app.planning.problem import Limits, Problem
from app.planning.simple import Wish


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: plan this.

    Attributes:
        problem: What is to be planned.
        wish: How to pick.
        limits: What a cart holds.
        seconds: How long to search at most; what has to be compiled or loaded first comes on top.
        seed: The same one searches in the same order.
        crew: Who would walk; None where only the walks are wanted and no draft.
        left_out: Orders that were wished for and are not in the problem, each with the key of the reason.
    """

    problem: Problem
    wish: Wish
    limits: Limits
    seconds: float
    seed: int = 1
    crew: Crew | None = None
    left_out: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stop:
    """A wish: answer with the best plan so far."""


@dataclass(frozen=True, slots=True)
class Told:
    """News of the search: seconds so far, and millimetres of the best plan (0 before the first)."""

    seconds: float
    millimetres: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan, and its draft where one was asked for."""

    plan: Plan
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An answer; the ``last`` one ends the question, one before it is good enough to go on with."""

    outcome: Outcome
    last: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The planner met a mistake of its own; ``text`` is for the log."""

    text: str


Message = Told | Found | Failed
"""What the planner says."""
