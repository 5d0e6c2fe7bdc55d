"""Bugs planted in a child process, to see whether the day finds them out; the product itself is left alone."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central import inbox
from app.central.engine import Central
from app.central.reads.walks.claimed import walk_of
from app.central.tables import fact, walk
from app.domain.facts import GENESIS, Fact, Journal, seal
from app.domain.picking.walk import Walk
from app.services.floor import picking
from app.station.uplink import Uplink


def no_dedupe() -> None:
    """What arrives a second time is taken for new, under another name."""
    honest = inbox.append

    def append(central: Central, facts: Sequence[Fact], *, now: datetime) -> int:
        with central.reading() as connection:
            known = set(connection.scalars(sa.select(fact.c.id).where(fact.c.id.in_([one.id for one in facts]))))
        held = honest(central, facts, now=now)
        others: list[Fact] = []
        for one in facts:
            if one.id in known:
                journal = Journal(one.station, f"again-{facts[0].id}")
                before = others[-1].hash if others else GENESIS
                others.append(seal(one.deed, journal, seq=len(others) + 1, who=one.who, at=one.at, prev_hash=before))
        honest(central, others, now=now)
        return held

    inbox.append = append


def no_guard() -> None:
    """A walk is claimed without looking whether somebody has it."""
    _claim_by(sa.select(walk.c.id).where(walk.c.state.in_(("open", "claimed"))), {})


def no_fence() -> None:
    """A walk that is taken over keeps its fence, so that the one who had it never learns."""
    honest: Callable[..., Walk | None] = picking.claim  # type: ignore[attr-defined]

    def claim(central: Central, *, walk_id: int | None = None, **more: Any) -> Walk | None:
        if walk_id is None:
            return honest(central, walk_id=walk_id, **more)
        with central.writing() as connection:
            change = {"station": more["station"], "badge": more["badge"]}
            connection.execute(sa.update(walk).where(walk.c.id == walk_id).values(change))
            return walk_of(connection, walk_id)

    picking.claim = claim  # type: ignore[attr-defined]


def no_reoffer() -> None:
    """A station believes that what was acknowledged once is safe for ever."""

    def both_hold(uplink: Uplink, held: int) -> int:
        return max(held, uplink._journal.acknowledged)

    def offered(uplink: Uplink, facts: Sequence[Fact]) -> int:
        uplink._centre.append(facts)
        uplink._journal.acknowledge(facts[-1].seq)
        return facts[-1].seq

    Uplink._both_hold = both_hold  # type: ignore[method-assign,assignment]
    Uplink._offered = offered  # type: ignore[method-assign,assignment]


BUGS: dict[str, Callable[[], None]] = {
    "no_dedupe": no_dedupe,
    "no_guard": no_guard,
    "no_fence": no_fence,
    "no_reoffer": no_reoffer,
}


def plant(bug: str) -> None:
    """Plants a bug by its name; an empty one plants none."""
    if bug:
        BUGS[bug]()


def _claim_by(wanted: sa.Select[int], change: dict[str, Any]) -> None:
    def claim(central: Central, *, station: str, badge: str, now: datetime, **_more: Any) -> Walk | None:
        with central.writing() as connection:
            found = connection.scalar(wanted.order_by(walk.c.id).limit(1))
            if found is None:
                return None
            values = {"station": station, "badge": badge, "state": "claimed", "claimed_at": now, "fence": 1, **change}
            connection.execute(sa.update(walk).where(walk.c.id == found).values(values))
            return walk_of(connection, found)

    picking.claim = claim  # type: ignore[attr-defined]
