"""``devices``: how the station's devices are, and what else is plugged in with the lines that would set it up."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Protocol

from app.commands.output import Output
from app.domain.ailments import ailment
from app.language import Phrases

_WORKING = frozenset({"ready", "busy"})
_DEVICE = ("name", "kind", "driver", "where", "state", "detail")
_THING = ("kind", "driver", "description")


class Configured(Protocol):
    """A device of devices.toml and how it is.

    ``kind`` is ``scanner``, ``printer`` or ``scale``; ``driver`` its driver's name; ``where`` its port, address or
    queue, empty for a keyboard scanner; ``state`` one of ``ready``, ``busy``, ``no_media``, ``head_open``,
    ``attention`` and ``gone``; ``detail`` why, as a short code, or empty.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def driver(self) -> str: ...  # noqa: D102
    @property
    def where(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def detail(self) -> str: ...  # noqa: D102


class Offered(Protocol):
    """Something plugged in that devices.toml does not name, with the driver to use and its settings, the place first.

    ``kind`` is empty for a serial port, which does not tell; ``description`` is what it says it is.
    """

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def driver(self) -> str: ...  # noqa: D102
    @property
    def settings(self) -> tuple[tuple[str, str], ...]: ...  # noqa: D102
    @property
    def description(self) -> str: ...  # noqa: D102


def run(file: Path, configured: Sequence[Configured], offered: Sequence[Offered], *, as_json: bool) -> int:
    """Tells how the devices are.

    Args:
        file: The devices.toml that was read, or would be.
        configured: The devices that it names, asked a moment ago.
        offered: What else there is.
        as_json: Whether a program reads the answer.

    Returns:
        0 when every configured device is ready, 1 when one is not.
    """
    out = Output(as_json=as_json)
    say = out.say
    out.line(say("command.devices.configured" if configured else "command.devices.none", file=file))
    for each in configured:
        _tell(out, each)
    found = list(zip(offered, _tables(configured, offered), strict=True))
    if found:
        out.line(say("command.devices.found", file=file))
    for thing, table in found:
        out.line("\n  ".join(("", f"# {_what(say, thing)}", *table)))
    ok = all(each.state in _WORKING for each in configured)
    devices = [{**_facts(each, _DEVICE), "todo": todo(say, each)} for each in configured]
    things = [{**_facts(a, _THING), "settings": dict(a.settings), "toml": "\n".join(b)} for a, b in found]
    out.result({"file": str(file), "ok": ok, "devices": devices, "found": things})
    return 0 if ok else 1


def _tell(out: Output, device: Configured) -> None:
    out.line(_headline(out.say, device))
    if device.state not in _WORKING or device.detail:
        out.line(f"      {todo(out.say, device)}")


def _facts(thing: object, names: tuple[str, ...]) -> dict[str, str]:
    return {name: getattr(thing, name) for name in names}


def toml_table(name: str, driver: str, settings: Mapping[str, str | int]) -> list[str]:
    """Gives the lines of devices.toml that set a device up."""
    return [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in {"driver": driver, **settings}.items())]


def todo(say: Phrases, device: Configured) -> str:
    """Says what to do about a device: by why it is as it is, else by its state."""
    if device.detail and say.has(f"command.devices.todo.{device.detail}"):
        return say(f"command.devices.todo.{device.detail}", where=device.where)
    return " ".join(say(key) for key in ailment(device.kind, device.state, device.detail).todo)


def _value(value: str | int) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON text or number is one of TOML as well


def _headline(say: Phrases, device: Configured) -> str:
    facts = (say(f"devices.kind.{device.kind}"), device.driver, device.where)
    return f"  {device.name}: {say(f'devices.state.{device.state}')} ({', '.join(filter(None, facts))})"


def _what(say: Phrases, thing: Offered) -> str:
    if not thing.kind:
        return say("command.devices.port", what=thing.description)
    return say("command.devices.thing", kind=say(f"devices.kind.{thing.kind}"), what=thing.description)


def _tables(configured: Iterable[Configured], offered: Iterable[Offered]) -> Iterator[list[str]]:
    """Gives the lines for each thing, under names that are still free."""
    taken = {each.name for each in configured}
    for thing in offered:
        kind = thing.kind or "scanner"
        name = next(free for number in count(1) if (free := f"{kind}-{number}") not in taken)
        taken.add(name)
        yield toml_table(name, thing.driver, dict(thing.settings))
