"""Plans the problem of each file; one that cannot be read keeps none of the others from being planned."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.commands.output import Output, complain
from app.planning.answers.answering import answer
from app.planning.answers.model import Answer, How, kind_of
from app.planning.instances.model import Instance, WaveInstance
from app.planning.instances.reading import read_instance
from app.planning.instances.trouble import InstanceError
from app.planning.routing.habits import OneBlockError

_DONE = {"batching": "plan.done.batching", "routing": "plan.done.routing", "waves": "plan.done.waves"}


def run(options: Namespace) -> int:
    """Prints one JSON object with what became of each file.

    Returns:
        0 all planned, 1 some order could not be planned, 2 some file could not.
    """
    out, how = Output(as_json=True), How(options.policy, options.seconds, options.seed)
    entries = [_entry(Path(file), how, options.blocks, out) for file in options.files]
    out.result({"files": entries})
    if any("error" in entry for entry in entries):
        return 2
    return 1 if any(entry["left_out"] for entry in entries) else 0


def read(file: Path, blocks: int) -> Instance:
    """Reads a problem.

    Raises:
        InstanceError: It cannot be opened, or is none.
    """
    try:
        return read_instance(file.name, file.read_bytes(), blocks)
    except OSError as error:
        raise InstanceError("command.unreadable", file=file, why=error.strerror or str(error)) from error


def _entry(file: Path, how: How, blocks: int, out: Output) -> dict[str, Any]:
    try:
        instance = read(file, blocks)
        found = answer(instance, how)
    except OneBlockError:
        return _trouble(file, out.say("plan.error.one_block", file=file.name, policy=how.policy))
    except InstanceError as error:
        return _trouble(file, out.say(error.key, **{"file": file.name, **error.names}))
    for each in found.left_out:
        complain(out.say(each.key, file=file.name, order=each.order, **each.names))
    out.line(_sentence(file, instance, found, out))
    return {
        "name": file.name,
        "kind": kind_of(instance),
        "policy": how.policy,
        "blocks": blocks,
        "seed": how.seed,
        "objective": _short(found.objective),
        **_bounds(instance, found),
        "seconds": round(found.seconds, 4),
        **_plan(instance, found),
        "left_out": [
            {"order": each.order, "why": out.say(each.key, file=file.name, order=each.order, **each.names)}
            for each in found.left_out
        ],
    }


def _trouble(file: Path, sentence: str) -> dict[str, Any]:
    complain(sentence)
    return {"name": file.name, "error": sentence, "left_out": []}


def _bounds(instance: Instance, found: Answer) -> dict[str, Any]:
    """The best objective there is lies between these two; of walks only the lower one says something."""
    if isinstance(instance, WaveInstance):
        return {"lower_bound": _short(found.objective), "upper_bound": _short(found.bound)}
    return {"lower_bound": _short(min(found.bound, found.objective))}


def _plan(instance: Instance, found: Answer) -> dict[str, Any]:
    if isinstance(instance, WaveInstance):
        return {"plan": {"orders": list(found.orders), "aisles": list(found.aisles)}}
    plan = {"plan": [list(tour) for tour in found.tours]}
    return {**plan, "routes": [list(route) for route in found.routes]} if found.routes else plan


def _sentence(file: Path, instance: Instance, found: Answer, out: Output) -> str:
    gap = abs(found.objective - found.bound) / found.objective if found.objective else 0.0
    return out.say(
        _DONE[kind_of(instance)],
        file=file.name,
        objective=f"{found.objective:g}",
        tours=len(found.tours),
        orders=len(found.orders),
        aisles=len(found.aisles),
        gap=f"{100 * gap:.2f}",
        seconds=f"{found.seconds:.2f}",
    )


def _short(number: float) -> float | int:
    """Writes a whole number as one."""
    return int(number) if float(number).is_integer() else round(number, 6)
