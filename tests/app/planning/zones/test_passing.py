import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.predicting.finishing import finish
from app.planning.trouble import ImpossibleError
from app.planning.zones.passing import ZonedOrder, choose

POSTS = [{"A"}, {"B"}]


def test_joining_decides() -> None:
    order = ZonedOrder(1, {"A": 5, "B": 5})
    quick, slow = choose([order], [0, 0], POSTS, joining=1), choose([order], [0, 0], POSTS, joining=3)
    assert (quick[0].way, quick[0].if_passed, quick[0].if_parallel, quick[0].done) == ("parallel", 10, 7, 7)
    assert (slow[0].way, slow[0].if_passed, slow[0].if_parallel, slow[0].done) == ("passed", 10, 11, 10)
    assert choose([order], [0, 0], POSTS, handing=2, joining=3)[0].way == "parallel"


def test_queues_decide() -> None:
    """Zone B is busy anyway: nothing is won by beginning there at once."""
    orders = [ZonedOrder(1, {"B": 20}), ZonedOrder(2, {"A": 5, "B": 5})]
    first, second = choose(orders, [0, 0], POSTS, joining=0.5)
    assert (first.way, first.done) == ("whole", 20)
    assert (second.way, second.if_passed, second.if_parallel) == ("passed", 25, 26)


def test_a_zone_without_anybody_is_named() -> None:
    with pytest.raises(ImpossibleError) as caught:
        choose([ZonedOrder(1, {"A": 1, "C": 1})], [0, 0], POSTS)
    assert caught.value.names == {"zone": "C"}


orders = st.lists(
    st.dictionaries(st.sampled_from("AB"), st.integers(1, 9), min_size=1).map(dict[str, float]), max_size=5
).map(lambda found: [ZonedOrder(n, parts) for n, parts in enumerate(found)])


@settings(deadline=None)
@given(orders, st.integers(0, 6))
def test_each_order_goes_the_way_that_is_ready_earlier_behind_those_before(
    found: list[ZonedOrder], joining: int
) -> None:
    """Both ways are predicted once more for each order, from what was chosen before it."""
    minutes: list[float] = []
    zones: list[str] = []
    after: dict[int, list[int]] = {}
    owned = []
    for order, choice in zip(found, choose(found, [0, 1], POSTS, joining=joining), strict=True):
        begin, more = len(minutes), joining * len(order.parts)
        minutes += order.parts.values()
        zones += order.parts
        chain = {begin + at: [begin + at - 1] for at in range(1, len(order.parts))}
        own = slice(begin, None)
        passed = finish(minutes, [0, 1], after | chain, zones=zones, posts=POSTS)[own]
        side_by_side = finish(minutes, [0, 1], after, zones=zones, posts=POSTS)[own]
        assert choice.if_passed == max(span.end for span in passed)
        assert (choice.way == "whole") == (len(order.parts) == 1)
        if choice.way != "whole":
            assert choice.if_parallel == max(span.end for span in side_by_side) + more
            assert (choice.way == "parallel") == (choice.if_parallel < choice.if_passed)
        if choice.way == "passed":
            after |= chain
        owned.append((choice, slice(begin, len(minutes)), more if choice.way == "parallel" else 0))
    spans = finish(minutes, [0, 1], after, zones=zones, posts=POSTS)
    for choice, walks, more in owned:
        assert choice.done == max(span.end for span in spans[walks]) + more
