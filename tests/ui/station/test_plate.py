"""Which readings of a scale count, and which say that no weight comes."""

from ui.presenters.plate import EMPTY_G, PATIENCE_S, Plate, Unrest


def test_the_plate_takes_one_stable_weight_each_time_something_is_put_on_it() -> None:
    plate = Plate()
    assert not plate.accepts(500, stable=False, wanted=True)
    assert plate.accepts(500, stable=True, wanted=True)
    assert not plate.accepts(500, stable=True, wanted=True)
    assert not plate.accepts(800, stable=True, wanted=True)  # never lifted
    assert not plate.accepts(EMPTY_G, stable=True, wanted=True)
    assert plate.accepts(EMPTY_G + 1, stable=True, wanted=True)


def test_the_plate_keeps_silent_until_a_weight_is_wanted_or_asked_for() -> None:
    plate = Plate()
    assert not plate.accepts(500, stable=True, wanted=False)
    assert plate.accepts(500, stable=True, wanted=True)
    assert not plate.accepts(500, stable=True, wanted=True)
    plate.ask()
    assert not plate.accepts(500, stable=True, wanted=False)
    assert plate.accepts(500, stable=True, wanted=True)


class Now:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_plate_that_moves_too_long_under_a_parcel_is_said_until_it_rests() -> None:
    clock = Now()
    unrest = Unrest(clock)
    assert unrest.heard("unstable", 500) == ""
    clock.now += PATIENCE_S - 1
    assert unrest.heard("unstable", 510) == ""
    clock.now += 1
    assert unrest.heard("unstable", 505) == "unsteady"
    assert unrest.heard("stable", 505) == ""
    assert unrest.heard("unstable", 505) == ""


def test_an_empty_plate_may_move_as_long_as_it_likes() -> None:
    clock = Now()
    unrest = Unrest(clock)
    for _ in range(3):
        assert unrest.heard("unstable", EMPTY_G) == ""
        clock.now += PATIENCE_S


def test_too_much_and_too_little_are_said_at_once_and_no_longer_than_they_last() -> None:
    unrest = Unrest(Now())
    assert unrest.heard("overload", None) == "overload"
    assert unrest.heard("underload", None) == "underload"
    assert unrest.heard("stable", 0) == ""
    assert unrest.heard("gone", None) == ""
