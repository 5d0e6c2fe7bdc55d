"""PINs given and taken away by an administrator's word, by the same rules on SQLite and by functions on PostgreSQL."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.central.audit import By
from app.central.engine import Central
from app.central.people.credentials import SIGN, Verdict, check_pin, new_recipe, set_pin, verifier_of
from app.central.people.handing import Power, Shown, drop_pin, hand_pin, pin_holders, power, take_pin
from app.central.promises.site import keep
from app.central.tables import audit, credential, person
from app.domain.errors import Conflict
from app.domain.master.people import Role
from app.domain.master.pins import wait_after
from tests.databases.homes import Home

ADMIN, SECOND, BOSS, PICKER, GONE = "BA1", "BA2", "BA1001", "BA2001", "BA1002"
PROOF, BOSS_PROOF, GUESS = bytes(range(32)), bytes(range(1, 33)), bytes(32)
NEW = bytes(reversed(range(32)))
ROLES = {ADMIN: "admin", SECOND: "admin", BOSS: "supervisor", PICKER: "picker", GONE: "admin"}


@pytest.fixture
def keyless(home: Home) -> Iterator[Central]:
    """A site where an administrator and a supervisor have PINs, but no key is known."""
    with home.fresh() as central:
        with central.writing() as connection:
            rows = [{"badge": b, "name": b, "role": r, "language": "es", "active": b != GONE} for b, r in ROLES.items()]
            connection.execute(sa.insert(person), rows)
        for badge, proof in ((ADMIN, PROOF), (BOSS, BOSS_PROOF)):
            set_pin(central, badge, new_recipe(), proof, by=By("system"), now=datetime.now(UTC))
        yield central


@pytest.fixture
def centre(keyless: Central) -> Central:
    keep(keyless, SIGN, "0123456789abcdef")
    return keyless


def hand(centre: Central, badge: str, proof: bytes = PROOF, admin: str = ADMIN, new: bytes = NEW) -> Verdict:
    return hand_pin(centre, Shown(admin, proof, "ST05"), badge, new_recipe(), new, now=datetime.now(UTC))


def take(centre: Central, badge: str, proof: bytes = PROOF, admin: str = ADMIN) -> Verdict:
    return take_pin(centre, Shown(admin, proof, "ST05"), badge, now=datetime.now(UTC))


def word_of(centre: Central, badge: str, proof: bytes) -> str:
    return check_pin(centre, badge, proof, station="ST05", now=datetime.now(UTC)).word


def kept(centre: Central) -> dict[str, str]:
    with centre.reading() as connection:
        rows = connection.execute(sa.select(credential.c.badge, credential.c.verifier))
        return {row.badge: row.verifier for row in rows}


def work_as(centre: Central, badge: str, role: str) -> None:
    with centre.writing() as connection:
        connection.execute(sa.update(person).where(person.c.badge == badge).values(role=role))


def trail(centre: Central) -> list[tuple[str, str, str, str, dict[str, object]]]:
    """What is on record since the site began, without the login's name, which only a server knows."""
    with centre.reading() as connection:
        rows = connection.execute(sa.select(audit).order_by(audit.c.id)).all()
    said = [(row.badge, row.station, row.action, row.object, json.loads(row.detail)) for row in rows[2:]]
    for *_, detail in said:
        detail.pop("session", None)
    return said


def test_a_pin_given_by_an_administrators_word_lets_in_as_what_the_person_works(centre: Central) -> None:
    assert hand(centre, PICKER) == Verdict("ok")
    let = check_pin(centre, PICKER, NEW, station="ST01", now=datetime.now(UTC))
    assert (let.word, let.role) == ("ok", Role.PICKER)


def test_a_new_pin_ends_the_old_one_and_its_wait(centre: Central) -> None:
    for _ in range(4):
        word_of(centre, BOSS, GUESS)
    assert hand(centre, BOSS).word == "ok"
    assert (word_of(centre, BOSS, NEW), word_of(centre, BOSS, BOSS_PROOF)) == ("ok", "wrong")


def test_an_administrator_renews_the_own_pin(centre: Central) -> None:
    assert hand(centre, ADMIN).word == "ok"
    assert hand(centre, PICKER).word == "wrong"
    assert hand(centre, PICKER, NEW).word == "ok"


def test_a_pin_that_was_taken_away_opens_nothing_and_keeps_its_wait(centre: Central) -> None:
    for _ in range(3):
        word_of(centre, BOSS, GUESS)
    assert take(centre, BOSS) == Verdict("ok")
    assert kept(centre)[BOSS] == ""
    assert word_of(centre, BOSS, BOSS_PROOF) == "wait"
    assert take(centre, BOSS).word == "none"
    assert BOSS not in pin_holders(centre)


def test_the_own_pin_is_never_taken_so_that_one_stays(centre: Central) -> None:
    assert take(centre, ADMIN).word == "own"
    assert word_of(centre, ADMIN, PROOF) == "ok"


