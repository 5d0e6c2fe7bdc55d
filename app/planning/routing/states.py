"""What matters of a walk's left part when it is built aisle by aisle: how it meets the cross aisles.

A walk is a connected graph in which every point has an even number of ends. Built from the left, all that the right
part must know is, for every crossing of the newest aisle, whether it has no, an odd or an even number of ends so far,
and which crossings hang together. There are few such states, whatever the number of places. Sources: Ratliff &
Rosenthal (Operations Research 31, 1983) for one block, Roodbergen & de Koster (EJOR 133, 2001) for two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from app.planning.routing.segments import Way

NOTHING, ODD, EVEN = 0, 1, 2
"""Number of ends at a crossing, as far as it matters."""


class State(NamedTuple):
    """How a part of a walk meets the crossings of its newest aisle.

    Attributes:
        ends: For each crossing from the top: no ends, an odd or an even number.
        parts: For each crossing: number of the connected part it belongs to; -1 without ends.
        over: Whether the walk is complete and nothing may follow.
    """

    ends: tuple[int, ...]
    parts: tuple[int, ...]
    over: bool = False


def empty(crossings: int) -> State:
    """Gives the state before anything was walked."""
    return State((NOTHING,) * crossings, (-1,) * crossings)


def visited(state: State, crossing: int) -> State | None:
    """Makes the walk come by at a crossing; None when it is over already."""
    if state.over:
        return None
    if state.ends[crossing] != NOTHING:
        return state
    return _named(_at(state.ends, crossing, EVEN), _at(state.parts, crossing, len(state.parts)))


def walked(state: State, way: Way, block: int) -> State | None:
    """Walks the newest aisle's segment in a block; None when the walk is over already."""
    if way is Way.NONE:
        return state
    if way is Way.TOP:
        return visited(state, block)
    if way is Way.BOTTOM:
        return visited(state, block + 1)
    both = visited(state, block)
    both = visited(both, block + 1) if both else None
    if both is None or way is Way.GAP:
        return both
    ends = both.ends
    if way is Way.THROUGH:  # visited() left a crossing without ends at EVEN, so one end more makes it odd, too
        for crossing in (block, block + 1):
            ends = _at(ends, crossing, EVEN if ends[crossing] == ODD else ODD)
    joined, other = both.parts[block], both.parts[block + 1]
    return _named(ends, tuple(joined if part == other else part for part in both.parts))


def moved_on(state: State) -> Iterator[tuple[tuple[int, ...], State]]:
    """Goes on to the next aisle.

    Yields:
        How often each cross aisle is walked between the two aisles, and the state at the next one.
    """
    none = (0,) * len(state.ends)
    if state.over or not any(state.ends):
        yield none, state
        return
    choices = {NOTHING: (0,), ODD: (1,), EVEN: (0, 2)}
    for times in product(*(choices[ends] for ends in state.ends)):
        alive = {part for part, count in zip(state.parts, times, strict=True) if count}
        if times == none and len(set(state.parts) - {-1}) == 1:
            yield times, State(none, (-1,) * len(none), over=True)
        elif alive == set(state.parts) - {-1}:
            yield times, _named(times, tuple(p if c else -1 for p, c in zip(state.parts, times, strict=True)))


@dataclass(frozen=True, slots=True)
class Tables:
    """All states of a house and all steps between them; states are told by their number, -1 is "not possible".

    Attributes:
        states: Every state a walk can be in; the empty one is the first.
        over: Number of the state of a complete walk.
        visits: For each crossing: the state after every state when the walk comes by there.
        walks: For each block and way: the state after every state when the segment is walked that way.
        moves: Steps to the next aisle: from, to, and how often each cross aisle is walked.
    """

    states: tuple[State, ...]
    over: int
    visits: tuple[tuple[int, ...], ...]
    walks: tuple[tuple[tuple[int, ...], ...], ...]
    moves: tuple[tuple[int, int, tuple[int, ...]], ...]


@cache
def tables(blocks: int) -> Tables:
    """Works out the states and steps of a house, once for every number of blocks."""
    states = _all_states(blocks)
    number: dict[State | None, int] = {state: i for i, state in enumerate(states)}
    number[None] = -1
    return Tables(
        states=states,
        over=next(i for i, state in enumerate(states) if state.over),
        visits=tuple(tuple(number[visited(each, crossing)] for each in states) for crossing in range(blocks + 1)),
        walks=tuple(
            tuple(tuple(number[walked(each, way, block)] for each in states) for way in Way) for block in range(blocks)
        ),
        moves=tuple((number[each], number[after], times) for each in states for times, after in moved_on(each)),
    )


def _all_states(blocks: int) -> tuple[State, ...]:
    found = [empty(blocks + 1)]
    for state in found:  # grows while it is walked through
        nexts = [walked(state, way, block) for way in Way for block in range(blocks)]
        nexts += [visited(state, crossing) for crossing in range(blocks + 1)]
        nexts += [after for _, after in moved_on(state)]
        found += dict.fromkeys(each for each in nexts if each is not None and each not in found)
    return tuple(found)


def _at(values: tuple[int, ...], index: int, value: int) -> tuple[int, ...]:
    return (*values[:index], value, *values[index + 1 :])


def _named(ends: tuple[int, ...], parts: tuple[int, ...]) -> State:
    """Numbers the parts in the order they come, so that equal states look equal."""
    names: dict[int, int] = {}
    for part in parts:
        if part != -1:
            names.setdefault(part, len(names))
    return State(ends, tuple(names.get(part, -1) for part in parts))
