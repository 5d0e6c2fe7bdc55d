"""The hub's chores: stale claims every half minute, old rows every day, and the proof of the books every night."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.central.check import check
from app.central.engine import Central
from app.central.keeping.housekeeping import let_rows_go, refresh_statistics, report
from app.central.keeping.sweeping import Sweeper
from app.central.promises.site import keep, setting
from app.domain.clock import Clock

NIGHT = (3, 6)
"""Between these hours of the site's day the books are proved: nobody picks, and backups are mostly done."""

LATE = timedelta(hours=36)
"""A proof older than this is made up for at any hour."""

AGAIN = timedelta(hours=1)
"""A proof that could not be finished is tried again after so long: it is much work for the database."""

CHECKED = "keeping.proved"
"""Where the centre remembers when the books were proved last."""

log = logging.getLogger(__name__)


class Chores:
    """What is done besides booking; ``run`` is called every so often by whoever holds the seat."""

    def __init__(self, central: Central, clock: Clock) -> None:
        self._central, self._clock = central, clock
        self._sweeper = Sweeper(central)
        self._tried: datetime | None = None

    def run(self) -> None:
        """Does what is due.

        Raises:
            Unavailable: The database cannot be reached now; the rest is done another time.
        """
        now = self._clock.now()
        swept = self._sweeper.sweep(now)
        if swept.marked or swept.freed:
            log.info("claims past their lease: %d, new: %d, given back: %d", swept.stale, swept.marked, swept.freed)
        tried = self._tried is not None and now - self._tried < AGAIN
        if not tried and self._proof_is_due(now):
            self._tried = now
            self.prove(now)

    def prove(self, now: datetime) -> int:
        """Proves the books, tells the supervisor what is wrong, and keeps house; gives how many rules do not hold.

        Raises:
            Unavailable: The database cannot be reached now; it is due again.
        """
        let_rows_go(self._central, now)
        refresh_statistics(self._central)
        found = check(self._central)
        report(self._central, found, now)
        keep(self._central, CHECKED, now.isoformat())
        rules = {each.rule for each in found}
        log.log(logging.WARNING if rules else logging.INFO, "the books were proved; rules broken: %s", sorted(rules))
        return len(rules)

    def _proof_is_due(self, now: datetime) -> bool:
        text = setting(self._central, CHECKED)
        last = datetime.fromisoformat(text) if text else None
        here = now.astimezone(ZoneInfo(setting(self._central, "time_zone", "UTC")))
        tonight = NIGHT[0] <= here.hour < NIGHT[1] and (
            last is None or last.astimezone(here.tzinfo).date() < here.date()
        )
        return tonight or (last is not None and now - last > LATE)
