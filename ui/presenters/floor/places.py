"""Where each role may go from home: one code, one key, one picture a place."""

from dataclasses import dataclass, replace

from app.domain.master.people import Role
from ui.presenters.frame import Command

PICK = Command("#PICK", "F2", "home.place.pick", icon="tote")
PACK = Command("#PACK", "F3", "home.place.pack", icon="parcel")
SHIP = Command("#SHIP", "F4", "home.place.ship", icon="truck")
BOARD = Command("#BOARD", "F5", "home.place.board", icon="list")
TROUBLE = Command("#TROUBLE", "F7", "home.place.trouble", icon="warning")
DEVICES = Command("#DEVICES", "F8", "home.place.devices", icon="scanner")
PINS = Command("#PINS", "F9", "home.place.pins", icon="lock")

SCREENS = {
    PACK.code: "packing",
    SHIP.code: "shipping",
    BOARD.code: "board",
    TROUBLE.code: "trouble",
    DEVICES.code: "devices",
    PINS.code: "pins",
}
"""Which screen each place is; picking is not among them, because it begins with taking a job."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What a role does.

    Attributes:
        picks: Whether jobs are shown.
        places: Where else it may go; the first one is the place of somebody who does not pick.
    """

    picks: bool
    places: tuple[Command, ...] = ()


_LEADS = Duties(picks=True, places=(PICK, PACK, SHIP, BOARD, TROUBLE, DEVICES))
_DUTIES = {
    Role.PICKER: Duties(picks=True),
    Role.PACKER: Duties(picks=False, places=(PACK,)),
    Role.AUDITOR: Duties(picks=False, places=(BOARD, TROUBLE, SHIP, DEVICES)),
    Role.SUPERVISOR: _LEADS,
    Role.ADMIN: replace(_LEADS, places=(*_LEADS.places, PINS)),
}


def duties_of(role: Role) -> Duties:
    """Gives what a role does."""
    return _DUTIES[role]
