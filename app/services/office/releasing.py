"""Releasing a wave: goods are set aside, orders chosen by cut-off, walks planned and sent to the floor."""

from dataclasses import dataclass
from datetime import datetime

from app.central.audit import By
from app.central.engine import Central
from app.central.promises.releasing import Ready, Wave, candidates, store_wave
from app.central.promises.reserving import Reserved, reserve
from app.central.promises.site import setting
from app.central.reads.day import cutoffs
from app.domain.errors import Conflict
from app.planning.plan import Plan
from app.planning.problem import House, Limits, OrderInfo, Problem, Spot, Task
from app.planning.simple import Wish, plan
from app.services.planner.messages import Ask
from app.services.planner.planning import Planner

PLANNING_SECONDS = 2
"""How long a wave's walks are looked for where the site has not said otherwise."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release did.

    Attributes:
        reserved: What was set aside just before.
        wave: The wave, or None when no order could go.
        plan: Its walks.
        why: Key of the sentence that says why the planner failed and simpler walks were taken; else empty.
    """

    reserved: Reserved
    wave: Wave | None
    plan: Plan
    why: str = ""


def release(
    centre: Central,
    method: Wish,
    *,
    by: By,
    now: datetime,
    cutoff: datetime | None = None,
    limit: int | None = None,
    planner: Planner | None = None,
) -> Release:
    """Releases what can be picked; what a cart holds is the site's setting ``limits``, by the names of ``Limits``.

    The walks come from the planner's process, which looks for better ones as long as the setting ``planning_seconds``
    allows; with 0 seconds, and where the process fails, they are the simple planner's.

    Args:
        centre: The central database.
        method: How to pick: single, batch, zone, or auto.
        by: Who releases and where.
        now: The time.
        cutoff: Only orders whose carrier leaves at or before this moment.
        limit: At most so many orders, the most urgent ones.
        planner: Keeps the process for further waves; without it one is started and ended here.

    Raises:
        Conflict: No place is a pack bench, or an order changed meanwhile; release again.
    """
    reserved = reserve(centre, now, badge=by.badge, station=by.station)
    ready = candidates(centre, cutoff=cutoff, limit=limit)
    if not ready.picks:
        return Release(reserved, None, Plan(()))
    planned, why = _planned(centre, problem_of(ready), method, planner)
    wave = store_wave(centre, planned.walks, name=name_of_wave(now), badge=by.badge, station=by.station, now=now)
    return Release(reserved, wave, planned, why)


def release_by_cutoff(centre: Central, method: Wish, *, by: By, now: datetime) -> tuple[Release, ...]:
    """Releases everything that can be picked as one wave a cut-off, the earliest first: its walks go first, too.

    Orders that have no cut-off are the last wave. The arguments and errors are those of ``release``.
    """
    reserve(centre, now, badge=by.badge, station=by.station)
    moments = [moment for moment, _orders in cutoffs(centre)]
    with Planner() as planner:
        waves = [release(centre, method, by=by, now=now, cutoff=at, planner=planner) for at in (*moments, None)]
    return tuple(each for each in waves if each.wave is not None)


def _planned(centre: Central, problem: Problem, method: Wish, planner: Planner | None) -> tuple[Plan, str]:
    """Gives walks, and why they are the simple planner's although they should not be."""
    limits, seconds = limits_of(centre), setting(centre, "planning_seconds", PLANNING_SECONDS)
    if seconds <= 0:
        return plan(problem, method, limits), ""
    if planner is None:
        with Planner() as own:
            return _planned(centre, problem, method, own)
    if planner.failure:  # once is enough: nobody waits for every wave of the day
        return plan(problem, method, limits), planner.failure
    run = planner.begin(Ask(problem, method, limits, seconds))
    return run.wait().plan, run.progress().why


def limits_of(centre: Central) -> Limits:
    """Gives what a cart holds at this site."""
    return Limits(**setting(centre, "limits", {}))


def name_of_wave(now: datetime) -> str:
    """Names a wave by the minute it is released in."""
    return f"{now:%Y-%m-%d %H:%M}"


def problem_of(ready: Ready) -> Problem:
    """Puts what the centre knows into the planner's words.

    Raises:
        Conflict: No place is a pack bench, so that walks would have no end.
    """
    benches = [drop.code for drop in ready.drops if drop.kind == "pack"]
    if not benches:
        raise Conflict("promises.no_pack_place")
    hand_overs = {drop.zone: drop.code for drop in reversed(ready.drops) if drop.kind == "handover" and drop.zone}
    spots = {drop.code: Spot(drop.x_mm, drop.y_mm) for drop in ready.drops}
    tasks = (
        Task(
            pick=pick.pick,
            order=pick.order,
            line=pick.line,
            sku=pick.sku,
            place=pick.place,
            zone=pick.zone,
            aisle=pick.aisle,
            sequence=pick.sequence,
            x_mm=pick.x_mm,
            y_mm=pick.y_mm,
            qty=pick.qty,
            weight_g=pick.weight_g,
        )
        for pick in ready.picks
    )
    orders = (OrderInfo(one.order, one.priority, one.cutoff_at, one.lines) for one in ready.orders)
    return Problem(tuple(tasks), tuple(orders), House(benches[0], hand_overs, spots, ready.length_mm))
