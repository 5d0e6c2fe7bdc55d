"""Mistakes planted in the product, each small enough to be made by anybody, to see whether the machine finds them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from app.central import bookkeeper, inbox
from app.central.engine import Central
from app.central.ledger import queue
from app.central.promises import cancelling, claiming, packing, reserving
from app.central.tables import stock, walk
from app.domain.books import booking
from app.domain.books.books import Books
from app.domain.books.rows import WalkRow
from app.domain.books.rules import picking, settling, shorting, walking
from app.domain.deeds import Unpicked, WalkDeed
from app.domain.facts import GENESIS, Fact, Journal, seal
from app.domain.picking.walk import Walk

Plant = Callable[[pytest.MonkeyPatch], None]


def no_dedupe(patch: pytest.MonkeyPatch) -> None:
    """What arrives a second time is taken for new, under another name."""
    honest, seen, times = inbox.append, set[str](), [0]

    def append(central: Central, facts: Sequence[Fact], *, now: datetime) -> int:
        held = honest(central, facts, now=now)
        again: list[Fact] = []
        times[0] += 1
        for one in (one for one in facts if one.id in seen):
            journal = Journal(one.station, f"again-{times[0]}")
            before = again[-1].hash if again else GENESIS
            again.append(seal(one.deed, journal, seq=len(again) + 1, who=one.who, at=one.at, prev_hash=before))
        honest(central, again, now=now)
        seen.update(one.id for one in facts)
        return held

    patch.setattr(inbox, "append", append)


def no_guard(patch: pytest.MonkeyPatch) -> None:
    """A walk is taken without looking whether somebody has it."""

    def take(which: sa.ColumnElement[bool], station: str, badge: str, now: datetime) -> sa.UpdateBase:
        change = claiming._claimed(station, badge, now) | {"state": "claimed", "fence": walk.c.fence + 1, "deeds": 0}
        return sa.update(walk).where(which).values(change).returning(walk.c.id)

    patch.setattr(claiming, "_take", take)


def no_fence(patch: pytest.MonkeyPatch) -> None:
    """A walk that is taken over keeps its fence, so that the one who had it never learns."""
    honest = claiming.claim

    def claim(central: Central, **how: Any) -> Walk | None:
        found = honest(central, **how)
        if found is None or not how.get("take_over") or found.fence == 1:
            return found
        with central.writing() as connection:
            connection.execute(sa.update(walk).where(walk.c.id == found.id).values(fence=found.fence - 1))
        return replace(found, fence=found.fence - 1)

    patch.setattr(claiming, "claim", claim)


def old_fences_pass(patch: pytest.MonkeyPatch) -> None:
    """Deeds under a claim that was taken over are booked and nobody is told."""
    patch.setattr(picking, "walk_of", _unfenced)
    patch.setattr(walking, "walk_of", _unfenced)


def _unfenced(books: Books, deed: WalkDeed) -> WalkRow | None:
    return books.walks.get(deed.walk)


def one_too_many(patch: pytest.MonkeyPatch) -> None:
    """The reservation gives each line a unit more than the shelf has."""
    honest = reserving._haves

    def haves() -> sa.CTE:
        have = honest()
        more = (have.c.free + 1).label("free"), (have.c.upto + 1).label("upto")
        return sa.select(have.c.sku, have.c.place, *more).cte("more")

    patch.setattr(reserving, "_haves", haves)


def one_too_few(patch: pytest.MonkeyPatch) -> None:
    """The reservation leaves the last unit of a shelf to nobody."""
    honest = reserving._haves

    def haves() -> sa.CTE:
        have = honest()
        columns = have.c.sku, have.c.place, (have.c.free - 1).label("free"), have.c.upto
        return sa.select(*columns).cte("fewer")

    patch.setattr(reserving, "_haves", haves)


def kept_when_called_off(patch: pytest.MonkeyPatch) -> None:
    """An order that is called off keeps its units on the shelf."""

    def free(connection: sa.Connection, orders: Sequence[int]) -> None:
        none = sa.update(stock).where(stock.c.sku == "", stock.c.sku.in_([str(order) for order in orders]))
        connection.execute(none.values(reserved=0))

    patch.setattr(cancelling, "_free_stock", free)


def waits_for_ever(patch: pytest.MonkeyPatch) -> None:
    """The walk of the next zone is not opened when the totes have come."""
    patch.setattr(walking, "_open_next", lambda _books, _walk: None)


def undone_for_good(patch: pytest.MonkeyPatch) -> None:
    """Units that are put back on the shelf are not kept for their order any more."""

    def unpicked(books: Books, deed: Unpicked) -> None:
        picking.unpicked(books, replace(deed, put=0))

    patch.setattr(booking, "_RULES", {**booking._RULES, Unpicked: unpicked})


def short_at_one_shelf(patch: pytest.MonkeyPatch) -> None:
    """A short is not looked for on other shelves."""
    patch.setattr(shorting, "_found", lambda *_: [])


def packed_too_early(patch: pytest.MonkeyPatch) -> None:
    """A bench gets an order while a walk still feeds it."""
    patch.setattr(packing, "_refuse_unready", lambda *_: None)
    patch.setattr(settling, "is_busy", lambda *_: False)


def booked_twice(patch: pytest.MonkeyPatch) -> None:
    """The bookkeeper stores the books and forgets to mark the last fact of a batch."""
    honest = queue.settle

    def settle(connection: sa.Connection, outcomes: Sequence[Any], now: datetime) -> None:
        honest(connection, outcomes[: max(1, len(outcomes) - 1)], now)

    patch.setattr(bookkeeper, "settle", settle)


def past_a_gap(patch: pytest.MonkeyPatch) -> None:
    """Facts are booked as they lie there, whether those before them have come or not."""
    patch.setattr(queue, "_follows", lambda *_: True)


BUGS: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        no_dedupe,
        no_guard,
        no_fence,
        old_fences_pass,
        one_too_many,
        one_too_few,
        kept_when_called_off,
        waits_for_ever,
        undone_for_good,
        short_at_one_shelf,
        packed_too_early,
        booked_twice,
        past_a_gap,
    )
}
"""Every mistake by its name."""
