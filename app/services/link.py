"""The station's line to the centre: what its uplink calls, and the errands it runs while the line is up."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.central import inbox
from app.central.engine import Central
from app.central.promises.claiming import renew
from app.central.promises.numbers import allot
from app.central.reads.walks.news import walk_news
from app.domain.clock import Clock
from app.domain.errors import Conflict
from app.domain.facts import Fact
from app.domain.picking.setbacks import OrderCancelled, TakenOver
from app.services.desk import Desk
from app.services.floor.picking import Picking
from app.services.linking.meeting import Meeting
from app.services.linking.pulling import pull
from app.station.numbers import SSCC

RANGE = 200
"""Parcel numbers allotted to a station at a time."""

LOW = 50
"""A station with fewer numbers than this asks for more."""


@dataclass(frozen=True, slots=True)
class CentreLine:
    """The central database as the uplink sees it.

    Attributes:
        central: The database.
        clock: What time it is.
        received: Called after facts arrived, e.g. to wake the bookkeeper of this program.
        meet: Shakes hands with the centre and says how far it holds the journal; None only asks that.
    """

    central: Central
    clock: Clock
    received: Callable[[], None]
    meet: Callable[[], int] | None = None

    def watermark(self, incarnation: str) -> int:
        """Says how far the centre holds a journal."""
        return inbox.watermark(self.central, incarnation) if self.meet is None else self.meet()

    def append(self, facts: Sequence[Fact]) -> int:
        """Hands facts over and says how far the centre holds the journal now."""
        held = inbox.append(self.central, facts, now=self.clock.now())
        self.received()
        return held


class Errands:
    """What a station fetches from the centre each round: changed master data, parcel numbers, news of its walk."""

    def __init__(self, desk: Desk, picking: Picking, meeting: Meeting) -> None:
        self._desk, self._picking, self._meeting = desk, picking, meeting

    def run(self) -> None:
        """Runs every errand once.

        Raises:
            Unavailable: The centre went away meanwhile.
        """
        pull(self._desk, self._meeting.centre)
        fetch_numbers(self._desk)
        self._hear_news()

    def _hear_news(self) -> None:
        desk, picking = self._desk, self._picking
        walk = picking.walk
        if walk is None:
            return
        news = walk_news(desk.centre, (walk.id,)).get(walk.id)
        if news is None:
            return
        if news.fence > walk.fence:
            picking.tell(walk.id, TakenOver(news.who))
            return
        known = {slot.order for slot in walk.slots if slot.cancelled}
        for order in news.cancelled:
            if order not in known:
                picking.tell(walk.id, OrderCancelled(order))
        try:
            renew(desk.centre, station=desk.code, walk_id=walk.id, fence=walk.fence, now=desk.clock.now())
        except Conflict:
            return  # it ended or moved on meanwhile; the next round says how


def fetch_numbers(desk: Desk) -> None:
    """Has a range of parcel numbers allotted when few are left.

    A centre that was restored from an old backup allots ranges again that this station had; those are passed over.
    """
    while desk.numbers.left(SSCC) < LOW:
        first = allot(desk.centre, SSCC, RANGE)
        with suppress(ValueError):
            desk.numbers.refill(SSCC, first, RANGE)
