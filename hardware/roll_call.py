"""A quick look at every device of a station: opened, asked how it is, and given back."""

from collections.abc import Mapping
from dataclasses import replace
from threading import Condition
from typing import Any

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
        settings: Driver settings by device name, without keyboard scanners, which are on no cable of their own.
        seconds: How long to wait for the slowest.

    Returns:
        A report each; a device that said nothing in time is gone with the detail ``timeout``, unless it is open.
    """
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
