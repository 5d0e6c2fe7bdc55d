"""A site's people with their PINs, in memory, as the real service gives and takes them."""

from datetime import timedelta
from pathlib import Path

from app.domain.errors import Unavailable
from app.domain.master.people import Person, Role
from app.services.office.pins import Holder
from app.services.people.handing import Handed
from tests.ui.house import NOW

ME = Person("BA1000", "Ainhoa Etxeberria Goikoetxea", Role.ADMIN, "es")
MINE, NEW = "314159", "271828"
PEOPLE = (
    Holder(ME, NOW - timedelta(days=300)),
    Holder(Person("BA1001", "Inés Castaño", Role.SUPERVISOR, "es"), NOW - timedelta(days=31)),
    Holder(Person("BA1002", "Luis Fernández-Otxandiano de la Fuente", Role.SUPERVISOR, "es"), None),
    Holder(Person("BA1003", "Noor Haddad", Role.AUDITOR, "en"), None),
    Holder(Person("BA3001", "Marta Gil", Role.PACKER, "es"), None),
    Holder(Person("BA2001", "Álvaro Peña", Role.PICKER, "es"), NOW - timedelta(days=2)),
    Holder(Person("BA2002", "Lucía Muñoz", Role.PICKER, "es"), None),
    Holder(Person("BA2003", "Owen Hartley", Role.PICKER, "en"), None),
)


class MemoryPins:
    """Gives and takes as the real service does; a wrong own PIN waits after the third."""

    writes_letters = True

    def __init__(self, people: tuple[Holder, ...] = PEOPLE) -> None:
        self.people = people
        self.done: list[tuple[str, str]] = []
        self.letters: list[tuple[str, str]] = []
        self.wrong = 0
        self.reason = ""
        self.error: Exception | None = None

    def holders(self) -> tuple[Holder, ...]:
        self._fail()
        return self.people

    def give(self, badge: str, pin: str) -> Handed:
        return self._handed("give", badge, pin, Handed(pin=NEW))

    def take(self, badge: str, pin: str) -> Handed:
        return self._handed("take", badge, pin, Handed())

    def letter(self, person: Person, pin: str) -> Path:
        self._fail()
        self.letters.append((person.badge, pin))
        return Path(f"/srv/warehouse/papers/badges/pin-{person.badge}.pdf")

    def _handed(self, deed: str, badge: str, pin: str, done: Handed) -> Handed:
        self._fail()
        if pin != MINE:
            self.wrong += 1
            return Handed("pin.wrong_wait" if self.wrong > 2 else "pin.wrong", ME.badge, 5 if self.wrong > 2 else 0)
        if self.reason:
            return Handed(self.reason, badge)
        self.done.append((deed, badge))
        since = NOW if done.pin else None
        self.people = tuple(
            Holder(each.person, since if each.person.badge == badge else each.since) for each in self.people
        )
        return done

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


def away() -> Exception:
    return Unavailable("gone")