def test_a_wrong_pin_gives_none_and_waits_longer_each_time_as_at_the_door(centre: Central) -> None:
    before, waits = kept(centre), []
    for deed in (hand, take, hand, take, hand):
        verdict = deed(centre, BOSS, GUESS)
        assert verdict.word == "wrong"
        waits.append(verdict.wait_s)
        with centre.writing() as connection:
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(sa.update(credential).values(wait_until=past))
    assert waits == [wait_after(failures) for failures in range(1, 6)]
    assert kept(centre) == before


def test_while_it_waits_even_the_right_word_does_nothing(centre: Central) -> None:
    for _ in range(3):
        hand(centre, BOSS, GUESS)
    for deed in (hand, take):
        verdict = deed(centre, BOSS)
        assert verdict.word == "wait"
        assert 1 <= verdict.wait_s <= wait_after(3)
    assert word_of(centre, BOSS, BOSS_PROOF) == "ok"


@pytest.mark.parametrize("deed", [hand, take])
def test_a_supervisors_right_pin_is_no_administrators_word(centre: Central, deed: object) -> None:
    assert callable(deed)
    assert deed(centre, PICKER, BOSS_PROOF, BOSS) == Verdict("no_admin")
    assert PICKER not in pin_holders(centre)
    assert trail(centre)[-1] == (BOSS, "ST05", "refused", "give_pin", {"role": "supervisor", "given_as": "supervisor"})


def test_who_made_themselves_administrator_gives_no_pins_with_the_pin_of_before(centre: Central) -> None:
    work_as(centre, BOSS, "admin")
    assert hand(centre, PICKER, BOSS_PROOF, BOSS).word == "not_as_admin"
    assert hand(centre, BOSS, BOSS_PROOF, BOSS).word == "not_as_admin"
    assert hand(centre, BOSS).word == "ok"  # another administrator stands for it
    assert hand(centre, PICKER, NEW, BOSS).word == "ok"


def test_who_is_no_administrator_any_more_gives_none(centre: Central) -> None:
    work_as(centre, ADMIN, "picker")
    assert hand(centre, PICKER).word == "no_admin"


def test_who_left_gives_none(centre: Central) -> None:
    with centre.writing() as connection:
        connection.execute(sa.update(person).where(person.c.badge == ADMIN).values(active=False))
    assert hand(centre, PICKER).word == "wrong"


@pytest.mark.parametrize("badge", ["BA9", GONE, "", "x' OR 1=1 --", "BA1001'; DROP TABLE credential; --", "Ñ" * 500])
def test_nobody_gets_a_pin_who_does_not_work_here(centre: Central, badge: str) -> None:
    before = kept(centre)
    assert hand(centre, badge).word == "nobody"
    assert take(centre, badge).word == "none"
    assert kept(centre) == before


@pytest.mark.parametrize("admin", ["x' OR 1=1 --", "'; UPDATE credential SET verifier = ''; --", "%", "Ñ" * 500])
def test_sql_in_the_administrators_badge_is_a_badge_nobody_has(centre: Central, admin: str) -> None:
    assert hand(centre, PICKER, admin=admin).word == "wrong"
    assert {badge for badge, verifier in kept(centre).items() if verifier} == {ADMIN, BOSS}


def test_before_the_owner_made_the_key_nobody_vouches_for_anybody(keyless: Central) -> None:
    assert (hand(keyless, PICKER).word, take(keyless, BOSS).word) == ("no_key", "no_key")
    assert set(pin_holders(keyless)) == {ADMIN, BOSS}


def test_the_list_says_since_when_and_leaves_out_badges_that_were_only_tried(centre: Central) -> None:
    before = datetime.now(UTC)
    word_of(centre, PICKER, GUESS)
    hand(centre, BOSS)
    listed = pin_holders(centre)
    assert set(listed) == {ADMIN, BOSS}
    assert before - timedelta(seconds=1) <= listed[BOSS] <= datetime.now(UTC) + timedelta(seconds=1)
    assert listed[ADMIN] <= listed[BOSS]


def test_who_for_whom_and_where_is_on_record_and_neither_pin_nor_hash(centre: Central) -> None:
    hand(centre, PICKER)
    take(centre, BOSS)
    hand(centre, PICKER, GUESS)
    assert trail(centre) == [
        (ADMIN, "ST05", "pin", f"person {PICKER}", {"role": "picker"}),
        (ADMIN, "ST05", "pin_taken", f"person {BOSS}", {}),
        (ADMIN, "ST05", "refused", "pin", {"failures": 1}),
    ]
    with centre.reading() as connection:
        everything = str(connection.execute(sa.select(audit)).all())
    for secret in (PROOF, NEW, BOSS_PROOF, GUESS):
        assert secret.hex() not in everything
        assert verifier_of(secret) not in everything


def test_the_owner_takes_a_pin_away_without_anybodys_word(centre: Central) -> None:
    assert power(centre) is Power.OWNER
    drop_pin(centre, ADMIN, by=By("system", "ST00"), now=datetime.now(UTC))
    assert ADMIN not in pin_holders(centre)
    with pytest.raises(Conflict, match=r"pin\.none"):
        drop_pin(centre, ADMIN, by=By("system", "ST00"), now=datetime.now(UTC))
    assert [row[:4] for row in trail(centre)] == [("system", "ST00", "pin_taken", f"person {ADMIN}")]
