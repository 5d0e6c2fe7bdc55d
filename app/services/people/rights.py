"""Asks the table of rights before a service does something, and keeps a trace of what was refused."""

from app.central.audit import By
from app.central.people.refusals import note_refusal
from app.domain.deeds import ScanRefused
from app.domain.errors import Conflict, Unavailable
from app.domain.master.rights import Right, may
from app.services.desk import Desk


def require(desk: Desk, right: Right) -> By:
    """Gives who acts, when the person at the desk may.

    Raises:
        Conflict: Nobody is signed in, or the badge's role may not; that is on record at the centre, or in this
            station's journal while the centre is away.
    """
    person = desk.person
    if person is None:
        raise Conflict("sign.first")
    by = By(person.badge, desk.code)
    if may(person.role, right):
        return by
    try:
        note_refusal(desk.centre, by, right, desk.clock.now(), role=person.role)
    except Unavailable:
        desk.tell((ScanRefused("rights", right, person.role, ""),))
    raise refused(right)


def refused(right: Right) -> Conflict:
    """Makes the sentence that says what a badge is not for, and who is."""
    reason = f"rights.{right}"
    return Conflict(reason)
