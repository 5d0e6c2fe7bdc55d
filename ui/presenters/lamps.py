"""The lamps in the top strip: how scanner, printer, scale and the line to the centre are."""

from collections.abc import Callable
from datetime import datetime

from ui.presenters.ailments import Condition, why_line
from ui.presenters.faces import Badge, BadgeState

_STATES: dict[str, BadgeState] = {
    "ready": "ok",
    "busy": "busy",
    "attention": "attention",
    "head_open": "error",
    "no_media": "error",
    "gone": "error",
    "off": "off",
}
_WORST = ("off", "ready", "busy", "attention", "head_open", "no_media", "gone")
"""States from the best to the worst."""

_MINUTE_MS = 60_000

_SOME_GONE = "some_gone"
"""State of a kind of which some devices work and others are away."""


class Lamps:
    """What the devices of a station told last; one lamp a kind, whichever of them spoke last.

    Of several scanners or scales the worst that is there counts: one that is away while another works is only a
    remark. Of several printers only the one that prints this station's labels counts.
    """

    def __init__(self, printer: Callable[[], str]) -> None:
        """Knows of no device yet; ``printer`` gives the name of the printer in use."""
        self._printer = printer
        self._told: dict[str, dict[str, Condition]] = {}

    def told(self, device: str, condition: Condition) -> None:
        """Notes how a device is; one that is off is none any more."""
        kind = self._told.setdefault(condition.kind, {})
        if condition.state == "off":
            kind.pop(device, None)
        else:
            kind[device] = condition

    def condition(self, kind: str) -> Condition:
        """Says how the devices of a kind are together; ``off`` where there is none."""
        told = self._told.get(kind, {})
        if kind == "printer":
            return told.get(self._printer(), Condition(kind, "off"))
        there = [each for each in told.values() if each.state != "gone"]
        return max(there or told.values(), key=_badness, default=Condition(kind, "off"))

    def badge(self, kind: str) -> Badge:
        """Makes the lamp of a kind."""
        condition = self.condition(kind)
        away = any(each.state == "gone" for each in self._told.get(kind, {}).values())
        if kind != "printer" and condition.state in {"ready", "busy"} and away:
            return Badge(kind, "attention", f"ui.badge.{kind}.{_SOME_GONE}")
        return device_lamp(condition)


def device_lamp(condition: Condition) -> Badge:
    """Makes the lamp of a scanner, printer or scale from how it is."""
    kind, state = condition.kind, condition.state
    if state in {"gone", "off"}:
        return Badge(kind, _STATES[state], f"ui.badge.{kind}.error")
    if state == "ready" or (state == "busy" and kind != "printer"):
        return Badge(kind, "ok", f"ui.badge.{kind}.ok")
    why = why_line(condition).key
    known = state if kind == "printer" else "attention"
    return Badge(kind, _STATES[state], why if why.startswith("state.") else f"ui.badge.{kind}.{known}")


def centre_lamp(*, since: datetime | None, waiting: int, clock_ms: int = 0) -> Badge:
    """Makes the lamp of the line to the centre: how many facts are safe here and not yet there.

    Args:
        since: When the centre went away, on the wall's clock; None while it is there.
        waiting: Facts it does not hold.
        clock_ms: How far this station's clock is ahead of the centre's, 0 where that is near enough.
    """
    if since is not None:
        key = f"ui.badge.centre.{'error_waiting' if waiting else 'error'}"
        return Badge("centre", "error", key, waiting, since=f"{since:%H:%M}")
    if clock_ms and not waiting:
        key = f"ui.badge.centre.{'clock_ahead' if clock_ms > 0 else 'clock_behind'}"
        return Badge("centre", "attention", key, round(abs(clock_ms) / _MINUTE_MS))
    return Badge("centre", "busy" if waiting else "ok", f"ui.badge.centre.{'busy' if waiting else 'ok'}", waiting)


def _badness(condition: Condition) -> int:
    return _WORST.index(condition.state)
