from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.trouble import ImpossibleError
from app.planning.zones.splitting import split


def test_by_hand() -> None:
    found = split([51, 0, 0, 7, 7, 7, 7, 7, 7, 7], 3)
    assert found.zones == (range(3), range(3, 7), range(7, 10))
    assert found.work == (51, 28, 21)
    assert (found.heaviest, found.lower_bound) == (51, 51)


def test_empty_aisles_still_make_zones() -> None:
    assert [len(each) for each in split([0, 0, 0], 3).zones] == [1, 1, 1]
    assert split([5], 1).work == (5,)


@pytest.mark.parametrize(
    ("work", "zones", "key", "names"),
    [
        ([1], 0, "advice.error.no_zones", {}),
        ([1, 2], 3, "advice.error.few_aisles", {"zones": 3, "aisles": 2}),
        ([], 1, "advice.error.few_aisles", {"zones": 1, "aisles": 0}),
    ],
)
def test_what_cannot_be_split_is_said(work: list[int], zones: int, key: str, names: dict[str, int]) -> None:
    with pytest.raises(ImpossibleError) as caught:
        split(work, zones)
    assert (caught.value.key, caught.value.names) == (key, names)


def test_negative_work_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        split([3, -1], 1)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.data())
def test_no_way_to_cut_is_better(work: list[int], data: st.DataObject) -> None:
    zones = data.draw(st.integers(1, len(work)))
    found = split(work, zones)
    assert [aisle for zone in found.zones for aisle in zone] == list(range(len(work)))
    assert [sum(work[aisle] for aisle in zone) for zone in found.zones] == list(found.work)
    ways = []
    for cuts in combinations(range(1, len(work)), zones - 1):
        own = [sum(work[start:end]) for start, end in pairwise((0, *cuts, len(work)))]
        ways.append((max(own), sum(each**2 for each in own)))
    assert (found.heaviest, sum(each**2 for each in found.work)) == min(ways)
    assert found.lower_bound <= found.heaviest
