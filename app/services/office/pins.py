"""An administrator's desk for PINs: who has one, giving and taking them away, and the letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.central.people.handing import Power, pin_holders, power
from app.central.reads.people import everybody
from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.domain.master.rights import Right
from app.labels import LabelError
from app.services.desk import Desk
from app.services.office.pin_letter import pin_letter
from app.services.people.handing import Handed, Vouching, give_by_word, take_by_word
from app.services.people.rights import require
from app.services.pepper import KeyUnavailable, Pepper


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody of the site, and since when with a PIN; None without one."""

    person: Person
    since: datetime | None


class Pins:
    """What an administrator does with PINs at one desk.

    Raises:
        Conflict: Who asks may not (``app.domain.master.rights``), or this station is none of the office's.
        KeyUnavailable: This computer does not have the site's key, or the site has none yet.
        Unavailable: The centre cannot be reached.
    """

    def __init__(
        self, desk: Desk, folder: Path | None = None, paper: Callable[[str, Path], None] | None = None
    ) -> None:
        """Takes the desk, where letters are kept (None for nowhere), and who is told (kind, file) to print one."""
        self._desk, self._folder, self._paper = desk, folder, paper

    @property
    def writes_letters(self) -> bool:
        """Tells whether papers are kept at this station."""
        return self._folder is not None

    def holders(self) -> tuple[Holder, ...]:
        """Lists everybody who works here or holds a PIN still: who leads first, then by name."""
        require(self._desk, Right.GIVE_PIN)
        if power(self._desk.centre) is Power.NONE:
            raise Conflict("pins.not_here")
        since = pin_holders(self._desk.centre)
        there = [
            Holder(each, since.get(each.badge))
            for each, active in everybody(self._desk.centre)
            if active or each.badge in since
        ]
        return tuple(sorted(there, key=lambda each: (-each.person.role.rank, each.person.name, each.person.badge)))

    def give(self, badge: str, pin: str) -> Handed:
        """Gives a badge a new PIN by the PIN of who is signed in."""
        admin, pepper = self._vouching(pin)
        return give_by_word(self._desk.centre, pepper, admin, badge, now=self._desk.clock.now())

    def take(self, badge: str, pin: str) -> Handed:
        """Takes a badge's PIN away by the PIN of who is signed in."""
        admin, pepper = self._vouching(pin)
        return take_by_word(self._desk.centre, pepper, admin, badge, now=self._desk.clock.now())

    def letter(self, person: Person, pin: str) -> Path:
        """Writes a new PIN's letter, has it printed where the office has a printer, and gives the file.

        Raises:
            Conflict: The name does not fit on it, or no papers are kept here.
            Unavailable: The file cannot be written.
        """
        require(self._desk, Right.GIVE_PIN)
        if self._folder is None:
            raise Conflict("pins.no_letters")
        try:
            file = pin_letter(self._folder, person.name, person.badge, pin, person.language)
        except LabelError as error:
            raise Conflict(error.key, **error.names) from error
        except OSError as error:
            raise Unavailable(str(error)) from error
        if self._paper is not None:
            self._paper("letters", file)
        return file

    def _vouching(self, pin: str) -> tuple[Vouching, Pepper]:
        by = require(self._desk, Right.GIVE_PIN)
        if self._desk.pepper is None:
            raise KeyUnavailable("pin.no_key", file="-")
        return Vouching(by.badge, pin, by.station), self._desk.pepper
