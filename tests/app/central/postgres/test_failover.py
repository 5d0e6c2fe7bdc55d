"""A primary dies, freezes, comes back: with a real standby, under load, and nothing that was acknowledged is lost."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.inbox import append
from app.central.outage import CentralTrouble
from app.central.postgres.address import read_address
from app.central.postgres.lineage import Lineage, Seen, SeenFile, SeenHere
from app.central.postgres.patience import Patience
from app.central.schema import migrate
from app.central.tables import fact
from app.domain.clock import SystemClock
from app.domain.deeds import SignedIn
from app.domain.errors import Unavailable
from app.domain.facts import Fact
from app.services.link import CentreLine
from app.station.journal import Journal
from app.station.store import Store
from app.station.uplink import Uplink
from tests.app.central.floor import NOW, Station
from tests.databases.homes import ServerHome
from tests.databases.replica import Replica
from tests.databases.server import Server

BRIEF = Patience(silence=2, statement=5, lock=0.3, idle=5)
DATABASE = "site"


@pytest.fixture(scope="module")
def stopped() -> Iterator[Server]:
    """A server with the tables of a site, to be copied."""
    server = Server()
    try:
        server.make()
        server.start()
        server.sql(f"CREATE DATABASE {DATABASE}")
        with opened(server.url(DATABASE)) as central:
            migrate(central)
        server.stop()
        yield server
    finally:
        server.close()


@pytest.fixture
def pair(stopped: Server) -> Iterator[tuple[Server, Replica]]:
    """A primary with the tables of a site, and a standby that follows it."""
    primary = Server()
    standby = Replica(primary)
    try:
        primary.copy(stopped)
        primary.start()
        standby.make()
        standby.start()
        standby.await_streaming()
        yield primary, standby
    finally:
        standby.close()
        primary.close()


@contextmanager
def opened(url: str, seen: Seen | None = None) -> Iterator[Central]:
    central = open_central(url, patience=BRIEF, seen=seen or SeenHere())
    try:
        yield central
    finally:
        central.close()


def held(central: Central) -> set[str]:
    with central.reading() as connection:
        return {str(each) for each in connection.scalars(sa.select(fact.c.id))}


def timeline(central: Central) -> int:
    with central.writing() as connection:
        found = connection.scalar(sa.text("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)"))
    return int(str(found), 16)


class Teller:
    """A station that tells one fact after the other, each until it is acknowledged."""

    def __init__(self, url: str, name: str, enough: threading.Event) -> None:
        self.acknowledged: list[Fact] = []
        self._url, self._station, self._enough = url, Station(name), enough
        self.thread = threading.Thread(target=self._tell)
        self.thread.start()

    def _tell(self) -> None:
        with opened(self._url) as central:
            while not self._enough.is_set():
                fact = self._station.seal(SignedIn("BA1"))
                while fact not in self.acknowledged and not self._enough.is_set():
                    self._try(central, fact)

    def _try(self, central: Central, fact: Fact) -> None:
        try:
            append(central, [fact], now=NOW)
        except Unavailable:
            self._enough.wait(0.05)
        else:
            self.acknowledged.append(fact)


def await_more(tellers: list[Teller], than: int) -> None:
    """Waits until each has told some facts."""
    deadline = time.monotonic() + 60
    while any(len(each.acknowledged) <= than for each in tellers):
        assert time.monotonic() < deadline, "the stations do not get through"
        time.sleep(0.02)


def test_with_a_synchronous_standby_a_failover_under_load_loses_nothing(pair: tuple[Server, Replica]) -> None:
    primary, standby = pair
    standby.make_synchronous()
    enough = threading.Event()
    tellers = [Teller(standby.url_of_both(DATABASE), f"ST{n}", enough) for n in range(4)]
    try:
        await_more(tellers, than=20)
        primary.kill()
        standby.promote()
        before = max(len(each.acknowledged) for each in tellers)
        await_more(tellers, than=before + 20)
    finally:
        enough.set()
        for each in tellers:
            each.thread.join()
    with opened(standby.url(DATABASE)) as central:
        assert {str(each.id) for teller in tellers for each in teller.acknowledged} <= held(central)


def test_what_an_asynchronous_failover_lost_comes_back_from_the_station(
    pair: tuple[Server, Replica], tmp_path: Path
) -> None:
    primary, standby = pair
    store = Store(tmp_path / "station.db")
    journal = Journal(store, "ST01")
    with opened(standby.url_of_both(DATABASE)) as central, opened(standby.url(DATABASE)) as survivor:

        def tell() -> None:
            """Begins with a handshake, as the uplink does every few seconds."""
            Uplink(journal, CentreLine(central, SystemClock(), lambda: None)).deliver()

        journal.append([SignedIn("BA1")] * 30, who="BA1", now=NOW)
        tell()
        standby.await_caught_up()
        standby.stall()
        journal.append([SignedIn("BA1")] * 40, who="BA1", now=NOW)
        tell()
        assert (journal.pending(), journal.acknowledged) == (0, 70)
        primary.kill()
        standby.promote()
        assert len(held(survivor)) == 30
        tell()
        assert len(held(survivor)) == 70
    store.close()


def test_a_frozen_primary_is_left_and_not_believed_when_it_comes_back(
    pair: tuple[Server, Replica], tmp_path: Path
) -> None:
    primary, standby = pair
    url, seen = standby.url_of_both(DATABASE), SeenFile(tmp_path / "servers.json")
    with opened(url, seen) as first, opened(url, seen) as second:
        assert (timeline(first), timeline(second)) == (1, 1)
        primary.freeze()
        standby.promote()
        assert timeline(first) == 2
        primary.thaw()
        assert primary.ask("SELECT pg_is_in_recovery()") == [(False,)]  # it says it is the primary still
        assert timeline(second) == 2  # though its idle connection leads to the old one
    with opened(url, SeenFile(tmp_path / "servers.json")) as later:
        assert timeline(later) == 2  # though the old one stands first in the address
    known = SeenHere()
    url = primary.url(DATABASE)
    known.remember(key(url), lineage(standby))
    assert refusal(url, known) == "central.old_primary"


def test_another_cluster_under_the_same_address_is_not_believed(server_home: ServerHome) -> None:
    url, known = server_home.empty(), SeenHere()
    known.remember(key(url), replace(lineage(server_home.server), system="1"))
    assert refusal(url, known) == "central.other_server"
    server_home.forget(url)


def test_a_commit_that_waits_for_a_standby_in_vain_is_no_ack(pair: tuple[Server, Replica]) -> None:
    primary, standby = pair
    standby.make_synchronous()
    standby.stall()
    with opened(primary.url(DATABASE)) as central:
        facts = [Station("ST1").seal(SignedIn("BA1"))]
        with pytest.raises(CentralTrouble, match="does not answer"):
            append(central, facts, now=NOW)
        with pytest.raises(CentralTrouble, match="another program"):  # the first one waits still, and holds its rows
            append(central, facts, now=NOW)
        ended = threading.Thread(target=end_the_wait, args=(primary, 2))
        ended.start()
        with pytest.raises(CentralTrouble, match="cannot say that its standby has"):
            append(central, [Station("ST2").seal(SignedIn("BA1"))], now=NOW)
        ended.join()
        assert len(held(central)) == 2  # the server says they are there; a failover could still lose them


def end_the_wait(server: Server, waiting: int) -> None:
    """Does what an administrator may do to commits that hang."""
    hanging = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    while len(server.ask(f"SELECT 1 {hanging}")) < waiting:
        time.sleep(0.02)
    server.ask(f"SELECT pg_cancel_backend(pid) {hanging}")


def key(url: str) -> str:
    return read_address(sa.make_url(url)).key


def lineage(server: Server) -> Lineage:
    ((system, walfile),) = server.ask(
        "SELECT system_identifier, pg_walfile_name(pg_current_wal_lsn()) FROM pg_control_system()"
    )
    return Lineage(str(system), int(str(walfile)[:8], 16))


def refusal(url: str, known: Seen) -> str:
    with opened(url, known) as central, pytest.raises(CentralTrouble) as caught:
        held(central)
    return caught.value.reason
