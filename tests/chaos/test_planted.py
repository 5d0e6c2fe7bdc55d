"""The test of the test: with a bug planted in the stations, a short day is found out; without one it is not."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.chaos.children.planted import BUGS
from tests.chaos.day import Day, a_day
from tests.chaos.script import Trouble
from tests.chaos.site.ground import the_centre
from tests.chaos.verdict import Verdict, judge

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("chaos")]

FEW = {"ST01": "picker", "ST02": "packer", "ST03": "office"}
MORE = {**FEW, "ST04": "picker"}
TOLD_AGAIN = tuple(Trouble(at, "ST01", "resend", 0.5, 0) for at in (0.5, 1.5))
TAKEN = ("take-ST01", "take-ST04")
RESTORED = (Trouble(0.1, "server", "backup", 0, 0), Trouble(3.0, "server", "restore", 0, 0))


def lived(
    folder: Path,
    roles: dict[str, str],
    bug: str,
    *,
    orders: int,
    troubles: Sequence[Trouble] = (),
    asked: Sequence[str] = (),
) -> Verdict:
    day = Day(folder, 1, roles, orders, troubles, bug, peaceful=True, asked=asked, still_s=4.0)
    with a_day(day):
        day.live()
        with the_centre(day.server) as central:
            happened = [*day.happened, *(["take"] if asked else [])]
            return judge(central, folder, [*roles, "ST00"], happened=happened)


def test_every_bug_that_can_be_planted_is_tried() -> None:
    tried = ("no_dedupe", "no_guard", "no_fence", "no_reoffer")
    assert set(tried) == set(BUGS)


def test_without_a_bug_nothing_is_found(tmp_path: Path) -> None:
    verdict = lived(tmp_path, MORE, "", orders=8, troubles=TOLD_AGAIN, asked=TAKEN)
    assert (verdict.faults, verdict.lost, verdict.doubled) == ([], 0, 0)


def test_a_centre_that_takes_what_was_told_again_for_new_is_found_out(tmp_path: Path) -> None:
    verdict = lived(tmp_path, FEW, "no_dedupe", orders=8, troubles=TOLD_AGAIN)
    assert any("facts that no station wrote" in fault for fault in verdict.faults), verdict


def test_a_claim_without_a_guard_is_found_out(tmp_path: Path) -> None:
    verdict = lived(tmp_path, MORE, "no_guard", orders=8)
    assert any("claims of two stations" in fault for fault in verdict.faults), verdict


def test_a_take_over_without_a_fence_is_found_out(tmp_path: Path) -> None:
    verdict = lived(tmp_path, MORE, "no_fence", orders=8, asked=TAKEN)
    assert any("claims of two stations" in fault for fault in verdict.faults), verdict


def test_a_station_that_offers_nothing_again_is_found_out(tmp_path: Path) -> None:
    verdict = lived(tmp_path, FEW, "no_reoffer", orders=30, troubles=RESTORED)
    assert any("facts lost" in fault for fault in verdict.faults), verdict
