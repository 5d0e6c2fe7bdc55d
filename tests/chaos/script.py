"""What goes wrong on a day, and when: written down in advance from a seed, so that a bad day can be had again."""

import random
from dataclasses import dataclass

WHOLE_HOUSE = "server"
HUB = "hub"
OFFICE = "office"

_VERBS: dict[str, tuple[str, ...]] = {
    WHOLE_HOUSE: ("restart", "crash", "freeze"),
    HUB: ("kill", "stop", "cut"),
    OFFICE: ("cancel", "cancel", "take"),
}
_AT_A_STATION = ("kill", "kill", "stop", "cut", "freeze", "withhold", "delay", "skew", "resend")
_GAPS_S = {WHOLE_HOUSE: (2.0, 6.0), HUB: (1.5, 5.0), OFFICE: (0.7, 2.5)}
_STATION_GAP_S = (0.8, 4.0)
_BACKUP, _RESTORE = (0.2, 0.3), (0.66, 0.76)
_FAILOVERS = ((0.33, 0.45), (0.8, 0.88))
_BACK_S, _FENCED_S = 1.0, 0.8
"""How long after a failover the old server comes back, and how long it is there until somebody shuts it down."""


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """One thing that goes wrong.

    Attributes:
        at: Seconds after the day began.
        where: ``server``, ``hub``, ``office`` or the code of a station.
        what: ``kill`` and so on; ``backup``, ``restore``, ``failover`` and ``fence`` are the server's.
        length: Seconds until it is mended.
        number: What more has to be said: hours of a wrong clock, which order, which walk.
    """

    at: float
    where: str
    what: str
    length: float
    number: int

    def __str__(self) -> str:
        return f"{self.at:6.2f} {self.where} {self.what} {self.length:.2f} {self.number}"


def script(seed: int, stations: tuple[str, ...], seconds: float) -> tuple[Trouble, ...]:
    """Writes the troubles of a day: a lane for each station and one each for server, hub and office.

    The same arguments give the same script. Within a lane a trouble is over before the next one begins.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret: the same day each time
    troubles = [each for lane in (WHOLE_HOUSE, HUB, OFFICE, *stations) for each in _lane(dice, lane, seconds)]
    once = _once(dice, seconds)
    return tuple(sorted([*(each for each in troubles if not _meets(each, once)), *once]))


def _once(dice: random.Random, seconds: float) -> list[Trouble]:
    """What happens to the server once a day: last night's backup is put back, and the standby takes over."""
    backup, put_back = (round(seconds * dice.uniform(*part), 2) for part in (_BACKUP, _RESTORE))
    over = round(seconds * dice.uniform(*dice.choice(_FAILOVERS)), 2)
    fenced = round(over + _BACK_S + _FENCED_S, 2)
    return [
        Trouble(backup, WHOLE_HOUSE, "backup", 0, 0),
        Trouble(put_back, WHOLE_HOUSE, "restore", 0, 0),
        Trouble(over, WHOLE_HOUSE, "failover", _BACK_S, dice.randrange(1000)),
        Trouble(fenced, WHOLE_HOUSE, "fence", 0, 0),
    ]


def _lane(dice: random.Random, lane: str, seconds: float) -> list[Trouble]:
    found: list[Trouble] = []
    at = dice.uniform(0.3, 2.0)
    while True:
        length = round(dice.uniform(0.2, 1.8), 2)
        if at + length > seconds:
            return found
        verb = dice.choice(_VERBS.get(lane, _AT_A_STATION))
        number = dice.choice([-1, 1]) * dice.randrange(1, 7) if verb == "skew" else dice.randrange(1000)
        found.append(Trouble(round(at, 2), lane, verb, length, number))
        at += length + dice.uniform(*_GAPS_S.get(lane, _STATION_GAP_S))


def _meets(trouble: Trouble, once: list[Trouble]) -> bool:
    """Tells whether a trouble of the server would fall into what happens to it once a day."""
    if trouble.where != WHOLE_HOUSE:
        return False
    return any(
        trouble.at - 0.5 < each.at + each.length and each.at < trouble.at + trouble.length + 0.5 for each in once
    )
