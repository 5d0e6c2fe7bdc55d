"""A real CUPS of our own: its own folders, its own socket, one raw queue to a simulated printer."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from hardware.simulated.printer import SimulatedPrinter

QUEUE = "labels"
PATIENCE_S = 20.0

FILES = """
ServerRoot {folder}/etc
ServerBin {folder}/bin
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
Sandboxing relaxed
SystemGroup root
"""

RULES = """
LogLevel none
Listen {folder}/socket
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Allow all
</Location>
<Location /admin>
Allow all
</Location>
<Policy default>
<Limit All>
Allow all
</Limit>
</Policy>
"""

# CUPS' own backend for sockets is in a package that brings a hundred megabytes along. This one does the same:
# it tries until the printer can be reached, says so meanwhile, and waits until the printer has everything.
BACKEND = """#!{python} -IS
import os, socket, sys, time
def say(text):
    sys.stderr.write(text + "\\n")
    sys.stderr.flush()
if len(sys.argv) == 1:
    sys.exit('network socket "Unknown" "AppSocket"')
host, port = os.environ["DEVICE_URI"].removeprefix("socket://").split(":")
job = open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read()
say("STATE: +connecting-to-device")
while True:
    try:
        line = socket.create_connection((host, int(port)), 5)
        break
    except OSError:
        say("WARNING: The printer may not exist or is unavailable at this time.")
        time.sleep(0.1)
say("STATE: -connecting-to-device")
line.sendall(job)
line.shutdown(socket.SHUT_WR)
while line.recv(4096):
    pass
"""


def find(program: str) -> str | None:
    """Finds a program also where only an administrator's path leads."""
    return shutil.which(program, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin")))


PLACES = (Path("/usr/lib/cups"), Path("/usr/libexec/cups"), Path("/usr/lib64/cups"))
STARTERS = [place / "daemon" for place in PLACES if (place / "daemon" / "cups-exec").exists()]

MISSING = [program for program in ("cupsd", "lpadmin", "cupsdisable", "lp", "lpstat") if find(program) is None]
MISSING += [] if STARTERS else ["cups-exec"]


class CupsServer:
    """Started by the first ``replug`` or ``ensure``; unplugged means that the spooler does not run."""

    def __init__(self, language: str = "zpl") -> None:
        self.printer = SimulatedPrinter(language=language)
        self._folder = Path(tempfile.mkdtemp(prefix="pasillo-cups-"))
        self.address = str(self._folder / "socket")
        self._process: subprocess.Popen[bytes] | None = None
        self._plugged = True
        self._write()

    @property
    def labels(self) -> list[bytes]:
        return self.printer.labels

    def wait_for(self, count: int, timeout: float) -> bool:
        return self.printer.wait_for(count, timeout)

    def ensure(self) -> None:
        if not self._plugged or self._process is not None:
            return
        settings = ["-c", str(self._folder / "cupsd.conf"), "-s", str(self._folder / "cups-files.conf")]
        self._process = subprocess.Popen([find("cupsd") or "", "-f", *settings], stderr=subprocess.DEVNULL)
        end = monotonic() + PATIENCE_S
        while not Path(self.address).exists():
            assert monotonic() < end, "cupsd did not start in time"
            sleep(0.01)
        self.call("lpadmin", "-p", QUEUE, "-E", "-v", f"socket://{self.printer.host}:{self.printer.port}", "-m", "raw")

    def call(self, program: str, *arguments: str) -> bytes:
        asked = [find(program) or "", "-h", self.address, *arguments]
        done = subprocess.run(asked, capture_output=True, check=False, timeout=PATIENCE_S)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def unplug(self) -> None:
        """Ends CUPS between two jobs: one that it has at hand it would print a second time."""
        self._plugged = False
        if self._process is not None:
            self.wait_idle()
            self._process.terminate()
            self._process.wait(PATIENCE_S)
            self._process = None
            Path(self.address).unlink(missing_ok=True)

    def wait_idle(self) -> None:
        end = monotonic() + PATIENCE_S
        while self.call("lpstat", "-o", QUEUE):
            assert monotonic() < end, "CUPS did not finish its jobs in time"
            sleep(0.01)

    def replug(self) -> None:
        self._plugged = True
        self.ensure()

    def close(self) -> None:
        if self._process is not None:
            self.call("cancel", "-a", QUEUE)
        self.unplug()
        self.printer.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self) -> None:
        for name in ("etc", "bin/backend", "spool", "cache", "state", "tmp"):
            (self._folder / name).mkdir(parents=True)
        (self._folder / "cups-files.conf").write_text(FILES.format(folder=self._folder))
        (self._folder / "cupsd.conf").write_text(RULES.format(folder=self._folder))
        for starter in STARTERS[:1]:
            (self._folder / "bin/daemon").symlink_to(starter)
        backend = self._folder / "bin/backend/socket"
        backend.write_text(BACKEND.format(python=sys.executable))
        backend.chmod(0o700)  # CUPS runs such a backend as the user it runs as itself
