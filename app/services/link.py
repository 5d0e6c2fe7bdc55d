"""The station's line to the centre: what its uplink calls, and the errands it runs while the line is up."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.central import inbox
from app.central.engine import Central
from app.central.promises.claiming import renew
from app.central.promises.numbers import allot
from app.central.reads.catalogue import catalogue
from app.central.reads.walks.news import walk_news
from app.domain.clock import Clock
from app.domain.errors import Conflict
from app.domain.facts import Fact
from app.domain.picking.setbacks import OrderCancelled, TakenOver
from app.services.bench.packing import SSCC
from app.services.desk import Desk
from app.services.floor.picking import Picking
from app.services.people.rules import fetch_pin_rules
from app.station.catalogue import Master

RANGE = 200
"""Parcel numbers allotted to a station at a time."""

LOW = 50
"""A station with fewer numbers than this asks for more."""

CATALOGUE_ROUNDS = 30
"""The master data is compared every so many rounds: it changes rarely, and reading it whole is work."""


@dataclass(frozen=True, slots=True)
class CentreLine:
    """The central database as the uplink sees it.

    Attributes:
        central: The database.
        clock: What time it is.
        received: Called after facts arrived, e.g. to wake the bookkeeper of this program.
    """

    central: Central
    clock: Clock
    received: Callable[[], None]

    def watermark(self, incarnation: str) -> int:
        """Says how far the centre holds a journal."""
        return inbox.watermark(self.central, incarnation)

    def append(self, facts: Sequence[Fact]) -> int:
        """Hands facts over and says how far the centre holds the journal now."""
        held = inbox.append(self.central, facts, now=self.clock.now())
        self.received()
        return held


class Errands:
    """What a station fetches from the centre each round: master data, parcel numbers, news of its walk."""

    def __init__(self, desk: Desk, picking: Callable[[], Picking]) -> None:
        self._desk, self._picking = desk, picking
        self._round = 0

    def run(self) -> None:
        """Runs every errand once.

        Raises:
            Unavailable: The centre went away meanwhile.
        """
        self._round += 1
        if self._round % CATALOGUE_ROUNDS == 0:
            fetch_catalogue(self._desk)
            fetch_pin_rules(self._desk)
        fetch_numbers(self._desk)
        self._hear_news()

    def _hear_news(self) -> None:
        desk, picking = self._desk, self._picking()
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


def fetch_catalogue(desk: Desk) -> None:
    """Replaces the station's copy of the master data when the centre's is another one."""
    found = catalogue(desk.centre)
    if found.version == desk.catalogue.version:
        return
    places = tuple(each.place for each in found.places)
    rows = Master(found.items, found.barcodes, places, found.people, found.in_store)
    desk.catalogue.replace(rows, version=found.version)


def fetch_numbers(desk: Desk) -> None:
    """Has a range of parcel numbers allotted when few are left.

    A centre that was restored from an old backup allots ranges again that this station had; those are passed over.
    """
    while desk.numbers.left(SSCC) < LOW:
        first = allot(desk.centre, SSCC, RANGE)
        with suppress(ValueError):
            desk.numbers.refill(SSCC, first, RANGE)
