"""A supervisor's wave, from choosing its orders to sending it to the floor."""

from collections.abc import Collection
from dataclasses import dataclass

from app.central.promises.releasing import candidates, store_wave
from app.central.promises.reserving import reserve
from app.central.reads.day import orders_by_state, orders_of_day
from app.central.reads.walks.queue import queue
from app.central.reads.walks.waiting import floor_places, waiting_orders
from app.central.reads.walks.zones import zones
from app.domain.errors import Conflict
from app.domain.master.people import Role
from app.domain.master.rights import Right
from app.domain.orders import OrderState
from app.domain.waves import Candidate, Draft, FloorMap, Move, Progress, SitePace
from app.planning.drafts.carts import move
from app.planning.drafts.drawing import Crew, redraw
from app.planning.plan import Plan
from app.planning.predicting.pace import USUAL
from app.services.desk import Desk
from app.services.office.releasing import limits_of, name_of_wave, problem_of
from app.services.office.supervising import WISHES, Released
from app.services.office.waving.advising import advice
from app.services.office.waving.choosing import candidate_of, floor_of
from app.services.office.waving.pacing import site_pace
from app.services.people.rights import require
from app.services.planner.messages import Ask
from app.services.planner.planning import Planner
from app.services.planner.running import Run

_MM_IN_M = 1000
_NOTHING = Progress("stopped", 0.0, 0.0, 0)
_OFFERS = 20
"""So many moves that were shown may still be kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What would be released now: a draft, and the plan it shows."""

    draft: Draft
    plan: Plan


class Waving:
    """A wave in the making at one desk.

    Raises:
        Conflict: Who asks may not (``app.domain.master.rights``); or the thing changed meanwhile.
        Unavailable: The centre cannot be reached.
    """

    def __init__(self, desk: Desk, planner: Planner | None = None) -> None:
        """Takes the desk, and the planner if not one of its own is to be started."""
        self._desk = desk
        self._planner = planner or Planner()
        self._looked = False
        self._ask: Ask | None = None
        self._run: Run | None = None
        self._kept: _Kept | None = None
        self._offers: list[tuple[Move, Plan]] = []

    def candidates(self) -> tuple[Candidate, ...]:
        """Sets goods aside for orders that came in, and lists those that may go, the most urgent first."""
        by = require(self._desk, Right.RELEASE)
        self._planner.warm()
        centre = self._desk.centre
        if not self._looked or orders_by_state(centre).get(OrderState.OPEN, 0):
            reserve(centre, self._desk.clock.now(), badge=by.badge, station=by.station)
            self._looked = True
        orders, people = waiting_orders(centre), self._people()
        now, limits = self._desk.clock.now(), limits_of(centre)
        why = advice(orders, queue(centre), site_pace(centre), limits, people=people, now=now)
        return tuple(candidate_of(one, why.get(one.order, "")) for one in orders)

    def pace(self) -> SitePace:
        """Tells how fast people work here, and how far predictions were off."""
        require(self._desk, Right.RELEASE)
        return site_pace(self._desk.centre).shown

    def floor(self, orders: Collection[int]) -> FloorMap:
        """Draws the floor with the heat of these orders."""
        require(self._desk, Right.RELEASE)
        centre = self._desk.centre
        return floor_of(floor_places(centre), candidates(centre, orders=sorted(orders)))

    def begin(self, orders: Collection[int], method: str, seconds: float) -> None:
        """Starts to plan these orders; a run before it is dropped.

        Args:
            orders: Their numbers; one that cannot go any more is left out.
            method: See ``WISHES``.
            seconds: How long to search at most.

        Raises:
            Conflict: No place is a pack bench.
        """
        require(self._desk, Right.RELEASE)
        wish = next(each for each in WISHES if each == method)
        centre = self._desk.centre
        problem = problem_of(candidates(centre, orders=sorted(orders)))
        gone = set(orders) - {one.order for one in problem.orders}
        crew = Crew(site_pace(centre).pace, self._people(), self._desk.clock.now())
        self._ask = Ask(
            problem,
            wish,
            limits_of(centre),
            seconds,
            crew=crew,
            left_out=dict.fromkeys(sorted(gone), "waves.not_waiting"),
        )
        self._kept, self._offers = None, []
        self._run = self._planner.begin(self._ask)

    def progress(self) -> Progress:
        """Tells how far the run is."""
        return self._run.progress() if self._run else _NOTHING

    def stop(self) -> None:
        """Ends the run with the best plan so far."""
        if self._run is not None:
            self._run.stop()

    def draft(self) -> Draft | None:
        """Gives what would be released now: the best plan so far, or what was made of it by hand."""
        kept = self._current()
        return kept.draft if kept else None

    def move(self, order: int, walk: int) -> Move:
        """Tells what moving an order to another walk would do.

        Args:
            order: Its number.
            walk: Number of the walk in the draft.

        Raises:
            Conflict: The draft has no such order or walk any more.
        """
        kept, ask = self._current(), self._ask
        if kept is None or ask is None:
            raise Conflict("waves.no_draft")
        try:
            moved = move(ask.problem, kept.plan, ask.limits, order, walk - 1)
        except LookupError as error:
            raise Conflict("waves.draft_changed") from error
        pace = ask.crew.pace if ask.crew else USUAL
        draft = redraw(ask.problem, kept.draft, moved.plan, pace)
        offer = Move(draft, draft.metres - kept.draft.metres, moved.fits)
        self._offers = [*self._offers[1 - _OFFERS :], (offer, moved.plan)]
        return offer

    def keep(self, move: Move) -> None:
        """Makes a move the draft; a search that still runs is stopped, for its plan would undo the move.

        Raises:
            Conflict: It does not fit on the cart, or was thought of for another draft.
        """
        plan = next((plan for offer, plan in self._offers if offer is move), None)
        if plan is None:
            raise Conflict("waves.draft_changed")
        if not move.fits:
            raise Conflict("waves.does_not_fit")
        self.stop()
        self._kept, self._offers = _Kept(move.draft, plan), []

    def release(self) -> Released:
        """Stores the draft as a wave, all or nothing.

        Raises:
            Conflict: There is no draft yet, or an order changed meanwhile; plan again.
        """
        by = require(self._desk, Right.RELEASE)
        kept, now, centre = self._current(), self._desk.clock.now(), self._desk.centre
        if kept is None or not kept.plan.walks:
            raise Conflict("waves.no_draft")
        walks = kept.plan.walks
        wave = store_wave(centre, walks, name=name_of_wave(now), badge=by.badge, station=by.station, now=now)
        self.stop()
        self._run, self._kept, self._ask, self._offers = None, None, None, []
        return Released(
            orders=wave.orders,
            walks=len(walks),
            stops=sum(len(walk.stops) for walk in walks),
            metres=kept.plan.millimetres // _MM_IN_M,
            backordered=orders_of_day(centre, now).get("backordered", 0),
        )

    def close(self) -> None:
        """Ends the planner's process."""
        self._planner.close()

    def _current(self) -> _Kept | None:
        if self._kept is not None:
            return self._kept
        best = self._run.best() if self._run else None
        return None if best is None or best.draft is None else _Kept(best.draft, best.plan)

    def _people(self) -> int:
        """Counts the pickers who work in a zone; where nobody is assigned, every picker may come."""
        loads = zones(self._desk.centre)
        pickers = {one.badge: one.zone for load in loads for one in load.people if one.role == Role.PICKER}
        return sum(1 for zone in pickers.values() if zone) or len(pickers)
