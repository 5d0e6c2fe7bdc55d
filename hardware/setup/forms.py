"""The settings of every driver as a form can show them: names, types and what may be chosen."""

from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, Literal

from hardware.registry import DRIVERS, Driver
from hardware.status import Kind

FieldType = Literal["text", "whole", "decimal", "switch"]
Value = str | int | float | bool

_TYPES: dict[type, FieldType] = {str: "text", int: "whole", float: "decimal", bool: "switch"}


@dataclass(frozen=True, slots=True)
class FormField:
    """One setting.

    Attributes:
        name: As in the settings file.
        type: What its value is: a text, a whole number, a decimal number, or yes and no.
        default: What it is when nobody says; None where somebody must.
        choices: What it may be; empty where anything of its type is taken.
    """

    name: str
    type: FieldType
    default: Value | None = None
    choices: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The settings of one driver, in the order of its class.

    Attributes:
        driver: The driver's name.
        kind: ``scanner``, ``printer`` or ``scale``.
        fields: Its settings; a printer's sign, ``code``, is one of them.
    """

    driver: str
    kind: str
    fields: tuple[FormField, ...]


def forms() -> tuple[Form, ...]:
    """Gives the form of every driver there is."""
    return tuple(_form(driver) for driver in DRIVERS.values())


def _form(driver: Driver) -> Form:
    own = tuple(_field(each) for each in fields(driver.settings))
    sign = (FormField("code", "text", ""),) if driver.kind is Kind.PRINTER else ()
    return Form(driver.name, driver.kind.value, (*own, *sign))


def _field(field: Field[Any]) -> FormField:
    default = None if field.default is MISSING else field.default
    kind = field.type if isinstance(field.type, type) else str
    return FormField(field.name, _TYPES[kind], default, tuple(field.metadata.get("choices", ())))
