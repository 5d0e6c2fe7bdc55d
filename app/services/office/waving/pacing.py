"""The site's own pace, learned from its walks, and how far predictions with it were off."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.central.engine import Central
from app.central.reads.walks.walked import WalkedWalk, walked_walks
from app.domain.waves import SitePace
from app.planning.predicting.accuracy import accuracy
from app.planning.predicting.learning import Observation, learned
from app.planning.predicting.pace import Effort, Pace

_LAST = 400
"""So many walks tell the pace: some days' worth, so that it follows the season."""

_OLDER = 2 / 3
"""Of them, so many learn a pace that the newer ones then judge."""

_MM_IN_M = 1000
_USUAL_METRES = 12.0
"""Metres to a stop before the site has walks of its own; assumed."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A pace as it is used, metres walked to a stop, and the same pace as it is shown."""

    pace: Pace
    metres_per_stop: float
    shown: SitePace


def site_pace(centre: Central) -> Learned:
    """Learns the pace from the last walks; a site without any begins with what is usual."""
    walked = walked_walks(centre, _LAST)
    seen = [_observation(each) for each in walked]
    pace = learned(seen)
    older = round(len(seen) * _OLDER)
    judged = accuracy(learned(seen[:older]), seen[older:])
    shown = SitePace(
        walks=len(seen),
        seconds_per_walk=pace.seconds_per_walk,
        seconds_per_metre=pace.seconds_per_metre,
        seconds_per_stop=pace.seconds_per_stop,
        seconds_per_line=pace.seconds_per_line,
        seconds_per_unit=pace.seconds_per_unit,
        off_percent=judged.median_error if judged else None,
        bias_percent=judged.bias if judged else None,
    )
    return Learned(pace, _metres_per_stop(walked), shown)


def _observation(each: WalkedWalk) -> Observation:
    effort = Effort(each.millimetres / _MM_IN_M, each.stops, each.lines, each.units)
    return Observation(effort, (each.finished_at - each.claimed_at).total_seconds())


def _metres_per_stop(walked: Sequence[WalkedWalk]) -> float:
    stops = sum(each.stops for each in walked)
    return sum(each.millimetres for each in walked) / _MM_IN_M / stops if stops else _USUAL_METRES
