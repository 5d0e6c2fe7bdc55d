"""What the set-up screen paints: a page of choices and, beside it, how the device that is tried is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.domain.boards import DeviceRow
from ui.presenters.ailments import Condition, state_line, todo_line
from ui.presenters.commands import BACK, HELP, HOME, TYPE
from ui.presenters.frame import Command, Frame, Line, Mood, Text, line
from ui.presenters.office.devices import PAGES
from ui.presenters.office.draft import Draft, caption_of, value_in_words
from ui.presenters.office.workshop import Known, Offer

PAGE = 8
"""So many choices are shown at once, by the keys 1 to 8."""

LATER = "office-printer"
"""The driver of what a window opens once, at its start."""

NEW = Command("#NEW", "F3", "setup.command.new", icon="plus")
TRY = Command("#TRY", "F7", "setup.command.try", icon="scanner")
SAVE = Command("#SAVE", "F9", "setup.command.save", icon="check")
REMOVE = Command("#REMOVE", "F4", "setup.command.remove", icon="cross")


class Step(Enum):
    """Where somebody is in setting a device up."""

    DEVICES = "devices"
    """Which device is to be changed."""
    NEW = "new"
    """What a new device is."""
    FIELDS = "fields"
    """Which of its settings is to be changed."""
    VALUE = "value"
    """What that setting is to be."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How the device that is tried is.

    Attributes:
        name: The device.
        state: How it is, in words.
        todo: What to do about it.
        good: Whether it works.
        last: The last thing it said or heard, as text; ``raw`` the same as hexadecimal bytes.
    """

    name: str
    state: Text
    todo: Text
    good: bool
    last: str
    raw: str


@dataclass(frozen=True, slots=True)
class SetupState:
    """Everything the set-up screen paints.

    Attributes:
        frame: What is around the body; its choices are the body's big buttons.
        step: Where somebody is.
        trial: How the device that is tried is; None while none is.
        scanned: The text of the last test scan; empty before the first.
        source: The device it came from.
    """

    frame: Frame
    step: Step = Step.DEVICES
    trial: Trial | None = None
    scanned: str = ""
    source: str = ""


def todo_of(step: Step, draft: Draft | None, field: str, *, some: bool) -> Line:
    """Says what to do in a step.

    Args:
        step: The step.
        draft: The device that is filled in, if one is.
        field: The setting that is changed.
        some: Whether there are devices already.
    """
    match step:
        case Step.DEVICES:
            return line("setup.which" if some else "setup.none")
        case Step.NEW:
            return line("setup.what")
        case Step.FIELDS if draft is not None:
            return line("setup.change", name=draft.name, driver=draft.form.driver)
        case _:
            return line("setup.type", field=caption_of(field))


def page_of(choices: Sequence[Command], first: int) -> tuple[Command, ...]:
    """Gives the choices of a page with their keys, and the way to the others where there are more."""
    shown = tuple(replace(each, key=str(at)) for at, each in enumerate(choices[first : first + PAGE], 1))
    return (*shown, *PAGES) if len(choices) > PAGE else shown


def device_choices(rows: Sequence[tuple[str, str]]) -> tuple[Command, ...]:
    """Makes a choice of each device: its name and its driver."""
    return tuple(
        Command(f"#S{at}", "", "setup.device", names=(("name", name), ("driver", driver)))
        for at, (name, driver) in enumerate(rows)
    )


def offer_choices(offers: Sequence[Offer]) -> tuple[Command, ...]:
    """Makes a choice of each way to begin: what is plugged in, or a driver."""
    return tuple(_offered(at, offer) for at, offer in enumerate(offers))


def _offered(at: int, offer: Offer) -> Command:
    if offer.description:
        where = next(iter(offer.settings.values()), "")
        return Command(f"#S{at}", "", "setup.found", names=(("what", offer.description), ("where", where)))
    names = (("kind", line(f"devices.kind.{offer.form.kind}")), ("driver", offer.form.driver))
    return Command(f"#S{at}", "", "setup.driver", names=names)


def field_choices(draft: Draft) -> tuple[Command, ...]:
    """Makes a choice of each setting: what it is called and what it is now."""
    return tuple(
        Command(
            f"#S{at}",
            "",
            "setup.field",
            names=(("field", caption_of(name)), ("value", value_in_words(draft.value(name)))),
        )
        for at, name in enumerate(draft.names)
    )


def value_choices(values: Sequence[str]) -> tuple[Command, ...]:
    """Makes a choice of each value that is offered."""
    return tuple(
        Command(f"#S{at}", "", "setup.value", names=(("value", value_in_words(each)),))
        for at, each in enumerate(values)
    )


def commands_of(step: Step, *, old: bool) -> tuple[Command, ...]:
    """Gives the commands of a step; only a device that is there already can be removed."""
    match step:
        case Step.DEVICES:
            return (HELP, NEW, BACK, HOME)
        case Step.FIELDS:
            return (HELP, TRY, SAVE, replace(REMOVE, enabled=old), BACK)
        case Step.VALUE:
            return (HELP, TYPE, BACK)
        case _:
            return (HELP, BACK)


def trial_of(row: DeviceRow) -> Trial:
    """Says how the device that is tried is."""
    how = Condition(row.kind, row.state, row.detail)
    return Trial(row.name, state_line(how), todo_line(how), row.state in {"ready", "busy"}, row.last, row.raw)


def frame_of(todo: Text, said: Text, mood: Mood, **parts: object) -> Frame:
    """Says what was answered over what to do now."""
    frame = Frame(
        instruction=said or todo,
        mood=mood if said else Mood.TODO,
        detail=line("pack.then", todo=todo) if said else "",
        title=line("setup.title"),
    )
    return replace(frame, **parts)  # type: ignore[arg-type]  # fields of a frame, by name


def choices_of(step: Step, known: Known, draft: Draft | None, field: str) -> tuple[Command, ...]:
    """Gives what may be chosen at a step."""
    match step:
        case Step.DEVICES:
            return device_choices(known.devices)
        case Step.NEW:
            return offer_choices(known.offers)
        case Step.FIELDS if draft is not None:
            return field_choices(draft)
        case _:
            return value_choices(known.values(draft, field))
