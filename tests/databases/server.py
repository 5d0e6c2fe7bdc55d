"""A PostgreSQL server of a test's own: made in a moment, stopped, killed, frozen and thrown away at will."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.databases.programs import programs, server_user

OWNER = "pasillo"
"""The role that owns everything in a test's server; it needs no password on this machine."""

_PATIENCE_S = 30.0
_FAST: Mapping[str, str] = {
    "fsync": "off",  # a test's server survives kill -9, only not a power cut
    "shared_buffers": "32MB",
    "max_connections": "120",
    "max_wal_senders": "4",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "autovacuum": "off",
    "log_min_messages": "warning",
}


def free_port() -> int:
    """Gives a TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server and its data folder.

    Attributes:
        data: The data folder.
        port: Where it listens on 127.0.0.1.
    """

    def __init__(self, home: Path | None = None, *, bin_folder: Path | None = None) -> None:
        """Prepares it; ``make`` lays out the data folder, ``start`` starts it.

        Args:
            home: Folder for the data, made when missing; one in the temporary folder when not given.
            bin_folder: PostgreSQL's programs, the tests' usual ones when not given.
        """
        self._bin = bin_folder or programs()
        self.home = home or Path(mkdtemp(prefix="pasillo-pg-"))
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o755)
        self.data = self.home / "data"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        if user := server_user():
            shutil.chown(self.home, user)

    def make(self, **settings: str) -> None:
        """Lays out an empty server with one role, ``OWNER``, that everybody on this machine may be."""
        self.run("initdb", "--no-sync", "--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--no-locale",
                 "-D", str(self.data))  # fmt: skip
        self.configure(**{**_FAST, **settings})

    def copy(self, other: "Server") -> None:
        """Takes over the data of a server that is stopped, in the place of ``make``."""
        subprocess.run(["cp", "-a", str(other.data), str(self.data)], check=True)

    def configure(self, **settings: str) -> None:
        """Adds settings; they count from the next start."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def start(self) -> None:
        """Starts it and waits until it answers."""
        log = (self.home / "log").open("ab")
        command = [str(self._bin / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        self._process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            user=server_user(),
            cwd="/",
            start_new_session=True,
            env=self._environment(),
        )
        log.close()
        self.await_answer()

    def await_answer(self) -> None:
        """Waits until it takes connections."""
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            try:
                psycopg.connect(self.dsn("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                ended = self._process is not None and self._process.poll() is not None
                if ended or time.monotonic() > deadline:
                    raise RuntimeError(f"the server does not start: {error}\n{self.log()}") from error
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """Shuts it down: connections are cut, what was committed is kept."""
        self._signal(signal.SIGINT)
        self._wait()

    def kill(self) -> None:
        """Kills every process of it at once, as a power cut would."""
        children = self._children()
        self._signal(signal.SIGKILL)
        for child in children:  # each leads a session of its own
            _send(child, signal.SIGKILL)
        self._wait()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def freeze(self) -> None:
        """Stops every process of it where it is; the machine's TCP goes on answering for it."""
        self._signal(signal.SIGSTOP)
        for child in self._children():
            _send(child, signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets a frozen server go on."""
        for child in self._children():
            _send(child, signal.SIGCONT)
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """Kills it and throws everything away."""
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, program: str, *arguments: str) -> str:
        """Runs one of PostgreSQL's programs as the server's user; gives what it printed.

        Raises:
            RuntimeError: It failed.
        """
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            capture_output=True, text=True, user=server_user(), cwd="/", check=False, env=self._environment(),
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def sql(self, *statements: str, database: str = "postgres") -> None:
        """Executes statements as the owner, each by itself."""
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def ask(self, query: str, database: str = "postgres") -> Sequence[tuple[object, ...]]:
        """Asks one question as the owner."""
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    def dsn(self, database: str, user: str = OWNER) -> str:
        """Gives what libpq needs to connect."""
        return f"host=127.0.0.1 port={self.port} user={user} dbname={database}"

    def url(self, database: str, user: str = OWNER) -> str:
        """Gives what ``--database`` wants."""
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def log(self) -> str:
        """Gives what it wrote to its log."""
        path = self.home / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _children(self) -> list[int]:
        """The processes that serve the connections, and the background ones."""
        if self._process is None:
            return []
        path = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(each) for each in path.read_text(encoding="ascii").split()] if path.exists() else []

    def _signal(self, number: int) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _wait(self) -> None:
        if self._process is not None:
            self._process.wait(_PATIENCE_S)
            self._process = None

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(self.home), "PGTZ": "UTC"}


def _send(process: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)
