"""Any promises and any facts in any order, against a small model of what people really did.

After each step the books are proved by the rules of ``check``, and say of every unit, promise, walk, order, tote and
parcel what the model says. ``make explore`` walks longer, and other ways each time.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.app.central.machine.floor import Floor
from tests.app.central.machine.planted import BUGS
from tests.databases.homes import FileHome, Home

EXPLORES = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
EXAMPLES, STEPS = (100, 150) if EXPLORES else (12, 60)
WALKS = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
SEARCH = settings(WALKS, max_examples=30, stateful_step_count=60, derandomize=True, database=None)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200 if EXPLORES else 400)]


@pytest.fixture(autouse=True)
def refused_batches_are_expected(expected_logs: list[str]) -> None:
    expected_logs += ["a batch cannot be stored", "cannot be stored and is parked"]


def test_promises_and_facts_in_any_order_leave_the_books_right(home: Home) -> None:
    run_state_machine_as_test(lambda: Floor(home), settings=WALKS)  # type: ignore[arg-type]


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_mistake_is_found(file_home: FileHome, monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    """The same walks each time; the first that goes wrong is enough, so nothing is made smaller."""
    BUGS[bug](monkeypatch)
    search = settings(SEARCH, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(Exception):  # noqa: B017, PT011 - the model, a rule of the books, or the database may object
        run_state_machine_as_test(lambda: Floor(file_home), settings=search)  # type: ignore[arg-type]
