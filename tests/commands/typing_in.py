"""Commands as a person or a program types them, with what came back."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


@dataclass(frozen=True, slots=True)
class Came:
    """What a command gave back: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The last line of standard output, which must be the only one and one JSON object."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self.out
        value: dict[str, Any] = json.loads(lines[-1])
        assert isinstance(value, dict)
        return value

    @property
    def complaint(self) -> str:
        """What stands on standard error: it must be one sentence for people."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        assert lines[0].rstrip().endswith("."), self.err
        return lines[0]


def in_a_process(*arguments: str, env: Mapping[str, str] | None = None, home: Path, seconds: float = 100) -> Came:
    """Runs main.py with nothing in its environment but what is given, as ``env -i`` would."""
    clean = {"HOME": str(home), "PATH": os.defpath, **(env or {})}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=clean,
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    return Came(done.returncode, done.stdout, done.stderr)
