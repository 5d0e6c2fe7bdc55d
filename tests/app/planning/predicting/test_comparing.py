from math import inf

import pytest

from app.domain.picking.walk import Method
from app.planning.predicting.comparing import (
    ALIKE,
    EARLIEST,
    LEAST_LATE,
    LEAST_WORK,
    ONLY_IN_TIME,
    MethodFigures,
    Proposal,
    advised,
    compare,
)
from app.planning.predicting.pace import Effort, Pace

MINUTE_A_METRE = Pace(0, 60, 0, 0, 0)


def walk(metres: float) -> Effort:
    return Effort(metres, 1, 1, 1)


def test_figures_of_two_methods() -> None:
    single = Proposal(Method.SINGLE, (walk(10), walk(10), walk(10)), due=(None, None, 25))
    zone = Proposal(Method.ZONE, (walk(6), walk(6)), {1: [0]}, (None, 15))
    found = compare([single, zone], MINUTE_A_METRE, [0, 5], packing=2)
    assert found == (
        MethodFigures(Method.SINGLE, 3, 30, 30, finish=20, late=0),
        MethodFigures(Method.ZONE, 2, 12, 12, finish=12, late=0),
    )
    assert compare([zone], MINUTE_A_METRE, [0], packing=4)[0].late == 1


def test_where_nobody_is_at_work_work_is_still_told() -> None:
    nobody = compare([Proposal(Method.BATCH, (walk(10),), due=(600,))], MINUTE_A_METRE, [])
    assert nobody == (MethodFigures(Method.BATCH, 1, 10, 10, finish=None, late=inf),)
    assert compare([Proposal(Method.BATCH, (walk(10),))], MINUTE_A_METRE, [])[0].in_time
    assert compare([Proposal(Method.BATCH, ())], MINUTE_A_METRE, [])[0].finish == 0


def figures(method: Method, minutes: float, late: float = 0, finish: float = 10) -> MethodFigures:
    return MethodFigures(method, 1, 1, minutes, finish, late)


@pytest.mark.parametrize(
    ("first", "second", "best", "why"),
    [
        ((20, 0), (10, 3), Method.SINGLE, ONLY_IN_TIME),
        ((20, 5), (30, 3), Method.BATCH, LEAST_LATE),
        ((20, 0), (10, 0), Method.BATCH, LEAST_WORK),
        ((10, 0, 9), (10, 0, 8), Method.BATCH, EARLIEST),
        ((10, 0), (10, 0), Method.SINGLE, ALIKE),
    ],
)
def test_advice(first: tuple[float, ...], second: tuple[float, ...], best: Method, why: str) -> None:
    found = advised([figures(Method.SINGLE, *first), figures(Method.BATCH, *second)])
    assert found is not None
    assert (found.figures.method, found.why) == (best, why)


def test_advice_on_one_and_on_none() -> None:
    only = figures(Method.ZONE, 5, late=1)
    found = advised([only])
    assert found is not None
    assert (found.figures, found.why) == (only, ALIKE)
    assert advised([]) is None
