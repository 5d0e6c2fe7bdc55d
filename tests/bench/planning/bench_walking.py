"""How far people would walk on the demo's day: as planned, against first come, first served in S-shape."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.central.promises.releasing import candidates
from app.central.promises.reserving import reserve
from app.domain.clock import ShiftedClock
from app.planning.drafts.turns import first_come
from app.services.office.releasing import PLANNING_SECONDS, limits_of, problem_of
from app.services.planner.messages import Ask
from app.services.planner.planning import Planner
from app.services.site import Site
from tests.bench.measures import Found, Row, Sample, within
from ui.demo.day import bring_orders, lay_out, the_day

_SHARE = 0.75
"""Metres of the plan against those first come, first served."""


def measure() -> Found:
    """Plans the whole day as one wave of full carts, by the planner's process as it is released."""
    with TemporaryDirectory(prefix="bench-") as folder:
        day = the_day()
        site = Site(Path(folder), "", ShiftedClock(day.start))
        lay_out(site, day)
        bring_orders(site, day, 0)
        reserve(site.centre, day.start)
        problem, limits = problem_of(candidates(site.centre)), limits_of(site.centre)
        site.close()
    with Planner() as planner:
        begun = perf_counter()
        run = planner.begin(Ask(problem, "batch", limits, PLANNING_SECONDS))
        ours = run.wait().plan.millimetres / 1000
        took, why = perf_counter() - begun, run.progress().why
    theirs = first_come(problem, limits).millimetres / 1000
    aim = f"at most {_SHARE} x first come, first served"
    row = Row(
        "metres of a day's walks", "m", Sample(ours, ours), Sample(theirs, theirs), aim, within(ours, theirs, _SHARE)
    )
    note = f"walking: {len(problem.orders)} orders in {took:.1f} s, the start of the process included"
    return Found((row,), (f"{note}; {why}" if why else note,))
