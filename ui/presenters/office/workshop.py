"""What setting devices up needs from the station: its devices, their drivers' forms, and what is plugged in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.boards import DeviceRow
from ui.presenters.office.draft import Draft, Form, Table, Value, draft_of, free_name

_PLACES = frozenset({"port", "queue"})
"""Settings for which what is plugged in can be offered."""


class Thing(Protocol):
    """Something that is plugged in and is no device of this station yet."""

    @property
    def driver(self) -> str:
        """The driver to use."""
        ...

    @property
    def settings(self) -> Sequence[tuple[str, str]]:
        """What its table says besides; the first says where it is."""
        ...

    @property
    def description(self) -> str:
        """What it says it is."""
        ...


class Refusal(Protocol):
    """Why a driver does not take a device as it is filled in."""

    @property
    def reason(self) -> str:
        """A short code."""
        ...

    @property
    def names(self) -> Mapping[str, str]:
        """What its sentence needs; ``field`` is the name of a setting."""
        ...


class Workshop(Protocol):
    """The service behind the screen; all but ``check`` may take a moment and are called on the lane."""

    def tables(self) -> Mapping[str, Table]:
        """Gives the devices as they are set up now."""
        ...

    def forms(self) -> Sequence[Form]:
        """Gives the form of every driver there is."""
        ...

    def found(self) -> Sequence[Thing]:
        """Lists what is plugged in and is none of the devices yet."""
        ...

    def check(self, name: str, table: Table) -> Refusal | None:
        """Says why a table is refused; None when it is not."""
        ...

    def open(self, tables: Mapping[str, Table]) -> None:
        """Opens the devices as the tables say, without saving."""
        ...

    def undo(self) -> None:
        """Opens the devices as they were saved."""
        ...

    def save(self, tables: Mapping[str, Table]) -> str:
        """Opens the devices as the tables say, saves them, and gives the file; raises ``Unavailable``."""
        ...

    def look(self, name: str) -> DeviceRow | None:
        """Says how a device is now; None where it is on no cable of its own."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to begin a new device.

    Attributes:
        form: The form of its driver.
        settings: What is known already.
        description: What the thing says it is; empty where only a driver is chosen.
    """

    form: Form
    settings: Mapping[str, Value]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the workshop said when it was last asked.

    Attributes:
        tables: The devices.
        forms: The forms, by driver.
        things: What is plugged in and none of the devices.
    """

    tables: Mapping[str, Table]
    forms: Mapping[str, Form]
    things: tuple[Thing, ...] = ()

    @property
    def devices(self) -> tuple[tuple[str, str], ...]:
        """Each device with its driver."""
        return tuple((name, str(table["driver"])) for name, table in self.tables.items())

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is plugged in first, then every driver there is."""
        there = (Offer(self.forms[each.driver], dict(each.settings), each.description) for each in self.things)
        return (*there, *(Offer(form, {}) for form in self.forms.values()))

    def places(self, field: str) -> tuple[str, ...]:
        """Gives what can be offered for a setting that says where a device is."""
        firsts = (each.settings[0] for each in self.things if each.settings)
        return tuple(value for name, value in firsts if name == field) if field in _PLACES else ()

    def values(self, draft: Draft | None, field: str) -> tuple[str, ...]:
        """Gives what is offered for a setting: what is plugged in, what it is now, and nothing where that may be."""
        now = draft.value(field) if draft is not None else None
        kept = () if now in {None, ""} else (f"{now}",)
        none = ("",) if draft is not None and draft.may_be_empty(field) else ()
        return tuple(dict.fromkeys((*self.places(field), *kept, *none)))

    def draft(self, at: int) -> Draft:
        """Begins with one of the devices."""
        name, driver = self.devices[at]
        return draft_of(name, self.tables[name], self.forms[driver])

    def fresh(self, at: int) -> Draft:
        """Begins a new device with one of the offers."""
        offer = self.offers[at]
        return Draft(offer.form, free_name(offer.form.kind, tuple(self.tables)), "", offer.settings)

    def with_draft(self, draft: Draft) -> dict[str, Table]:
        """Gives the devices as they are with what was filled in, in its old place."""
        own = {draft.name: draft.table}
        tables: dict[str, Table] = {}
        for name, table in self.tables.items():
            tables.update(own if name == draft.was else {name: table})
        return {**tables, **own}

    def without(self, gone: str) -> dict[str, Table]:
        """Gives the devices without one."""
        return {name: table for name, table in self.tables.items() if name != gone}


def ask(workshop: Workshop) -> Known:
    """Asks for everything that is known."""
    return Known(workshop.tables(), {form.driver: form for form in workshop.forms()}, tuple(workshop.found()))
