"""``devices.toml``: one table a device, with its driver's name and settings."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hardware.refusal import Fault, RefusedError
from hardware.registry import DRIVERS, AnySettings, driver_of
from hardware.status import Kind

NAME = "devices.toml"

Table = Mapping[str, Any]
"""One device as the file has it: ``driver``, for a printer perhaps ``code``, and the driver's settings."""

_OURS = ("driver", "code")
_CODE = re.compile(r"PR[0-9]{2,4}[A-Z0-9]{0,12}\Z")
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def file_of(data: Path, station: str) -> Path:
    """Gives the file that a station reads: its own where there is one, else the one of the whole site."""
    own = data / station / NAME
    return own if own.exists() else data / NAME


def read_tables(file: Path) -> dict[str, Table]:
    """Reads a file as it is written, without asking whether its drivers exist; no file is no devices.

    Raises:
        ValueError: It is no TOML, or holds something that is no table.
        OSError: It cannot be read.
    """
    if not file.exists():
        return {}
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    for name, table in tables.items():
        if not isinstance(table, dict):
            known = ", ".join(DRIVERS)
            raise ValueError(f"{name} = {table!r}: a table [{name}] with a driver is expected; known: {known}")  # noqa: TRY004  # a fault of the file
    return tables


def settings_of(name: str, table: Mapping[str, Any]) -> AnySettings:
    """Reads one device's table.

    Raises:
        RefusedError: It names a driver or setting that there is none of, or a code that is none.
    """
    driver = DRIVERS.get(str(table.get("driver")))
    if driver is None:
        words = f"{name}: driver = {table.get('driver')!r}; known: {', '.join(DRIVERS)}"
        raise RefusedError(words, Fault.UNKNOWN_DRIVER, driver=table.get("driver"), known=DRIVERS)
    code = table.get("code", "")
    if code and (driver.kind is not Kind.PRINTER or not _CODE.match(str(code))):
        words = f"{name}: code = {code!r}; printers have one like PR02, at most 18 capitals and digits"
        raise RefusedError(words, Fault.PRINTER_SIGN, value=code)
    return driver.read({key: value for key, value in table.items() if key not in _OURS})


def table_of(settings: AnySettings) -> Table:
    """Writes settings as a file would have them."""
    return {"driver": driver_of(settings).name, **asdict(settings)}


def write_tables(file: Path, tables: Mapping[str, Table]) -> None:
    """Writes a file whole or not at all; the one before stays beside it as ``devices.toml.bak``.

    Raises:
        OSError: It cannot be written; the file is as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{NAME}.new")
    with fresh.open("w", encoding="utf-8") as out:
        out.write("\n".join(_written(name, table) for name, table in tables.items()))
        out.flush()
        os.fsync(out.fileno())
    if file.exists():
        file.with_name(f"{NAME}.bak").write_bytes(file.read_bytes())
    fresh.replace(file)


def _written(name: str, table: Table) -> str:
    lines = (f"{_key(key)} = {_value(value)}\n" for key, value in table.items())
    return f"[{_key(name)}]\n{''.join(lines)}"


def _key(name: str) -> str:
    return name if _BARE.match(name) else _value(name)


def _value(value: object) -> str:
    """Writes a value as TOML does; a JSON string is a TOML string but for the one control character 7F."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value) if isinstance(value, bool) else repr(value)
