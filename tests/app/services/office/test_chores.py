"""What is done once the window is shown: nobody waits for it, and one chore's failure spares the next."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, current_thread

import pytest

from app.domain.errors import Unavailable
from app.labels import LabelError
from app.services.chores import Chores, first_uses

ROOT = Path(__file__).resolve().parents[4]


def test_chores_are_done_one_after_another_on_another_thread() -> None:
    done, last = [], Event()
    with closing(Chores()) as chores:
        chores.add(lambda: done.append(("one", current_thread())), lambda: done.append(("two", current_thread())))
        chores.add(last.set)
        assert last.wait(5)
    assert [name for name, _ in done] == ["one", "two"]
    assert {thread for _, thread in done}.isdisjoint({current_thread()})


@pytest.mark.parametrize("error", [OSError("no room"), LabelError("labels.error.code_empty"), Unavailable("away")])
def test_a_chore_that_the_world_hinders_is_logged_and_the_next_is_done(
    error: Exception, expected_logs: list[str]
) -> None:
    expected_logs.append(f"a chore could not be done: {error}")
    last = Event()

    def hindered() -> None:
        raise error

    with closing(Chores()) as chores:
        chores.add(hindered, last.set)
        assert last.wait(5)


def test_a_bug_in_a_chore_is_logged_whole(expected_logs: list[str], caplog: pytest.LogCaptureFixture) -> None:
    expected_logs.append("a chore failed")
    last = Event()
    with closing(Chores()) as chores:
        chores.add(lambda: int("no number"), last.set)
        assert last.wait(5)
    assert "ValueError: invalid literal" in caplog.text


def test_closing_finishes_the_chore_under_way_and_forgets_the_rest() -> None:
    begun, go, done = Event(), Event(), []

    def slow() -> None:
        begun.set()
        go.wait(5)
        done.append("slow")

    chores = Chores()
    chores.add(slow, lambda: done.append("never"))
    assert begun.wait(5)
    chores._pool.shutdown(wait=False, cancel_futures=True)
    go.set()
    chores.close()
    assert done == ["slow"]


_LOADED = """
import sys
import main, ui.station.running
from app.services.chores import first_uses
late = {"biip", "openpyxl", "reportlab", "PIL", "barcode", "pypdfium2", "zebrafy", "alembic"}
print(*sorted(late & sys.modules.keys()))
for use in first_uses():
    use()
print(*sorted(late & sys.modules.keys()))
"""


def test_the_start_loads_none_of_what_is_only_used_later_and_the_first_uses_load_it() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["", "PIL barcode biip reportlab"]


def test_first_uses_can_be_done_again_and_again() -> None:
    for use in (*first_uses(), *first_uses()):
        use()
