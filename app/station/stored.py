"""Frozen dataclasses as JSON and exactly back: how walks, packs and meanings rest in the station's file.

The form: a dataclass is ``{"is": "AtItem", "stop": 3, "hand": 1}``, an enum's member ``{"is": "Method", "value":
"batch"}``, a tuple a list; ``str``, ``int``, ``bool`` and ``None`` are themselves. Nothing else can be stored.
Only classes that are named in advance are made from a text.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from app.domain.codes import Meaning
from app.domain.packing.pack import Pack
from app.domain.picking.walk import Walk

_TAG = "is"
_VALUE = "value"

Classes = Mapping[str, type[Any]]
"""Classes by their names."""


def to_json(value: object) -> str:
    """Writes a value.

    Raises:
        TypeError: Something in it has no stored form, such as a float, a list or a dict.
    """
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(text: str, allowed: Classes) -> Any:
    """Reads what ``to_json`` wrote; what it gives equals what was written.

    Args:
        text: The stored form.
        allowed: The classes that may be made, e.g. ``WALK_CLASSES``.

    Raises:
        ValueError: It is not a stored form, or names a class or field that is not known.
    """
    return _read(json.loads(text), allowed)


def classes_of(*roots: Any) -> Classes:
    """Gathers every dataclass and enum that values of some types can hold, through all their fields.

    Raises:
        ValueError: Two of them have the same name.
    """
    found: dict[str, type[Any]] = {}
    waiting = list(roots)
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if not isinstance(kind, type) or found.get(kind.__name__) is kind:
            continue
        if is_dataclass(kind) or issubclass(kind, Enum):
            if kind.__name__ in found:
                raise ValueError(f"two classes are called {kind.__name__}")
            found[kind.__name__] = kind
        if is_dataclass(kind):
            waiting += get_type_hints(kind).values()
    return MappingProxyType(found)


def _plain(value: object) -> Any:
    match value:
        case Enum():
            return {_TAG: type(value).__name__, _VALUE: _plain(value.value)}
        case None | bool() | int() | str():
            return value
        case tuple():
            return [_plain(part) for part in value]
    if isinstance(value, type) or not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no stored form")
    parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return {_TAG: type(value).__name__, **parts}


def _read(found: Any, allowed: Classes) -> Any:
    match found:
        case dict():
            return _made(found, allowed)
        case list():
            return tuple(_read(part, allowed) for part in found)
        case float():
            raise ValueError("a stored form holds no fractions")
    return found


def _made(found: dict[str, Any], allowed: Classes) -> Any:
    parts = {name: _read(part, allowed) for name, part in found.items()}
    tag = parts.pop(_TAG, None)
    kind = allowed.get(tag) if isinstance(tag, str) else None
    if kind is None:
        raise ValueError(f"{tag!r} is not among the classes that may be read here")
    if issubclass(kind, Enum):
        return kind(parts.get(_VALUE))
    unknown = parts.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{tag} has no field {', '.join(sorted(unknown))}")
    try:
        return kind(**parts)
    except TypeError as error:
        raise ValueError(f"{tag} lacks a field: {error}") from error


WALK_CLASSES = classes_of(Walk)
"""What a stored walk may hold."""

PACK_CLASSES = classes_of(Pack)
"""What a stored pack may hold."""

MEANING_CLASSES = classes_of(Meaning)
"""What a stored scan may hold."""
