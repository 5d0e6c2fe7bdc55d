"""What ails a device, as keys of sentences: its state in a word, why it is in it, and what a person does about it.

Drivers give a state and a short code for its reason, as ``hardware.status`` says. A code without a sentence of its own,
e.g. of a newer driver, falls back to the sentence of its state.
"""

from dataclasses import dataclass

_CABLE = frozenset({"not_found", "not_allowed", "in_use", "unplugged", "stopped", "cannot_open", "wrong_system"})
_TALK = frozenset({"silent", "unreadable"})
_SCANNER = frozenset({"frame_too_long", "frame_cut", "frames_merged", "bad_report"})
_NETWORK = frozenset({"refused", "unreachable", "timeout", "unknown_host", "broken_off"})
_PRINTER = frozenset(
    {
        "ribbon_out",
        "too_hot",
        "too_cold",
        "memory_lost",
        "paused",
        "jam",
        "cutter",
        "fault",
        "offline",
        "no_spooler",
        "stalled",
        "label_waiting",
        "buffer_full",
        "printing",
        "sending",
        "feeding",
    }
)
_SCALE = frozenset(
    {
        "overload",
        "underload",
        "negative",
        "unsteady",
        "busy",
        "fault",
        "syntax_error",
        "logic_error",
        "transmission_error",
        "out_of_range",
        "checksum",
        "calibrate",
        "rezero",
    }
)
REASONS = {
    "scanner": _CABLE | _TALK | _SCANNER,
    "printer": _CABLE | _TALK | _NETWORK | _PRINTER,
    "scale": _CABLE | _TALK | _SCALE,
}
"""Codes that have a word and a sentence, by the kind of device."""

DIFFERS = frozenset({"silent", "unreadable", "fault"})
"""Codes by which each kind of device means something else to do."""

NEEDS_A_HAND = ("no_media", "head_open", "attention", "gone", "off")
"""States in which a device does not do its work until somebody does something."""


@dataclass(frozen=True, slots=True)
class Ailment:
    """How a device is, as phrase keys.

    Attributes:
        state: Its state in a word.
        why: The reason in a few words; empty when there is nothing to add.
        todo: What happened and what to do: one sentence or more.
    """

    state: str
    why: str
    todo: tuple[str, ...]


def ailment(kind: str, state: str, detail: str = "") -> Ailment:
    """Finds the sentences for a device.

    Args:
        kind: ``scanner``, ``printer``, ``scale`` or ``centre``.
        state: As in ``app.domain.boards.DeviceRow.state``.
        detail: Short code of the reason, empty or unknown ones included.
    """
    word = f"devices.state.{state}"
    if detail not in REASONS.get(kind, ()):
        plain = f"devices.todo.{state}.{kind}" if state in {"gone", "off"} else f"devices.todo.{state}"
        return Ailment(word, "", (plain,))
    todo = f"state.{detail}.todo.{kind}" if detail in DIFFERS else f"state.{detail}.todo"
    return Ailment(word, f"state.{detail}", (todo, f"state.meanwhile.{kind}") if state == "gone" else (todo,))
