"""A connection that does not wait for ever: silence, slowness, a lost answer, and what the server refuses."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.outage import CentralTrouble
from app.central.postgres.patience import LONG, Patience
from tests.databases.homes import ServerHome
from tests.databases.proxy import Proxy

BRIEF = Patience(silence=1, statement=5, lock=0.2, idle=5)
COUNT = sa.text("SELECT count(*) FROM note")
WRITE = sa.text("INSERT INTO note VALUES ('a fact')")


@pytest.fixture
def database(server_home: ServerHome) -> Iterator[str]:
    """A database with one table."""
    url = server_home.empty()
    with opened(url) as central, central.writing() as connection:
        connection.execute(sa.text("CREATE TABLE note (text TEXT)"))
    yield url
    server_home.forget(url)


@contextmanager
def opened(url: str, patience: Patience = BRIEF) -> Iterator[Central]:
    """Opens a database for the length of a block."""
    central = open_central(url, patience=patience)
    try:
        yield central
    finally:
        central.close()


@pytest.fixture
def wire(server_home: ServerHome) -> Iterator[Proxy]:
    proxy = Proxy(server_home.server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def central(database: str, wire: Proxy) -> Iterator[Central]:
    """A door to it through a wire that a test has in its hand."""
    with opened(sa.make_url(database).set(port=wire.port).render_as_string()) as door:
        attempt(door, WRITE)
        yield door


def count(central: Central) -> int:
    with central.reading() as connection:
        return int(connection.scalar(COUNT) or 0)


def attempt(central: Central, *steps: sa.TextClause | Callable[[], None]) -> None:
    """Does some things in one transaction."""
    with central.writing() as connection:
        for step in steps:
            if isinstance(step, sa.TextClause):
                connection.execute(step)
            else:
                step()


def refused(central: Central, *steps: str | sa.TextClause | Callable[[], None]) -> str:
    """Gives the reason why some things were not possible."""
    with pytest.raises(CentralTrouble) as caught:
        attempt(central, *(sa.text(step) if isinstance(step, str) else step for step in steps))
    return caught.value.reason


def test_a_server_that_falls_silent_is_given_up_and_found_again(central: Central, wire: Proxy) -> None:
    wire.freeze()
    assert refused(central, "SELECT 1") == "central.silent"
    wire.heal()
    assert count(central) == 1


def test_a_server_that_falls_silent_in_the_middle_of_a_transaction_is_given_up(central: Central, wire: Proxy) -> None:
    assert refused(central, WRITE, wire.freeze, WRITE) == "central.silent"
    wire.heal()
    assert count(central) == 1


def test_a_commit_whose_answer_is_lost_is_no_ack_though_it_is_done(central: Central, wire: Proxy) -> None:
    assert refused(central, WRITE, wire.withhold_answers) == "central.silent"
    wire.heal()
    assert count(central) == 2


def test_a_cut_connection_is_the_worlds_doing_and_a_new_one_is_made(central: Central, wire: Proxy) -> None:
    assert refused(central, WRITE, wire.cut, WRITE) == "central.away"
    wire.cut()  # nobody notices: the idle connection is tried before it is used
    assert count(central) == 1


def test_a_server_that_is_slow_but_talks_is_not_given_up(central: Central, wire: Proxy) -> None:
    wire.delay(0.3)
    with central.reading() as connection:
        rows = connection.execute(sa.text("SELECT repeat('x', 60000) FROM generate_series(1, 6)")).all()
    assert len(rows) == 6


def test_whoever_listens_may_be_told_nothing_for_as_long_as_he_likes(central: Central) -> None:
    listener = central.engine.raw_connection()
    line = listener.driver_connection
    assert line is not None
    assert list(line.notifies(timeout=2 * BRIEF.silence)) == []
    assert line.execute("SELECT 1").fetchone() == (1,)
    listener.close()


def test_one_transaction_may_take_more_time_than_others(central: Central) -> None:
    work = sa.text("SELECT pg_sleep(1.6)")
    assert refused(central, work) == "central.silent"
    with central.writing(LONG) as connection:
        connection.execute(work)
    assert refused(central, work) == "central.silent"


@pytest.mark.parametrize("name", ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"])
def test_the_servers_limits_hold_for_a_session_and_may_be_others_for_one_transaction(
    central: Central, name: str
) -> None:
    show = sa.text("SELECT setting FROM pg_settings WHERE name = :name").bindparams(name=name)
    with central.reading() as connection:
        usual = connection.scalar(show)
    with central.reading(LONG) as connection:
        longer = connection.scalar(show)
    with central.reading() as connection:
        assert connection.scalar(show) == usual == BRIEF.settings()[name]
    assert longer == LONG.settings()[name]


def test_a_statement_that_works_too_long_is_ended_by_the_server(database: str) -> None:
    with opened(database, Patience(silence=10, statement=0.1)) as central:
        assert refused(central, "SELECT pg_sleep(20)") == "central.too_slow"
        assert count(central) == 0


def test_a_row_that_somebody_holds_is_not_waited_for_long(central: Central) -> None:
    with central.writing() as holder:
        holder.execute(sa.text("LOCK TABLE note"))
        assert refused(central, "UPDATE note SET text = ''") == "central.locked"


def test_all_connections_in_use_are_busy_and_not_a_mistake(central: Central) -> None:
    opened, over = threading.Barrier(16), threading.Event()

    def hold() -> None:
        with central.reading() as connection:
            connection.execute(COUNT)
            opened.wait()
            over.wait()

    holders = [threading.Thread(target=hold) for _ in range(15)]
    for each in holders:
        each.start()
    opened.wait()
    try:
        assert refused(central, "SELECT 1") == "central.busy"
    finally:
        over.set()
        for each in holders:
            each.join()


def test_a_database_that_is_set_to_read_only_says_so(central: Central, server_home: ServerHome) -> None:
    assert refused(central, "SET TRANSACTION READ ONLY", "INSERT INTO note VALUES ('')") == "central.standby"


def test_a_role_without_the_right_is_told_so(central: Central, server_home: ServerHome) -> None:
    server_home.server.sql("DROP ROLE IF EXISTS nobody_special", "CREATE ROLE nobody_special LOGIN")
    assert refused(central, "SET ROLE nobody_special", "SELECT * FROM note") == "central.not_allowed"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("53100", "central.disk_full"),
        ("53300", "central.no_connections"),
        ("57P01", "central.away"),
        ("57P03", "central.starting"),
        ("58030", "central.disk_silent"),
        ("40P01", "central.deadlock"),
        ("XX001", "central.damaged"),
    ],
)
def test_what_a_server_in_trouble_says_is_understood(central: Central, state: str, reason: str) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"
    assert refused(central, raising) == reason
