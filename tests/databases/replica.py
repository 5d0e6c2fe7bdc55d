"""A streaming standby of a test's server: it follows, falls behind, and takes over."""

import time
from collections.abc import Callable

from tests.databases.proxy import Proxy
from tests.databases.server import OWNER, Server

_PATIENCE_S = 20.0
_NAME = "standby"


class Replica(Server):
    """A standby of a running server, made by PostgreSQL's own copying program."""

    def __init__(self, primary: Server) -> None:
        """Prepares it; ``make`` copies the primary, ``start`` starts it, and it follows from then on."""
        super().__init__()
        self.primary = primary
        self._wire = Proxy(primary.port)

    def make(self, **settings: str) -> None:
        """Copies the running primary, and lays out how it is followed."""
        self.run("pg_basebackup", "--checkpoint=fast", "--no-sync", "-R", "-D", str(self.data),
                 "-d", f"host=127.0.0.1 port={self._wire.port} user={OWNER} application_name={_NAME}")  # fmt: skip
        self.configure(wal_retrieve_retry_interval="100ms", **settings)  # else a promotion may wait 5 s for nothing

    def await_streaming(self) -> None:
        """Waits until the primary sends to it."""
        _await(lambda: bool(self.primary.ask("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'")))

    def await_caught_up(self) -> None:
        """Waits until it has everything that is committed at the primary."""
        _await(
            lambda: (
                self.primary.ask("SELECT bool_and(replay_lsn >= pg_current_wal_lsn()) FROM pg_stat_replication")
                == [(True,)]
            )
        )

    def make_synchronous(self) -> None:
        """Has the primary confirm a commit only when this standby has it."""
        self.primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{_NAME}'", "SELECT pg_reload_conf()")
        _await(lambda: bool(self.primary.ask("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")))

    def stall(self) -> None:
        """Keeps from it what the primary sends: it falls behind and says nothing."""
        self._wire.freeze()

    def promote(self) -> None:
        """Makes it a primary of its own, on a new timeline; what was kept from it is lost."""
        self._wire.refuse()
        self.run("pg_ctl", "promote", "-w", "-D", str(self.data))

    def close(self) -> None:
        """Throws it away."""
        self._wire.close()
        super().close()

    def url_of_both(self, database: str) -> str:
        """Gives an address with both servers, the primary of the beginning first."""
        hosts = f"host=127.0.0.1:{self.primary.port}&host=127.0.0.1:{self.port}"
        return f"postgresql+psycopg://{OWNER}@/{database}?{hosts}&target_session_attrs=read-write"


def _await(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError("the standby does not follow")
        time.sleep(0.02)
