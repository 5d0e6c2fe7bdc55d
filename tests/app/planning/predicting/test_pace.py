from dataclasses import astuple
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.predicting.accuracy import accuracy, compared
from app.planning.predicting.learning import Observation, learned
from app.planning.predicting.pace import NOTHING, USUAL, Effort, Pace, minutes, seconds

TRUE = Pace(45, 0.8, 11, 2, 3.5)
LUNCH = 2700


def efforts(count: int, seed: int = 1) -> list[Effort]:
    draw = Random(seed)  # noqa: S311 - a repeatable draw
    walks = []
    for _ in range(count):
        stops = draw.randint(1, 40)
        lines = stops + draw.randint(0, 30)
        walks.append(Effort(draw.uniform(30, 600), stops, lines, lines + draw.randint(0, 60)))
    return walks


def walked(count: int, pace: Pace = TRUE, noise: float = 0.0, seed: int = 1) -> list[Observation]:
    draw = Random(seed)  # noqa: S311 - a repeatable draw
    return [
        Observation(each, seconds(pace, each) * draw.uniform(1 - noise, 1 + noise)) for each in efforts(count, seed)
    ]


def test_a_walk_takes_its_parts_times_what_each_costs() -> None:
    pace = Pace(60, 1, 5, 3, 2)
    assert minutes(pace, Effort(120, 6, 10, 15)) == pytest.approx((60 + 120 + 30 + 30 + 30) / 60)
    assert minutes(pace, NOTHING) == 1
    assert Effort(1, 2, 3, 4) + Effort(10, 20, 30, 40) == Effort(11, 22, 33, 44)


def test_without_walks_the_belief_stays() -> None:
    assert learned([]) == USUAL
    assert learned([Observation(Effort(1, 1, 1, 1), each) for each in (0, -5, float("nan"))], TRUE) == TRUE


def test_many_walks_tell_the_true_pace() -> None:
    found = learned(walked(400, noise=0.1))
    assert all(abs(one - other) < 0.25 * other for one, other in zip(astuple(found), astuple(TRUE), strict=True))
    right = accuracy(found, walked(200, seed=2))
    assert right is not None
    assert right.median_error < 2


def test_a_few_pickers_at_lunch_change_little() -> None:
    calm = walked(60, noise=0.1)
    some = [Observation(each.effort, each.seconds + LUNCH * (at % 6 == 0)) for at, each in enumerate(calm)]
    clean, disturbed = accuracy(learned(calm), calm), accuracy(learned(some), calm)
    assert clean is not None
    assert disturbed is not None
    assert disturbed.median_error < clean.median_error + 2
    assert abs(disturbed.bias) < 5


def test_one_walk_moves_the_belief_only_part_of_the_way() -> None:
    effort = Effort(200, 10, 12, 20)
    twice = Observation(effort, 2 * seconds(USUAL, effort))
    once, often = learned([twice]), learned([twice] * 50)
    assert seconds(USUAL, effort) < seconds(once, effort) < seconds(often, effort) <= twice.seconds * 1.001
    assert seconds(often, effort) == pytest.approx(twice.seconds, rel=0.05)


def test_what_walks_cannot_tell_apart_keeps_its_proportion() -> None:
    """Every line is one unit: seconds of both together are learned, each keeps its believed share."""
    alike = [Effort(each.metres, each.stops, each.lines, each.lines) for each in efforts(200)]
    found = learned([Observation(each, seconds(TRUE, each)) for each in alike])
    assert found.seconds_per_line + found.seconds_per_unit == pytest.approx(5.5, rel=0.05)
    moved = (found.seconds_per_line - 3) / 3, (found.seconds_per_unit - 2) / 2
    assert moved[0] * moved[1] >= 0, "neither is pushed up at the other's cost"


def test_a_figure_that_is_nothing_is_nothing_and_never_less() -> None:
    found = learned(walked(300, Pace(0, 1, 10, 0, 0)))
    assert min(astuple(found)) >= 0
    assert found.seconds_per_stop == pytest.approx(10, rel=0.1)
    assert learned(walked(50), Pace(0, 0, 0, 0, 0)).seconds_per_stop > 0


observations = st.lists(
    st.builds(
        Observation,
        st.builds(Effort, st.integers(0, 2000), st.integers(0, 90), st.integers(0, 200), st.integers(0, 500)),
        st.floats(0.1, 20_000),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(observations, st.randoms())
def test_whatever_was_walked_the_pace_is_sane_and_does_not_depend_on_the_order(
    found: list[Observation], random: Random
) -> None:
    pace = learned(found)
    assert all(0 <= each < 1e6 for each in astuple(pace))
    shuffled = list(found)
    random.shuffle(shuffled)
    assert learned(shuffled) == pace


def test_accuracy_tells_how_far_off_and_to_which_side() -> None:
    found = compared([(110, 100), (90, 100), (130, 100), (5, 0), (120, float("inf"))])
    assert found is not None
    assert found.walks == 3
    assert (found.median_error, found.bias) == pytest.approx((10, 10))
    assert compared([]) is None
    slow = accuracy(Pace(10, 0, 0, 0, 0), [Observation(NOTHING, 20)])
    assert slow is not None
    assert slow.bias == -50
