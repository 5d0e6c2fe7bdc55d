"""A desk: everything one station works with, handed to its services.

A station needs no centre to go on with claimed work; what does need it (claiming, opening an order for packing,
boards) raises ``Unavailable`` while it is away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.central.engine import Central
from app.domain.clock import Clock
from app.domain.codes import Meaning, if_fresh, read_code
from app.domain.deeds import Deed
from app.domain.master.people import Person
from app.services.pepper import Pepper
from app.station.catalogue import Catalogue
from app.station.journal import Journal, Note
from app.station.numbers import Numbers
from app.station.printing import PrintQueue
from app.station.uplink import Uplink
from app.station.work import Memory, Work

SYSTEM = "system"
"""Who acts when no person does."""


@dataclass
class Desk:
    """One station's rooms.

    Attributes:
        code: Code of the station, e.g. ``"ST01"``.
        clock: What time it is.
        centre: The central database.
        person: Who is signed in, or None.
        pepper: The site's key on this computer, or None where PINs are not looked at.
    """

    code: str
    clock: Clock
    centre: Central
    journal: Journal
    work: Work
    memory: Memory
    catalogue: Catalogue
    numbers: Numbers
    printing: PrintQueue
    uplink: Uplink
    person: Person | None = field(default=None)
    pepper: Pepper | None = field(default=None)

    @property
    def who(self) -> str:
        """Badge of the person at the desk, or the system's name."""
        return self.person.badge if self.person else SYSTEM

    def read(self, text: str, *, typed: bool = False) -> Meaning:
        """Says what a text means here and now: goods that have expired by this station's calendar are called so.

        Args:
            text: What was scanned or typed.
            typed: True when a person typed it.
        """
        today = self.clock.now().astimezone().date()
        return if_fresh(read_code(text, self.catalogue, typed=typed), today)

    def tell(self, deeds: Sequence[Deed], *notes: Note) -> None:
        """Journals deeds and notes in one commit, then wakes the uplink.

        Raises:
            Unavailable: The disk does not take it; nothing was written.
        """
        self.journal.append(deeds, who=self.who, now=self.clock.now(), notes=notes)
        if deeds:
            self.uplink.wake()
