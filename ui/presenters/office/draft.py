"""A device's settings while somebody fills them in: what each field is called, what it may be, what is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ui.presenters.frame import Line, Text, line

Value = str | int | float | bool
Table = Mapping[str, Value]
"""A device as its file has it: ``driver`` and the settings that differ from what they are if nobody says."""

NAME = "name"
"""The field that is no setting: what the device is called."""

_NEVER_EMPTY = frozenset({NAME, "port", "host", "queue", "path", "answer"})
"""Texts without which there is no device."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,24}\Z")
_DRIVER = "driver"

CAPTIONS: Mapping[str, Line] = {
    "name": line("setting.name"),
    "port": line("setting.port"),
    "host": line("setting.host"),
    "queue": line("setting.queue"),
    "server": line("setting.server"),
    "path": line("setting.path"),
    "baud": line("setting.baud"),
    "data_bits": line("setting.data_bits"),
    "parity": line("setting.parity"),
    "flow": line("setting.flow"),
    "language": line("setting.language"),
    "dpi": line("setting.dpi"),
    "code": line("setting.code"),
    "idle_ms": line("setting.idle_ms"),
    "tab_ends": line("setting.tab_ends"),
    "feedback": line("setting.feedback"),
    "prefix": line("setting.prefix"),
    "gap_ms": line("setting.gap_ms"),
    "stall_ms": line("setting.stall_ms"),
    "min_chars": line("setting.min_chars"),
    "offset": line("setting.offset"),
    "timeout_s": line("setting.timeout_s"),
    "status_s": line("setting.status_s"),
    "answer_s": line("setting.answer_s"),
    "poll_ms": line("setting.poll_ms"),
    "waits_for_close": line("setting.waits_for_close"),
    "protocol": line("setting.protocol"),
    "request": line("setting.request"),
    "answer": line("setting.answer"),
    "pattern": line("setting.pattern"),
    "unit": line("setting.unit"),
    "steady": line("setting.steady"),
    "slips": line("setting.slips"),
    "manifests": line("setting.manifests"),
}
"""What people call each setting; one that is missing here is called by its own name."""


class FormField(Protocol):
    """One setting of a driver."""

    @property
    def name(self) -> str:
        """As in the file."""
        ...

    @property
    def type(self) -> str:
        """``text``, ``whole``, ``decimal`` or ``switch``."""
        ...

    @property
    def default(self) -> Value | None:
        """What it is when nobody says; None where somebody must."""
        ...

    @property
    def choices(self) -> Sequence[Value]:
        """What it may be; empty where anything of its type is taken."""
        ...


class Form(Protocol):
    """The settings of one driver."""

    @property
    def driver(self) -> str:
        """The driver's name."""
        ...

    @property
    def kind(self) -> str:
        """``scanner``, ``printer`` or ``scale``."""
        ...

    @property
    def fields(self) -> Sequence[FormField]:
        """Its settings."""
        ...


class WrongValue(Exception):  # noqa: N818 - what it is, in the words of the form
    """What was typed does not fit its field.

    Attributes:
        said: What is wrong and what to do.
    """

    def __init__(self, said: Line) -> None:
        super().__init__(said.key)
        self.said = said


def caption_of(field: str) -> Text:
    """Says what a setting is called."""
    return CAPTIONS.get(field, field)


def value_in_words(value: Value | None) -> Text:
    """Says what a value is."""
    if value is None:
        return line("setup.open")
    if isinstance(value, bool):
        return line("setup.yes" if value else "setup.no")
    return line("setup.empty") if value == "" else f"{value}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A device as it is filled in.

    Attributes:
        form: The form of its driver.
        name: What it is to be called.
        was: What it is called now; empty for a new one.
        values: What was filled in so far.
    """

    form: Form
    name: str
    was: str
    values: Mapping[str, Value]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields, the device's own name first."""
        return (NAME, *(field.name for field in self.form.fields))

    def field(self, name: str) -> FormField | None:
        """Gives a setting by its name; the device's own name is none."""
        return next((field for field in self.form.fields if field.name == name), None)

    def value(self, name: str) -> Value | None:
        """Gives what a field is now; None for one that must be filled in still."""
        field = self.field(name)
        return self.name if field is None else self.values.get(name, field.default)

    def turned(self, name: str) -> "Draft | None":
        """Gives the draft with the next choice of a field that has choices or is yes or no; else None."""
        field, now = self.field(name), self.value(name)
        if field is None or not (field.choices or field.type == "switch"):
            return None
        choices = list(field.choices) or [False, True]
        at = choices.index(now) + 1 if now in choices else 0
        return self._with(name, choices[at % len(choices)])

    def filled(self, name: str, text: str) -> "Draft":
        """Gives the draft with what somebody typed.

        Raises:
            WrongValue: It does not fit the field.
        """
        field = self.field(name)
        if field is None:
            return replace(self, name=_fit_name(text))
        value = _read(field, text.strip())
        if field.choices and value not in field.choices:
            allowed = ", ".join(map(str, field.choices))
            raise WrongValue(line("setup.wrong.choice", field=caption_of(name), text=text, allowed=allowed))
        return self._with(name, value)

    @property
    def missing(self) -> str:
        """The first field that must be filled in and is not; empty when there is none."""
        return next((each for each in self.names if self._lacks(each)), "")

    def may_be_empty(self, name: str) -> bool:
        """Tells whether nothing at all is a value of a field."""
        field = self.field(name)
        return field is not None and field.type == "text" and not field.choices and name not in _NEVER_EMPTY

    @property
    def table(self) -> dict[str, Value]:
        """The device as its file has it; what is as usual is left out."""
        usual = {field.name: field.default for field in self.form.fields}
        own = {key: value for key, value in self.values.items() if value != usual.get(key)}
        return {_DRIVER: self.form.driver, **own}

    def _lacks(self, name: str) -> bool:
        return self.value(name) is None or (self.value(name) == "" and name in _NEVER_EMPTY)

    def _with(self, name: str, value: Value) -> "Draft":
        return replace(self, values={**self.values, name: value})


def draft_of(name: str, table: Table, form: Form) -> Draft:
    """Begins with a device as it is set up now."""
    return Draft(form, name, name, {key: value for key, value in table.items() if key != _DRIVER})


def free_name(kind: str, taken: Sequence[str]) -> str:
    """Gives the first name of a kind that no device has: ``scanner-2``."""
    return next(f"{kind}-{at}" for at in range(1, len(taken) + 2) if f"{kind}-{at}" not in taken)


def _fit_name(text: str) -> str:
    name = text.strip()
    if not _NAME.match(name):
        raise WrongValue(line("setup.wrong.name", text=text))
    return name


def _read(field: FormField, text: str) -> Value:
    caption = caption_of(field.name)
    match field.type:
        case "whole":
            if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
                raise WrongValue(line("setup.wrong.whole", field=caption, text=text))
            return int(text)
        case "decimal":
            if not re.fullmatch(r"\d{1,6}([.,]\d{1,6})?", text, re.ASCII):
                raise WrongValue(line("setup.wrong.decimal", field=caption, text=text))
            return float(text.replace(",", "."))
        case _:
            return text
