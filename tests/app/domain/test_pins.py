import random
from itertools import cycle

import pytest

from app.domain.master.people import Role
from app.domain.master.pins import DIGITS, PinRules, draw_pin, is_pin, is_weak, wait_after
from app.domain.master.rights import Right, may

YEAR_S = 365 * 24 * 3600


def test_ten_thousand_guesses_take_more_than_a_year() -> None:
    assert sum(wait_after(failures) for failures in range(1, 10_000)) > YEAR_S


def test_the_wait_grows_from_nothing_to_an_hour_and_no_further() -> None:
    waits = [wait_after(failures) for failures in range(60)]
    assert waits[:6] == [0, 0, 0, 5, 10, 20]
    assert waits == sorted(waits)
    assert max(waits) == wait_after(10**6) == 3600


@pytest.mark.parametrize("pin", ["000000", "123456", "987654", "890123", "121212", "123123", "246802"])
def test_what_people_guess_first_is_weak(pin: str) -> None:
    assert is_weak(pin)


def test_a_weak_pin_is_drawn_again() -> None:
    digits = cycle([7, 7, 7, 7, 7, 7, 4, 8, 1, 1, 9, 0])
    assert draw_pin(lambda _: next(digits)) == "481190"


def test_drawn_pins_are_long_enough_and_differ() -> None:
    chance = random.Random(7)  # noqa: S311 - the test wants the same digits each time
    pins = [draw_pin(chance.randrange) for _ in range(2000)]
    assert all(is_pin(pin) and len(pin) == DIGITS and not is_weak(pin) for pin in pins)
    assert len(set(pins)) > 1990
    assert any(pin.startswith("0") for pin in pins)


@pytest.mark.parametrize("text", ["", "12345", "1234567890123", "12345a", "١٢٣٤٥٦", "12 456"])
def test_what_is_no_pin(text: str) -> None:
    assert not is_pin(text)


def test_a_badge_alone_opens_floor_work_unless_the_site_asks_more() -> None:
    asked = {role for role in Role if PinRules().asks(role)}
    assert asked == {Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR}
    assert all(PinRules(everybody=True).asks(role) for role in Role)


def test_an_auditor_sees_all_and_changes_nothing() -> None:
    assert {right for right in Right if may(Role.AUDITOR, right)} == {Right.SEE_DAY, Right.SEE_ORDERS}


def test_each_role_may_what_its_work_needs() -> None:
    assert [right for right in Right if may(Role.PICKER, right)] == [Right.PICK]
    assert {right for right in Right if may(Role.PACKER, right)} == {Right.PACK, Right.REPRINT, Right.SHIP}
    assert set(Right) - {right for right in Right if may(Role.SUPERVISOR, right)} == {Right.GIVE_PIN}
    assert all(may(Role.ADMIN, right) for right in Right)
