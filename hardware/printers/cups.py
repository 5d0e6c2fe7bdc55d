"""A label printer behind CUPS, the spooler of Linux and macOS, through its own programs ``lp`` and ``lpstat``.

``lp`` succeeds although the printer is off, and CUPS prints the job when it comes back; "completed" means
that bytes were handed over. Nothing can be known of a label, so nothing is ever sent twice.
"""

import os
import re
import subprocess
from dataclasses import dataclass, field
from shutil import which

from hardware.printers.languages import NAMES
from hardware.printers.spooled import SpooledPrinter
from hardware.refusal import Fault, RefusedError
from hardware.status import Sent, State, Status

_REASONS = (
    (r"connecting-to-device|offline|shutdown|timed-out", Status(State.GONE, "unreachable")),
    (r"cover-open|door-open|interlock-open", Status(State.HEAD_OPEN)),
    (r"media-empty|media-needed", Status(State.NO_MEDIA)),
    (r"marker-supply-empty", Status(State.ATTENTION, "ribbon_out")),
    (r"media-jam", Status(State.ATTENTION, "jam")),
    (r"paused", Status(State.ATTENTION, "paused")),
)
"""Keywords of RFC 8011, "printer-state-reasons"; they may end in -error, -warning or -report."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a printer of CUPS.

    Attributes:
        queue: Its name in CUPS.
        language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        dpi: Dots per inch of its head; 0 for the site's.
        server: Another machine's CUPS, ``host[:port]`` or the path of a socket; this machine's when empty.
        timeout_s: Longest time CUPS may take to accept a job or to answer.
    """

    queue: str
    language: str = field(default="zpl", metadata={"choices": NAMES})
    dpi: int = 0
    server: str = ""
    timeout_s: float = 5.0

    def __post_init__(self) -> None:
        """Refuses what would be taken for an option, or for several queues.

        Raises:
            RefusedError: The queue or the server has no such name.
        """
        if not re.fullmatch(r"[^\s,/#-][^\s,/#]*", self.queue):
            raise RefusedError(f"queue = {self.queue!r} is no name of a CUPS queue", Fault.QUEUE, value=self.queue)
        if self.server.startswith("-"):
            raise RefusedError(f"server = {self.server!r} is no CUPS server", Fault.SERVER, value=self.server)


class CupsPrinter(SpooledPrinter):
    """One program call a job."""

    def __init__(self, settings: Settings, *, name: str = "") -> None:
        """Prepares the printer; CUPS is not called before the first job.

        Args:
            settings: Which queue.
            name: What to call the device; its queue when empty.
        """
        super().__init__(name, settings, lambda: _CupsQueue(settings))


def state_in(answer: str, queue: str) -> Status:
    """Reads what ``lpstat -r -l -p QUEUE -a QUEUE`` prints, in English; never raises."""
    if not re.search(r"^scheduler is running", answer, re.MULTILINE):
        return Status(State.GONE, "no_spooler")
    told = re.search(rf"^printer {re.escape(queue)} (.*)", answer, re.MULTILINE)
    if told is None:
        return Status(State.GONE, "not_found")
    if re.search(rf"^{re.escape(queue)} not accepting", answer, re.MULTILINE):
        return Status(State.GONE, "refused")
    alerts = " ".join(re.findall(r"^\s+Alerts: (.*)", answer, re.MULTILINE))
    for reason, status in _REASONS:
        if re.search(rf"\b(?:{reason})\b", alerts):
            return status
    if told[1].startswith("disabled"):
        return Status(State.ATTENTION, "paused")
    return Status(State.BUSY, "printing") if told[1].startswith("now printing") else Status(State.READY)


class _CupsQueue:
    """Calls the two programs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server = ("-h", settings.server) if settings.server else ()

    def hand_over(self, data: bytes) -> Sent:
        try:
            done = self._call("lp", "-d", self._settings.queue, "-o", "raw", "-t", "label", "-", data=data)
        except FileNotFoundError:
            return Sent.NOT_SENT
        except (OSError, subprocess.TimeoutExpired):
            return Sent.UNKNOWN
        # The queue took jobs a moment ago, so a refusal may have come after the last byte as well.
        return Sent.UNKNOWN if done.returncode else Sent.SENT

    def look(self) -> Status:
        queue = self._settings.queue
        try:
            done = self._call("lpstat", "-r", "-l", "-p", queue, "-a", queue)
        except FileNotFoundError:
            return Status(State.GONE, "no_spooler")
        except (OSError, subprocess.TimeoutExpired):
            return Status(State.GONE, "timeout")
        return state_in(done.stdout.decode(errors="replace"), queue)

    def _call(self, program: str, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        path = which(program)
        if path is None:
            raise FileNotFoundError(2, "no such program", program)
        return subprocess.run(  # noqa: S603 - the names in it were looked at when the settings were read
            [path, *self._server, *arguments],
            input=data,
            capture_output=True,
            check=False,
            timeout=self._settings.timeout_s,
            env=os.environ | {"LC_ALL": "C"},
        )
