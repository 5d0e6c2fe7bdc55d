"""Rules every test obeys: no stray log record, no thread and no window left behind."""

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ["PASILLO_SECRETS"] = "file"  # no test opens the safe of whoever runs it
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts=false")

pytest_plugins = ["tests.databases.fixtures"]

_PATIENCE_S = 3.0

# The verdict on a change depends on the change alone: the same code meets the same generated examples every time.
# New examples are looked for on purpose, by `make explore`.
settings.register_profile("gate", derandomize=True)
settings.register_profile("explore", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_configure(config: pytest.Config) -> None:
    """The plugin without a screen says this about every window; it means nothing."""
    config.addinivalue_line("qt_log_ignore", "does not support propagateSizeHints")


class _StrayRecords(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


@pytest.fixture
def expected_logs() -> list[str]:
    """Ask for it in a test where warnings belong, and append a part of each expected text."""
    return []


@pytest.fixture(autouse=True)
def no_stray_log_records(expected_logs: list[str]) -> Iterator[None]:
    handler = _StrayRecords()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    stray = [text for text in handler.texts if not any(part in text for part in expected_logs)]
    assert not stray, f"log records nobody expected: {stray}"


@pytest.fixture(autouse=True)
def no_threads_left_alive() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _PATIENCE_S
    while left := [each for each in threading.enumerate() if each not in before and not _is_runner(each)]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left alive: {[each.name for each in left]}")
        left[0].join(0.05)


def _is_runner(thread: threading.Thread) -> bool:
    """The test runner's own threads (time-outs, workers of xdist)."""
    module = type(thread).__module__
    return module.startswith(("execnet", "pytest_timeout")) or "pytest_timeout" in thread.name


@pytest.fixture(autouse=True)
def no_windows_left_alive() -> Iterator[None]:
    before = _windows()
    yield
    if left := [each for each in _windows() if each not in before]:
        pytest.fail(f"windows left alive: {left}")


def _windows() -> list[object]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return list(widgets.QApplication.topLevelWidgets())
