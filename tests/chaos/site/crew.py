"""The programs of a site as processes: begun, killed, stopped where they are, and begun again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.central.rights.logins import Duty
from tests.chaos.site.wires import Wires

ROOT = Path(__file__).resolve().parents[3]
STATION = ROOT / "tests" / "chaos" / "children" / "station.py"
DATABASE = "site"
HUB_LOGIN = "ST90"
"""Code of the hub's login."""

_DUTIES = {"picker": Duty.FLOOR, "packer": Duty.FLOOR, "office": Duty.OFFICE}
_PATIENCE_S = 60.0


def duties(roles: Mapping[str, str]) -> dict[str, Duty]:
    """Gives what the logins of a site are for, by the code of each."""
    return {**{code: _DUTIES[role] for code, role in roles.items()}, HUB_LOGIN: Duty.HUB}


def hub_command(folder: Path, url: str) -> list[str]:
    """Gives how the program is started as a hub, with a folder of its own."""
    return [str(ROOT / "main.py"), "--data", str(folder / "hub"), "hub", "--database", url]


@dataclass
class Member:
    """One program and its wire.

    Attributes:
        code: Code of its station, or ``hub``.
        command: What is run; the number of its life is put behind it.
        wire: Its way to the servers.
        log: Where it complains.
    """

    code: str
    command: list[str]
    wire: Wires
    log: Path
    bug: str = ""
    life: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def begin(self) -> None:
        """Begins its next life, unless it is alive."""
        if self.alive:
            return
        self.life += 1
        words = [each.format(life=self.life) for each in self.command]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PASILLO_SECRETS": "file"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def alive(self) -> bool:
        """Whether it runs, or is stopped where it is."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kills it at once."""
        self._signal(signal.SIGKILL)
        self.await_end()

    def ask_to_end(self) -> int:
        """Asks it to end as an operating system does, and waits; gives what it ended with."""
        self._signal(signal.SIGTERM)
        return self.await_end()

    def stop(self) -> None:
        """Stops it where it is, holding whatever it holds."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Lets it go on."""
        self._signal(signal.SIGCONT)

    def await_end(self) -> int:
        """Waits until it ends; gives what it ended with."""
        return 0 if self._process is None else self._process.wait(_PATIENCE_S)

    def _signal(self, number: int) -> None:
        if self.alive and self._process is not None:
            self._process.send_signal(number)
