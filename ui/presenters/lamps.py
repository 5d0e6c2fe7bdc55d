"""The lamps in the top strip: how scanner, printer, scale and the line to the centre are."""

from ui.presenters.faces import Badge, BadgeState

_STATES: dict[str, BadgeState] = {
    "ready": "ok",
    "busy": "busy",
    "no_media": "attention",
    "head_open": "attention",
    "attention": "attention",
    "gone": "error",
    "off": "off",
}
_PRINTER_WORDS = {
    "ready": "ok",
    "busy": "busy",
    "no_media": "no_media",
    "head_open": "attention",
    "attention": "attention",
}


def device_lamp(kind: str, state: str) -> Badge:
    """Makes the lamp of a scanner, printer or scale from its state."""
    word = _PRINTER_WORDS.get(state, "error") if kind == "printer" else "ok" if state in {"ready", "busy"} else "error"
    return Badge(kind, _STATES[state], f"ui.badge.{kind}.{word}")


def centre_lamp(*, online: bool, waiting: int) -> Badge:
    """Makes the lamp of the line to the centre: how many facts are safe here and not yet there."""
    if online:
        return Badge("centre", "busy" if waiting else "ok", f"ui.badge.centre.{'busy' if waiting else 'ok'}", waiting)
    return Badge("centre", "error", f"ui.badge.centre.{'error_waiting' if waiting else 'error'}", waiting)
