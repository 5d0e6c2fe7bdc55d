"""A desk: everything one station works with, handed to its services.

A station needs no centre to go on with claimed work; what does need it (claiming, opening an order for packing,
boards) raises ``Unavailable`` while it is away.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock

from app.central.engine import Central
from app.domain.clock import Clock
from app.domain.codes import Meaning, if_fresh, read_code
from app.domain.deeds import Deed
from app.domain.errors import Conflict
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
class Standing:
    """How a station stands to the centre, as their last handshake said.

    Attributes:
        refusal: Why the station may claim nothing, as a phrase key; empty when it may.
        names: What fills its braces.
        clock_ms: How far the station's clock is ahead of the centre's.
    """

    refusal: str = ""
    names: Mapping[str, object] = field(default_factory=dict)
    clock_ms: int = 0


@dataclass
class Desk:
    """One station's rooms.

    Attributes:
        code: Code of the station, e.g. ``"ST01"``.
        clock: What time it is.
        centre: The central database.
        person: Who is signed in, or None.
        pepper: The site's key on this computer, or None where PINs are not looked at.
        standing: What the centre said last.
        hands: Held while work is advanced or laid down, so that the two never mix.
        lay_down: Called, with ``hands`` held, when the work in hand is not the station's any more.
        said: Sentences for whoever is at the station, as phrase key and names; the window takes them out.
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
    standing: Standing = field(default_factory=Standing)
    hands: RLock = field(default_factory=RLock)
    lay_down: list[Callable[[], None]] = field(default_factory=list)
    said: deque[tuple[str, Mapping[str, object]]] = field(default_factory=deque)

    @property
    def who(self) -> str:
        """Badge of the person at the desk, or the system's name."""
        return self.person.badge if self.person else SYSTEM

    def require_claims(self) -> None:
        """Lets new work begin only where this program and the centre understand each other.

        Raises:
            Conflict: One of them is too old; facts are delivered all the same.
        """
        if self.standing.refusal:
            raise Conflict(self.standing.refusal, **self.standing.names)

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
