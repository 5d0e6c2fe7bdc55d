"""What the screens show, read at the centre and put in the screens' words."""

from datetime import timedelta

from app.central.reads.day import closed_parcels, cutoffs, orders_of_day
from app.central.reads.exceptions import OpenException, open_exceptions
from app.central.reads.rejected import RejectedRow, rejected_rows
from app.central.reads.ship import ship_board
from app.central.reads.walks.assignments import zone_of
from app.central.reads.walks.queue import QueuedWalk, queue
from app.central.reads.walks.zones import Worker, ZoneLoad, zones
from app.domain.boards import Board, CarrierLane, Job, Member, Queue, Trouble, ZoneLane
from app.language import LANGUAGES, Phrases, load_phrases
from app.services.desk import Desk
from app.services.ended import walks_over

_SHOWN = 12
"""Walks in a person's queue; nobody reads more."""

_DAY = timedelta(days=1)
"""How far back the board counts orders that are ended."""

_MM_IN_M = 1000


def queue_of(desk: Desk) -> Queue:
    """Gives what the person at a desk may do next.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    zone = zone_of(desk.centre, desk.who)
    walks = queue(desk.centre, zone=zone or None, states=("open", "waiting"), limit=_SHOWN)
    over = walks_over(desk)
    held = [
        walk for walk in queue(desk.centre, states=("claimed",)) if walk.station != desk.code or walk.id not in over
    ]
    name = desk.person.name if desk.person else ""
    mine = next((walk for walk in held if walk.who == name or walk.station == desk.code), None)
    return Queue(_job(mine) if mine else None, tuple(_job(walk) for walk in walks))


def board_of(desk: Desk) -> Board:
    """Gives the supervisor's board.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    claimed = {walk.id: walk for walk in queue(desk.centre, states=("claimed",))}
    loads = zones(desk.centre)
    states = orders_of_day(desk.centre, desk.clock.now() - _DAY)
    return Board(
        lanes=tuple(_lane(load, claimed) for load in loads if load.zone),
        free=tuple(_member(one, claimed) for load in loads if not load.zone for one in load.people),
        orders=states,
        releasable=states.get("reserved", 0) + states.get("open", 0),
        exceptions=len(open_exceptions(desk.centre)),
        cutoffs=cutoffs(desk.centre),
    )


def troubles_of(desk: Desk) -> tuple[Trouble, ...]:
    """Gives the open exceptions, the oldest first, and then the rows of files that wait to be mended.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    say = load_phrases(desk.person.language if desk.person else LANGUAGES[0])
    exceptions = tuple(_trouble(each) for each in open_exceptions(desk.centre))
    return (*exceptions, *(_rejected(each, say) for each in rejected_rows(desk.centre)))


def lanes_of(desk: Desk) -> tuple[CarrierLane, ...]:
    """Gives what waits at the dock for each carrier.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    parcels = closed_parcels(desk.centre)
    return tuple(
        CarrierLane(
            load.carrier,
            tuple(each for each in parcels if each.carrier == load.carrier),
            load.waiting_orders,
            load.cutoff_at,
        )
        for load in ship_board(desk.centre)
    )


def _job(walk: QueuedWalk) -> Job:
    return Job(
        walk=walk.id,
        method=walk.method,
        zone=walk.zone,
        stops=walk.stops,
        stops_left=walk.stops - walk.stops_done,
        orders=walk.orders,
        units=walk.units,
        cutoff_at=walk.cutoff_at,
        state=walk.state,
        person=walk.who,
        station=walk.station,
        metres=walk.millimetres // _MM_IN_M,
    )


def _lane(load: ZoneLoad, claimed: dict[int, QueuedWalk]) -> ZoneLane:
    return ZoneLane(
        zone=load.zone,
        stops_open=load.open.stops,
        stops_waiting=load.waiting.stops,
        stops_claimed=load.claimed.stops,
        units_left=load.units,
        members=tuple(_member(one, claimed) for one in load.people),
    )


def _member(one: Worker, claimed: dict[int, QueuedWalk]) -> Member:
    walk = claimed.get(one.walk) if one.walk is not None else None
    return Member(one.badge, one.name, one.role, one.zone, _job(walk) if walk else None)


def _rejected(each: RejectedRow, say: Phrases) -> Trouble:
    """Makes a trouble of a row; its number is negative, so that it is never taken for an exception's."""
    names = {"file": each.file, "row": each.row, "why": say(each.reason, **each.names)}
    return Trouble(-each.id, "rejected_row", each.at, names)


def _trouble(each: OpenException) -> Trouble:
    return Trouble(each.id, each.kind, each.opened_at, each.names() | {"person": each.who or "-"})
