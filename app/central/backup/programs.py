"""PostgreSQL's own programs for backups: where they are, which version, and how they reach the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import sqlalchemy as sa

from app.central.backup.trouble import BackupTrouble

FOLDER = "PASILLO_PG_BIN"
"""Names the folder of the programs where they are not on the path."""

_VERSION = re.compile(r"(\d+)(?:\.\d+)*")
_WHY = 300


@dataclass(frozen=True, slots=True)
class Program:
    """One of PostgreSQL's programs.

    Attributes:
        path: Where it is.
        version: Its main version, e.g. 18.
    """

    path: str
    version: int


def program(name: str, environment: Mapping[str, str] = os.environ) -> Program:
    """Finds a program.

    Raises:
        BackupTrouble: It is not there or does not run.
    """
    named = environment.get(FOLDER, "")
    path = shutil.which(name, path=named or None)
    if path is None:
        raise BackupTrouble("backup.no_program", program=name)
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout  # noqa: S603 - found above
    except (OSError, subprocess.SubprocessError) as error:
        raise BackupTrouble("backup.no_program", program=name) from error
    return Program(path, main_version(said.rpartition(")")[2]))


def main_version(text: str) -> int:
    """Reads the main version out of what a program or server calls itself; 0 when there is none."""
    found = _VERSION.search(text)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Reached:
    """How a program reaches the same database as a connection that is open; the password goes by the environment."""

    dsn: str
    password: str

    def environment(self) -> dict[str, str]:
        """Gives the environment for the program."""
        return {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": self.password} if self.password else {})}


def reached(connection: sa.Connection) -> Reached:
    """Reads from an open connection how it was made."""
    info: Any = connection.connection.dbapi_connection
    return Reached(info.info.dsn, info.info.password)


def pour_out(what: Program, to: Reached, arguments: list[str], target: Any) -> None:
    """Runs a program that writes to its standard output.

    Raises:
        BackupTrouble: It failed.
        OSError: The target cannot be written.
    """
    command = [what.path, *arguments, "--no-password", f"--dbname={to.dsn}"]
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=to.environment()) as running,  # noqa: S603 - found above
    ):
        try:
            shutil.copyfileobj(running.stdout or said, target, 1 << 20)
        except BaseException:
            running.kill()
            raise
        _judge(what, running.wait(), said)


def pour_in(what: Program, to: Reached, arguments: list[str], source: IO[bytes]) -> None:
    """Runs a program that reads from its standard input.

    Raises:
        BackupTrouble: It failed.
    """
    command = [what.path, *arguments, "--no-password", f"--dbname={to.dsn}"]
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said, env=to.environment()) as running,  # noqa: S603 - found above
    ):
        try:
            shutil.copyfileobj(source, running.stdin or said, 1 << 20)
            if running.stdin is not None:
                running.stdin.close()
        except BrokenPipeError:
            running.stdin = None  # it ended early, and says why
        _judge(what, running.wait(), said)


def _judge(what: Program, status: int, said: IO[bytes]) -> None:
    if status:
        said.seek(0)
        words = said.read().decode(errors="replace").strip().splitlines() or [f"exit {status}"]
        raise BackupTrouble("backup.program_failed", program=Path(what.path).name, why=words[0][:_WHY])
