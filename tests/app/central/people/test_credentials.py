"""PINs at the centre, by the same rules in Python on SQLite and in SQL on PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.central.audit import By
from app.central.engine import Central
from app.central.people.credentials import PARAMS, Verdict, check_pin, has_pins, new_recipe, pin_recipe, set_pin
from app.central.tables import audit, credential, person
from app.domain.errors import Conflict
from app.domain.master.people import Role
from app.domain.master.pins import wait_after
from tests.databases.homes import Home

BOSS = "BA1001"
PROOF, GUESS = bytes(range(32)), bytes(32)
ADMIN = By("BA1", "ST09")
STRANGERS = ("BA777777", "x' OR 1=1 --", "BA1001'; DROP TABLE credential; --", "", "%", "Ñ" * 500)


@pytest.fixture
def house(home: Home) -> Iterator[Central]:
    with home.fresh() as central:
        with central.writing() as connection:
            people = [(BOSS, "supervisor", True), ("BA2001", "picker", True), ("BA1002", "admin", False)]
            rows = [{"badge": b, "name": b, "role": r, "language": "es", "active": a} for b, r, a in people]
            connection.execute(sa.insert(person), rows)
        yield central


@pytest.fixture
def centre(house: Central) -> Central:
    set_pin(house, BOSS, new_recipe(), PROOF, by=ADMIN, now=datetime.now(UTC))
    return house


def check(centre: Central, proof: bytes, badge: str = BOSS) -> Verdict:
    return check_pin(centre, badge, proof, station="ST01", now=datetime.now(UTC))


def row(centre: Central, badge: str = BOSS) -> sa.Row[tuple[str, str, str, str, int, datetime, datetime]]:
    with centre.reading() as connection:
        return connection.execute(sa.select(credential).where(credential.c.badge == badge)).one()


def wait_is_over(centre: Central) -> None:
    """Lets the time of a wait go by: what matters is the moment that is stored."""
    with centre.writing() as connection:
        connection.execute(sa.update(credential).values(wait_until=datetime.now(UTC) - timedelta(seconds=1)))


def trace(centre: Central) -> list[tuple[str, str, str, str]]:
    with centre.reading() as connection:
        columns = audit.c.badge, audit.c.station, audit.c.action, audit.c.object
        return [tuple(each) for each in connection.execute(sa.select(*columns).order_by(audit.c.id))]


def test_the_right_pin_is_told_with_the_role_of_today(centre: Central) -> None:
    assert check(centre, PROOF) == Verdict("ok", 0, Role.SUPERVISOR)
    with centre.writing() as connection:
        connection.execute(sa.update(person).where(person.c.badge == BOSS).values(role="picker"))
    assert check(centre, PROOF).role is Role.PICKER


def test_what_is_kept_is_neither_pin_nor_proof(centre: Central) -> None:
    kept = row(centre)
    assert PROOF.hex() not in str(tuple(kept))
    assert kept.params == PARAMS
    assert len(bytes.fromhex(kept.salt)) == 16
    assert has_pins(centre)


def test_every_failure_waits_longer_and_a_right_pin_makes_up_for_all(centre: Central) -> None:
    waits = []
    for _ in range(7):
        waits.append(check(centre, GUESS).wait_s)
        wait_is_over(centre)
    assert waits == [wait_after(failures) for failures in range(1, 8)] == [0, 0, 5, 10, 20, 40, 80]
    assert check(centre, PROOF).word == "ok"
    assert row(centre).failures == 0
    assert check(centre, GUESS) == Verdict("wrong", 0)


def test_while_it_waits_even_the_right_pin_is_not_looked_at(centre: Central) -> None:
    for _ in range(3):
        check(centre, GUESS)
    held = check(centre, PROOF)
    assert (held.word, held.role) == ("wait", None)
    assert 1 <= held.wait_s <= 5
    assert row(centre).failures == 3


def test_many_guesses_at_once_gain_nothing(centre: Central) -> None:
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda _: check(centre, GUESS).word, range(40)))
    assert verdicts.count("wrong") == row(centre).failures == 3


@pytest.mark.parametrize("badge", STRANGERS)
def test_an_unknown_badge_is_answered_like_a_known_one(centre: Central, badge: str) -> None:
    now = datetime.now(UTC)
    known, unknown = pin_recipe(centre, BOSS, now=now), pin_recipe(centre, badge, now=now)
    assert unknown.params == known.params
    assert len(unknown.salt) == len(known.salt)
    assert pin_recipe(centre, badge, now=now) == unknown
    assert [check(centre, GUESS, badge) for _ in range(3)] == [check(centre, GUESS) for _ in range(3)]
    assert check(centre, GUESS, badge).word == check(centre, GUESS).word == "wait"


@pytest.mark.parametrize("proof", [b"", b"\0", GUESS * 9])
def test_a_proof_of_another_length_is_wrong(centre: Central, proof: bytes) -> None:
    assert check(centre, proof).word == "wrong"


def test_who_no_longer_works_here_proves_nothing(centre: Central) -> None:
    with centre.writing() as connection:
        connection.execute(sa.update(person).where(person.c.badge == BOSS).values(active=False))
    assert check(centre, PROOF) == Verdict("wrong", 0)


@pytest.mark.parametrize("badge", ["BA9", "BA1002"])
def test_nobody_gets_a_pin_who_does_not_work_here(house: Central, badge: str) -> None:
    with pytest.raises(Conflict, match=r"pin\.nobody"):
        set_pin(house, badge, new_recipe(), PROOF, by=ADMIN, now=datetime.now(UTC))
    assert not has_pins(house)


def test_a_new_pin_ends_the_old_one_and_its_wait(centre: Central) -> None:
    for _ in range(4):
        check(centre, GUESS)
    set_pin(centre, BOSS, new_recipe(), GUESS, by=ADMIN, now=datetime.now(UTC))
    assert check(centre, GUESS).word == "ok"
    assert check(centre, PROOF).word == "wrong"


def test_pins_given_and_refused_are_on_record(centre: Central) -> None:
    check(centre, GUESS)
    assert trace(centre) == [("BA1", "ST09", "pin", f"person {BOSS}"), (BOSS, "ST01", "refused", "pin")]


def test_rows_for_unknown_badges_do_not_pile_up(centre: Central) -> None:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    rows = [
        {"badge": f"BA{n}00000", "salt": "", "params": "", "verifier": "", "changed_at": past} for n in range(5, 5500)
    ]
    with centre.writing() as connection:
        connection.execute(sa.insert(credential), rows)
    pin_recipe(centre, "BA424242", now=datetime.now(UTC))
    with centre.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(credential)) == 5_001
    assert check(centre, PROOF).word == "ok"


def test_on_a_server_nobody_may_call_the_functions_unless_let(server_home: Home) -> None:
    granted = sa.text("SELECT has_function_privilege('somebody', CAST(:name AS text), 'execute')")
    with server_home.fresh() as central, central.writing() as connection:
        connection.execute(sa.text("DROP ROLE IF EXISTS somebody"))
        connection.execute(sa.text("CREATE ROLE somebody"))
        for name in (
            "pasillo_pin_salt(text)",
            "pasillo_try_pin(text, text, text)",
            "pasillo_pin_verdict(text, text, text)",
        ):
            assert connection.scalar(granted, {"name": name}) is False
        assert not connection.scalar(sa.text("SELECT has_table_privilege('somebody', 'credential', 'select')"))
        connection.execute(sa.text("DROP ROLE somebody"))
