"""A quick look at every device of a station: opened, asked how it is, and given back."""

from collections.abc import Mapping
from dataclasses import replace
from threading import Condition
from typing import Any

from hardware.registry import driver_of
from hardware.rig import Report, Rig, Told
from hardware.status import Kind, State

PATIENCE_S = 2.5
"""How long a device may take until it counts as one that says nothing."""


class _Register:
    """Who has said how it is. A scale has only once it weighed or is in trouble: an open port alone says nothing."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._news = Condition()

    def state(self, device: str, kind: str, state: str, _detail: str) -> None:
        if kind != Kind.SCALE.value or state != State.READY.value:
            self._note(device)

    def weight(self, device: str, _grams: int | None, _steadiness: str) -> None:
        self._note(device)

    def wait_for(self, devices: set[str], seconds: float) -> frozenset[str]:
        """Waits until all of them were heard, or the time is over; gives those that were."""
        with self._news:
            self._news.wait_for(lambda: devices <= self._heard, seconds)
            return frozenset(self._heard)

    def _note(self, device: str) -> None:
        with self._news:
            self._heard.add(device)
            self._news.notify_all()


def roll_call(settings: Mapping[str, Any], seconds: float = PATIENCE_S) -> tuple[Report, ...]:
    """Says how each device is, in the order of the settings.

    Args:
        settings: Driver settings by device name.
        seconds: How long to wait for the slowest.

    Returns:
        A report each; a device that said nothing in time is gone with the detail ``timeout``, unless it is open.
        A keyboard scanner, which is on no cable of its own, is ready with the detail ``keyboard``.
    """
    cabled = {name: each for name, each in settings.items() if driver_of(each).driver is not None}
    reports = {each.name: each for each in _ask(cabled, seconds)}
    return tuple(reports.get(name) or _keyboard(name, each) for name, each in settings.items())


def _ask(settings: Mapping[str, Any], seconds: float) -> tuple[Report, ...]:
    register = _Register()
    rig = Rig(settings, Told(lambda _text, _device: None, register.state, register.weight))
    rig.start()
    try:
        heard = register.wait_for(set(settings), seconds)
        reports = rig.reports()
    finally:
        rig.stop()
    late = [each.name for each in reports if each.name not in heard and each.state == State.GONE.value]
    return tuple(replace(each, detail="timeout") if each.name in late else each for each in reports)


def _keyboard(name: str, settings: Any) -> Report:
    driver = driver_of(settings)
    return Report(name, driver.kind.value, driver.name, "", State.READY.value, "keyboard", b"")
