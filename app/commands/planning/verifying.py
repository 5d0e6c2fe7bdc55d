"""Proves the plans that ``plan`` printed, by code that planned nothing."""

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.commands.output import Output, complain
from app.commands.planning.planning import read
from app.planning.answers.checking import Proof, ShapeError, prove
from app.planning.instances.trouble import InstanceError

_BLOCKS = (1, 2)


class _NoPlanError(Exception):
    """The file with plans is none, or has no plan for a problem; carries the sentence."""


def run(options: Namespace) -> int:
    """Prints one JSON object with what is true of the plan for each file.

    Returns:
        0 every plan keeps the rules and says what is true, 1 some does not, 2 something cannot be read.
    """
    out, entries = Output(as_json=True), []
    try:
        plans = _plans(Path(options.verify), out)
    except _NoPlanError as error:
        complain(str(error))
        return 2
    for file in map(Path, options.files):
        try:
            entries.append(_entry(file, plans, out))
        except (_NoPlanError, InstanceError) as error:
            sentence = out.say(error.key, **error.names) if isinstance(error, InstanceError) else str(error)
            complain(sentence)
            entries.append({"name": file.name, "error": sentence})
    out.result({"files": entries})
    if any("error" in entry for entry in entries):
        return 2
    return 0 if all(entry["feasible"] and not entry["faults"] for entry in entries) else 1


def _plans(file: Path, out: Output) -> Mapping[str, Mapping[str, Any]]:
    """Reads what ``plan`` printed; gives each plan by the name of its problem's file."""
    try:
        entries = {entry["name"]: entry for entry in _object(file.read_text(encoding="utf-8-sig"))["files"]}
    except OSError as error:
        raise _NoPlanError(out.say("command.unreadable", file=file, why=error.strerror or str(error))) from error
    except (ValueError, TypeError, KeyError) as error:
        raise _NoPlanError(out.say("plan.error.no_plans", file=file)) from error
    return entries


def _object(text: str) -> Any:
    """Reads the whole file, or its last line where more was caught than the object."""
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text.strip().rpartition("\n")[2])


def _entry(file: Path, plans: Mapping[str, Mapping[str, Any]], out: Output) -> dict[str, Any]:
    said = plans.get(file.name)
    if said is None or "error" in said:
        raise _NoPlanError(out.say("plan.error.no_plan", file=file.name))
    blocks = said.get("blocks", 1)
    if blocks not in _BLOCKS:
        raise _NoPlanError(out.say("plan.error.shape", file=file.name, what="blocks"))
    try:
        proof = prove(read(file, blocks), said)
    except ShapeError as error:
        raise _NoPlanError(out.say("plan.error.shape", file=file.name, what=error.what)) from error
    faults = [out.say(key, file=file.name, **names) for key, names in proof.faults]
    for fault in faults:
        complain(fault)
    if not faults:
        out.line(out.say("plan.proven", file=file.name, objective=f"{proof.objective:g}"))
    return {
        "name": file.name,
        "objective": proof.objective,
        "said": said["objective"],
        "feasible": _feasible(proof),
        "faults": faults,
    }


def _feasible(proof: Proof) -> bool:
    """Tells whether a plan can be walked, whatever it says of its length."""
    return all(key in {"plan.fault.objective", "plan.fault.bound"} for key, _ in proof.faults)
