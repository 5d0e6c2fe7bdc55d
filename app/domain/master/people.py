"""Who works here and what they may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; each later one may do less of the office and more of nothing new."""

    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    PACKER = "packer"
    PICKER = "picker"

    @property
    def leads(self) -> bool:
        """Tells whether this role may release waves, assign people and resolve exceptions."""
        return self in (Role.ADMIN, Role.SUPERVISOR)


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
