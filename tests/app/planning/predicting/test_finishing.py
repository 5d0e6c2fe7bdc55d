from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.predicting.finishing import Span, done_at, finish, lateness, makes_cutoff
from app.planning.trouble import ImpossibleError


def test_by_hand() -> None:
    """Walk 2 waits for walk 0, so the second picker takes walk 3 before it."""
    spans = finish([5, 2, 4, 3], [0, 1], {2: [0]})
    assert spans == (Span(0, 5, 0), Span(1, 3, 1), Span(5, 9, 0), Span(3, 6, 1))
    assert done_at(spans) == 9
    assert not done_at(finish([], []))


def test_cut_offs() -> None:
    spans = finish([5, 5], [0])
    assert makes_cutoff(spans, [5, 10])
    assert lateness(spans, [5, 10], packing=2) == 2
    assert lateness(spans, [None, 7]) == 3
    assert not makes_cutoff(spans, [None, 7])
    assert makes_cutoff(spans, [None, None], packing=60)


def test_nobody_at_work_is_said() -> None:
    with pytest.raises(ImpossibleError) as caught:
        finish([1], [])
    assert caught.value.key == "advice.error.no_pickers"


@pytest.mark.parametrize("after", [{0: [1], 1: [0]}, {0: [0]}, {0: [7]}])
def test_what_can_never_begin_is_refused(after: dict[int, list[int]]) -> None:
    with pytest.raises(ValueError, match="walk"):
        finish([1, 1], [0], after)


def test_who_waits_sees_every_end() -> None:
    """One waits from the start; another comes later, and what he ends opens a walk for each of them."""
    assert [span.start for span in finish([10, 2, 3, 3], [0, 0, 1], {1: [], 2: [1], 3: [1]})] == [0, 0, 2, 2]
    spans = finish([10, 2, 3, 3], [0, 0, 1], {2: [1], 3: [1]}, zones=["A", "B", "A", "B"], posts=["A", "A", "B"])
    assert [span.start for span in spans] == [0, 1, 3, 3]


def test_a_zone_where_nobody_works_is_named() -> None:
    with pytest.raises(ImpossibleError) as caught:
        finish([1, 1], [0], zones=["A", "B"], posts=[{"A"}])
    assert (caught.value.key, caught.value.names) == ("advice.error.lonely_zone", {"zone": "B"})


def watched(
    walks: list[int], pickers: list[int], after: dict[int, set[int]], zones: list[str], posts: list[set[str]]
) -> list[tuple[int, int]]:
    """Watches a floor minute by minute: whoever is free takes the first walk that may begin where he works."""
    begun: dict[int, int] = {}
    busy = list(pickers)
    minute = 0
    while len(begun) < len(walks):
        over = {each for each, start in begun.items() if start + walks[each] <= minute}
        for until, who in sorted((until, who) for who, until in enumerate(busy) if until <= minute):
            may = [each for each in range(len(walks)) if each not in begun and after.get(each, set()) <= over]
            if mine := [each for each in may if zones[each] in posts[who]]:
                begun[mine[0]] = minute
                busy[who] = max(until, minute) + walks[mine[0]]
        minute += 1
    return [(begun[each], begun[each] + walks[each]) for each in range(len(walks))]


@settings(deadline=None)
@given(st.data())
def test_a_floor_watched_minute_by_minute_ends_at_the_same_times(data: st.DataObject) -> None:
    walks = data.draw(st.lists(st.integers(1, 6), max_size=8))
    pickers = data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=3))
    order = data.draw(st.permutations(range(len(walks))))
    after = {each: data.draw(st.sets(st.sampled_from(order[:at]), max_size=2)) for at, each in enumerate(order) if at}
    posts = [{"A", *data.draw(st.sets(st.sampled_from("BC")))} for _ in pickers]
    zones = [data.draw(st.sampled_from(sorted(set().union(*posts)))) for _ in walks]
    spans = finish(walks, pickers, after, zones=zones, posts=posts)
    assert [(span.start, span.end) for span in spans] == watched(walks, pickers, after, zones, posts)
    for who, free in enumerate(pickers):
        own = sorted((span.start, span.end) for span in spans if span.picker == who)
        assert all(start >= free for start, _ in own)
        assert all(one[1] <= other[0] for one, other in pairwise(own))
    if all(len(each) == 3 for each in posts):
        assert spans == finish(walks, pickers, after)
