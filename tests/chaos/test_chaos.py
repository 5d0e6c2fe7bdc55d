"""A bad day in short; ``make chaos`` has long ones."""

from pathlib import Path

import pytest

from tests.chaos.day import roles_of
from tests.chaos.run import one_day
from tests.chaos.script import Trouble, script

pytestmark = pytest.mark.xdist_group("chaos")

SEED, STATIONS, SECONDS = 12, 5, 9.0


def test_the_same_seed_writes_the_same_script() -> None:
    stations = tuple(roles_of(8))
    assert script(7, stations, 40) == script(7, stations, 40)
    assert script(7, stations, 40) != script(8, stations, 40)


@pytest.mark.parametrize("seed", range(1, 21))
def test_every_script_has_a_restored_backup_and_a_failover_and_lets_each_lane_recover_before_its_next_trouble(
    seed: int,
) -> None:
    troubles = script(seed, tuple(roles_of(8)), 40)
    once = [each.what for each in troubles if each.what in {"backup", "restore", "failover", "fence"}]
    assert sorted(once) == ["backup", "failover", "fence", "restore"]
    assert once.index("backup") < once.index("restore")
    assert once.index("failover") + 1 == once.index("fence")
    lanes: dict[str, Trouble] = {}
    for trouble in troubles:
        before = lanes.get(trouble.where)
        assert before is None or before.at + before.length <= trouble.at
        lanes[trouble.where] = trouble
    assert {"kill", "stop", "cut", "freeze", "withhold", "delay", "skew", "resend", "cancel"} <= {
        each.what for each in troubles
    }


@pytest.mark.slow
@pytest.mark.timeout(400)  # some 40 s where nothing else runs
def test_a_day_on_which_everything_goes_wrong_ends_with_every_fact_once_and_the_books_right(tmp_path: Path) -> None:
    verdict = one_day(tmp_path, SEED, stations=STATIONS, seconds=SECONDS)
    assert verdict.faults == []
    assert (verdict.lost, verdict.doubled) == (0, 0)
    assert verdict.acknowledged > 100
