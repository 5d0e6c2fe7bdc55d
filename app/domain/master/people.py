"""Who works here and what they may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person works as; ``app.domain.master.rights`` says what each may do."""

    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    PACKER = "packer"
    PICKER = "picker"

    @property
    def leads(self) -> bool:
        """Tells whether this role may release waves, assign people and resolve exceptions."""
        return self in (Role.ADMIN, Role.SUPERVISOR)

    @property
    def guarded(self) -> bool:
        """Tells whether a badge alone never opens this role: it leads, or reads what customers wrote."""
        return self.rank > _FLOOR

    @property
    def rank(self) -> int:
        """How far up a role stands: nobody gives another person a role above their own."""
        return _RANKS[self]


_FLOOR = 1
_RANKS = {Role.PICKER: _FLOOR, Role.PACKER: _FLOOR, Role.AUDITOR: 2, Role.SUPERVISOR: 2, Role.ADMIN: 3}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a badge.

    Attributes:
        badge: What the badge's barcode says, ``BA`` and digits.
        name: As it is shown, e.g. ``"Ana Ruiz"``.
        role: What the person may do.
        language: ``"es"`` or ``"en"``: the screens turn to it at sign-in.
    """

    badge: str
    name: str
    role: Role
    language: str
