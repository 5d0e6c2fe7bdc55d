"""Who may do what: the one table that every service asks before it changes or shows something."""

from enum import StrEnum

from app.domain.master.people import Role


class Right(StrEnum):
    """Something that not everybody may do; ``rights.<name>`` is what it is called in a sentence."""

    PICK = "pick"
    TAKE_OVER = "take_over"
    PACK = "pack"
    OVERRIDE = "override"
    REPRINT = "reprint"
    SHIP = "ship"
    SEE_DAY = "see_day"
    SEE_ORDERS = "see_orders"
    ASSIGN = "assign"
    RELEASE = "release"
    CANCEL = "cancel"
    RESOLVE = "resolve"
    SET_UP = "set_up"
    GIVE_PIN = "give_pin"


_READING = frozenset({Right.SEE_DAY, Right.SEE_ORDERS})
_BENCH = frozenset({Right.PACK, Right.REPRINT, Right.SHIP})
_RIGHTS = {
    Role.PICKER: frozenset({Right.PICK}),
    Role.PACKER: _BENCH,
    Role.AUDITOR: _READING,
    Role.SUPERVISOR: frozenset(Right) - {Right.GIVE_PIN},
    Role.ADMIN: frozenset(Right),
}


def may(role: Role, right: Right) -> bool:
    """Tells whether people of a role may do something."""
    return right in _RIGHTS[role]
