from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.trouble import ImpossibleError
from app.planning.zones import staffing
from app.planning.zones.seats import Seats
from app.planning.zones.shifting import first, improved
from app.planning.zones.staffing import Picker, staff


def crew(*speeds: float) -> list[Picker]:
    return [Picker(f"P{at}", speed) for at, speed in enumerate(speeds)]


def test_by_hand() -> None:
    found = staff({"A": 60, "B": 30, "C": 0}, crew(1, 1, 1))
    assert found.minutes == {"A": 30, "B": 30, "C": 0}
    assert (found.done, found.lower_bound, found.proven) == (30, 30, True)
    assert sorted(found.zone.values()) == ["A", "A", "B"]


def test_a_picker_works_only_where_he_may() -> None:
    only = Picker("ana", 2.0, frozenset({"B"}))
    nowhere = Picker("luis", 1.0, frozenset({"Z"}))
    found = staff({"A": 100, "B": 10}, [*crew(1), only, nowhere])
    assert found.zone == {"P0": "A", "ana": "B"}
    assert found.minutes == {"A": 100, "B": 5}


@pytest.mark.parametrize(
    ("work", "pickers", "key"),
    [
        ({}, crew(1), "advice.error.no_zones"),
        ({"A": 1.0}, [], "advice.error.no_pickers"),
        ({"A": 1.0}, [Picker("ana", 1, frozenset({"B"}))], "advice.error.no_pickers"),
        ({"A": 1.0, "B": 1.0, "C": 0.0}, crew(1), "advice.error.few_pickers"),
        ({"A": 1.0, "B": 1.0}, [Picker(n, 1, frozenset({"A"})) for n in "xy"], "advice.error.few_pickers"),
    ],
)
def test_what_cannot_be_staffed_is_said(work: dict[str, float], pickers: list[Picker], key: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        staff(work, pickers)
    assert caught.value.key == key


def test_a_speed_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="speed"):
        staff({"A": 1}, crew(0))


@st.composite
def questions(draw: st.DrawFn) -> Seats:
    zones = draw(st.integers(1, 4))
    people = draw(
        st.lists(
            st.tuples(st.sampled_from([0.5, 1.0, 1.5]), st.sets(st.integers(0, zones - 1), min_size=1)),
            min_size=1,
            max_size=5,
        )
    )
    loads = draw(st.lists(st.integers(0, 50), min_size=zones, max_size=zones))
    return Seats(
        tuple(float(each) for each in loads),
        tuple(speed for speed, _ in people),
        tuple(frozenset(own) for _, own in people),
    )


def best_of_all(seats: Seats) -> tuple[float, float]:
    found = [(inf, inf)]
    for placed in product(*(sorted(own) for own in seats.able)):
        minutes = seats.minutes(placed)
        found.append((max(minutes), sum(minutes)))
    return min(found)


@settings(deadline=None)
@given(questions())
def test_no_staffing_is_done_earlier(seats: Seats) -> None:
    done, total = best_of_all(seats)
    work = {str(zone): load for zone, load in enumerate(seats.loads)}
    pickers = [
        Picker(f"P{at}", speed, frozenset(map(str, own)))
        for at, (speed, own) in enumerate(zip(seats.speeds, seats.able, strict=True))
    ]
    if done == inf:
        with pytest.raises(ImpossibleError):
            staff(work, pickers)
        return
    found = staff(work, pickers)
    assert found.proven
    assert [found.done, sum(found.minutes.values())] == pytest.approx([done, total])
    placed = [int(found.zone[each.name]) for each in pickers]
    assert all(zone in own for zone, own in zip(placed, seats.able, strict=True))
    assert list(found.minutes.values()) == pytest.approx(seats.minutes(placed))
    assert seats.lower_bound <= done * (1 + 1e-9)


@settings(deadline=None)
@given(questions())
def test_what_large_crews_get_is_sound(seats: Seats) -> None:
    placed, done = first(seats), best_of_all(seats)[0]
    assert bool(placed) == (done < inf)
    if placed:
        shifted = improved(seats, placed)
        assert all(zone in own for zone, own in zip(shifted, seats.able, strict=True))
        assert done <= max(seats.minutes(shifted)) * (1 + 1e-9)
        assert max(seats.minutes(shifted)) <= max(seats.minutes(placed))


def test_a_large_crew_of_different_people_is_placed_near_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    pickers = crew(*(0.7 + 0.013 * at for at in range(24)))
    found = staff({zone: 100.0 + 37 * at for at, zone in enumerate("ABCDEF")}, pickers)
    assert found.lower_bound <= found.done <= 1.02 * found.lower_bound
    assert found.zone.keys() == {each.name for each in pickers}
    monkeypatch.setattr(staffing, "_MOST_STEPS", 0)
    even = staff({"A": 60, "B": 30}, crew(1, 1, 1))
    assert (even.done, even.proven) == (30, True)
