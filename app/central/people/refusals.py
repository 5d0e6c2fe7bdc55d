"""The trace of what people were not let do."""

from datetime import datetime

from app.central.audit import By, note
from app.central.engine import Central


def note_refusal(central: Central, by: By, right: str, now: datetime, **detail: object) -> None:
    """Writes that somebody asked for more than the badge's role may do.

    Raises:
        Unavailable: The centre cannot be written now.
    """
    with central.writing() as connection:
        note(connection, badge=by.badge, station=by.station, action="refused", what=right, at=now, **detail)
