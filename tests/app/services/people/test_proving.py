"""PINs at a station's door, with the centre and without."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.promises.site import keep
from app.central.tables import person
from app.domain.deeds import SignedIn
from app.domain.errors import Unavailable
from app.domain.master.people import Role
from app.domain.master.pins import wait_after
from app.domain.master.rights import Right
from app.services.pepper import FILE, KeyUnavailable, Pepper
from tests.app.services.people.door import Entrance
from tests.builders import PICKER, SUPERVISOR, issues, table


def deeds(entrance: Entrance) -> list[object]:
    return [fact.deed for fact in entrance.station.desk.journal.unsent(0, 100)]


def work_as(entrance: Entrance, role: str) -> None:
    with entrance.site.centre.writing() as connection:
        connection.execute(sa.update(person).where(person.c.badge == SUPERVISOR).values(role=role))


def test_a_supervisors_badge_alone_lets_nobody_in(entrance: Entrance) -> None:
    asked = entrance.door.sign_in(SUPERVISOR)
    assert (asked.person, asked.reason, asked.asks is not None) == (None, "pin.ask", True)
    assert (entrance.station.desk.person, deeds(entrance)) == (None, [])


def test_badge_and_pin_do_and_the_fact_says_as_what(entrance: Entrance) -> None:
    came = entrance.come(entrance.pin)
    assert came.person is not None
    assert entrance.role() is Role.SUPERVISOR
    assert deeds(entrance) == [SignedIn(SUPERVISOR, "supervisor")]


def test_a_wrong_pin_says_how_long_to_wait(entrance: Entrance) -> None:
    told = [(came.reason, came.wait_s) for came in (entrance.come(entrance.wrong()) for _ in range(4))]
    assert told == [("pin.wrong", 0), ("pin.wrong", 0), ("pin.wrong_wait", 5), ("pin.wait", 5)]
    assert entrance.come(entrance.pin).reason == "pin.wait"
    entrance.clock.on(seconds=5)
    assert entrance.come(entrance.pin).person is not None


@pytest.mark.parametrize("typed", ["", "12345", "12a456", "' OR 1=1 --", "9" * 4000])
def test_what_is_no_pin_is_not_even_counted(entrance: Entrance, typed: str) -> None:
    assert entrance.come(typed).reason == ("pin.digits" if typed else "pin.ask")
    assert [row["failures"] for row in table(entrance.site, "credential")] == []


def test_before_the_first_pin_no_other_computer_is_asked_for_the_key(entrance: Entrance) -> None:
    with pytest.raises(KeyUnavailable) as told:
        entrance.come("135790")
    assert told.value.reason == "pin.first"
    assert entrance.pin
    (entrance.site.data / FILE).unlink()
    entrance.station.desk.pepper = Pepper(entrance.site.data)
    with pytest.raises(KeyUnavailable) as told:
        entrance.come(entrance.pin)
    assert told.value.reason == "pin.no_key"


def test_a_restart_asks_for_the_pin_again_and_lets_pickers_go_on(entrance: Entrance) -> None:
    entrance.come(entrance.pin)
    assert entrance.door.remembered() is None
    entrance.door.sign_in(PICKER)
    assert entrance.door.remembered() is not None


def test_a_site_may_ask_everybody(entrance: Entrance) -> None:
    keep(entrance.site.centre, "pin", "everybody")
    entrance.pull()
    assert entrance.door.sign_in(PICKER).reason == "pin.ask"


def test_the_role_is_the_one_of_today_not_the_one_of_the_copy(entrance: Entrance) -> None:
    work_as(entrance, "picker")
    entrance.come(entrance.pin)
    assert entrance.role() is Role.PICKER


def test_somebody_elses_right_is_lent_without_a_change_of_person(entrance: Entrance) -> None:
    entrance.door.sign_in(PICKER)
    assert entrance.door.lets(SUPERVISOR, Right.OVERRIDE).reason == "pin.ask"
    assert entrance.door.lets(SUPERVISOR, Right.OVERRIDE, entrance.wrong()).reason == "pin.wrong"
    assert entrance.door.lets(SUPERVISOR, Right.OVERRIDE, entrance.pin).person is not None
    assert entrance.role() is Role.PICKER


def test_guessing_through_the_program_takes_years(entrance: Entrance) -> None:
    """An attacker with a stolen badge, who never sleeps and types as soon as the pad takes digits again."""
    guesses = [f"{n:06}" for n in range(100_000, 100_017) if f"{n:06}" != entrance.pin]
    waits = []
    for guess in guesses:
        waits.append(entrance.come(guess).wait_s)
        entrance.clock.on(seconds=waits[-1])
    assert waits == [wait_after(failures) for failures in range(1, len(guesses) + 1)]
    year = 365 * 24 * 3600
    assert (10_000 - len(guesses)) * waits[-1] > year
    assert (1_000_000 - len(guesses)) * waits[-1] > 100 * year
    assert entrance.come(entrance.pin).person is not None


class TestAway:
    """The centre cannot be reached."""

    def test_whoever_proved_it_here_before_comes_in(self, entrance: Entrance, tmp_path: Path) -> None:
        entrance.come(entrance.pin)
        entrance.lose_centre(tmp_path)
        entrance.clock.on(days=6)
        assert entrance.come(entrance.pin).person is not None

    def test_whoever_did_not_stays_out(self, entrance: Entrance, tmp_path: Path) -> None:
        pin = entrance.pin
        entrance.lose_centre(tmp_path)
        assert entrance.come(pin).reason == "pin.away"

    def test_it_ends_after_the_days_of_the_site_whatever_the_clock_says_then(
        self, entrance: Entrance, tmp_path: Path
    ) -> None:
        entrance.come(entrance.pin)
        entrance.lose_centre(tmp_path)
        entrance.clock.on(days=7)
        assert entrance.come(entrance.pin).reason == "pin.away"
        entrance.clock.on(days=-7)
        assert entrance.come(entrance.pin).reason == "pin.away"

    def test_wrong_ones_wait_as_long_and_a_clock_set_back_gains_nothing(
        self, entrance: Entrance, tmp_path: Path
    ) -> None:
        entrance.come(entrance.pin)
        entrance.lose_centre(tmp_path)
        waits = []
        for _ in range(6):
            waits.append(entrance.come(entrance.wrong()).wait_s)
            entrance.clock.on(seconds=waits[-1])
        assert waits == [0, 0, 5, 10, 20, 40]
        entrance.come(entrance.wrong())
        entrance.clock.on(hours=-5)
        assert entrance.come(entrance.pin).reason == "pin.wait"
        entrance.clock.on(hours=5, seconds=80)
        assert entrance.come(entrance.pin).person is not None

    def test_a_role_known_here_to_be_lower_counts(self, entrance: Entrance, tmp_path: Path) -> None:
        entrance.come(entrance.pin)
        work_as(entrance, "packer")
        keep(entrance.site.centre, "pin", "everybody")
        entrance.pull()
        entrance.lose_centre(tmp_path)
        entrance.come(entrance.pin)
        assert entrance.role() is Role.PACKER

    def test_a_role_taken_away_meanwhile_is_flagged_when_the_fact_comes(
        self, entrance: Entrance, tmp_path: Path
    ) -> None:
        desk = entrance.station.desk
        entrance.come(entrance.pin)
        true = desk.centre
        entrance.lose_centre(tmp_path)
        work_as(entrance, "picker")
        assert entrance.come(entrance.pin).person is not None
        desk.centre = true
        desk.uplink.deliver()
        entrance.site.book_everything()
        assert "role_revoked" in issues(entrance.site)

    def test_the_digits_are_kept_nowhere(self, entrance: Entrance, tmp_path: Path) -> None:
        """Neither the station's file nor the centre's says a PIN, right or wrong."""
        entrance.come(entrance.wrong())
        entrance.come(entrance.pin)
        pins = [entrance.pin.encode(), entrance.wrong().encode()]
        files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".pin"]
        assert len(files) > 3
        assert [path.name for path in files for pin in pins if pin in path.read_bytes()] == []


def test_a_station_without_the_sites_key_says_so(entrance: Entrance) -> None:
    pin = entrance.pin
    entrance.station.desk.pepper = None
    with pytest.raises(Unavailable) as told:
        entrance.come(pin)
    assert told.value.reason == "pin.no_key"
