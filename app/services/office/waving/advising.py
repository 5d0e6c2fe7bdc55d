"""Which of the waiting orders should go with the next wave."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.central.reads.walks.queue import QueuedWalk
from app.central.reads.walks.waiting import WaitingOrder
from app.planning.predicting.pace import Effort, minutes
from app.planning.problem import Limits
from app.planning.waving.advising import advise
from app.planning.waving.waiting import Waiting
from app.services.office.waving.pacing import Learned

NEXT_WAVE = timedelta(hours=1)
"""A wave should keep people busy until the next one, which is released about then."""

_MM_IN_M = 1000
_S_IN_MIN = 60


def advice(
    orders: Sequence[WaitingOrder],
    queued: Sequence[QueuedWalk],
    learned: Learned,
    limits: Limits,
    *,
    people: int,
    now: datetime,
) -> Mapping[int, str]:
    """Gives the orders to release now, each with the key of the sentence that says why.

    Args:
        orders: Orders that wait.
        queued: Walks on the floor that are not finished: they take their share of people's time first.
        learned: The site's pace.
        limits: What a cart holds: as many orders share the beginning and the end of a walk.
        people: How many pick now.
        now: The time.
    """
    span = NEXT_WAVE.total_seconds() / _S_IN_MIN
    busy = sum(_left(walk, learned) for walk in queued)
    shared = replace(learned.pace, seconds_per_walk=learned.pace.seconds_per_walk / max(limits.slots, 1))
    waiting = [
        Waiting(
            order=one.order,
            cutoff_at=one.cutoff_at,
            priority=one.priority,
            carrier=one.carrier,
            lines=one.lines,
            units=one.units,
            minutes=minutes(shared, Effort(one.stops * learned.metres_per_stop, one.stops, one.lines, one.units)),
            aisles=frozenset(one.aisles),
        )
        for one in orders
    ]
    room = max(people * span - busy, 0.0)
    return advise(waiting, now=now, capacity_minutes=room, horizon=now + NEXT_WAVE).reasons


def _left(walk: QueuedWalk, learned: Learned) -> float:
    """Gives the minutes that are left of a walk; its way counts by the stops that are left."""
    stops = walk.stops - walk.stops_done
    metres = walk.millimetres / _MM_IN_M * stops / walk.stops if walk.stops else 0.0
    return minutes(learned.pace, Effort(metres, stops, stops, walk.units - walk.units_done))
