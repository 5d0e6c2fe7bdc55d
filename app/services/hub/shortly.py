"""Booking once what waits: for whoever has no hub running, and before a database is put away."""

from app.central.bookkeeper import book_all
from app.central.engine import Central
from app.central.hints import Bell
from app.central.reads.totals import totals
from app.domain.clock import Clock
from app.services.hub.seats import seat_of


def book_once(central: Central, clock: Clock) -> int | None:
    """Takes the seat and books every fact that waits.

    Returns:
        How many facts were booked; None when another program has the seat and books them itself.

    Raises:
        Unavailable: The database cannot be reached now; what was booked stays booked.
    """
    seat, bell = seat_of(central), Bell(central)
    try:
        if not seat.hold():
            return None
        booked = book_all(central, now=clock.now())
        if booked:
            bell.ring()
        return booked
    finally:
        bell.close()
        seat.leave()


def facts_waiting(central: Central) -> int:
    """Counts the facts that nobody has booked yet.

    Raises:
        Unavailable: The database cannot be read now.
    """
    return totals(central).facts_waiting
