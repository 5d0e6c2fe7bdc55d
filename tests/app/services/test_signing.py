from app.domain.deeds import SignedIn, SignedOut
from app.services.floor.signing import Door
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import PICKER, PICKER_B, a_station


def deeds(station: OpenStation) -> list[object]:
    return [fact.deed for fact in station.desk.journal.unsent(0, 100)]


def test_a_badge_signs_in_and_a_sign_out_leaves_nobody(site: Site) -> None:
    station = a_station(site, "ST01")
    answer = Door(station.desk).sign_in(f" {PICKER.lower()} ")
    assert answer.person is not None
    assert (answer.person.name, station.desk.who) == ("Álvaro Peña", PICKER)
    Door(station.desk).sign_out()
    Door(station.desk).sign_out()
    assert station.desk.person is None
    assert deeds(station) == [SignedIn(PICKER), SignedOut(PICKER)]


def test_whoever_was_signed_in_is_remembered_without_a_new_fact(site: Site) -> None:
    station = a_station(site, "ST01", PICKER_B)
    station.close()
    again = a_station(site, "ST01")
    assert again.desk.person is None
    remembered = Door(again.desk).remembered()
    assert remembered is not None
    assert remembered.badge == again.desk.who == PICKER_B
    assert deeds(again) == [SignedIn(PICKER_B)]


def test_after_a_sign_out_nobody_is_remembered(site: Site) -> None:
    station = a_station(site, "ST01", PICKER)
    Door(station.desk).sign_out()
    station.close()
    assert Door(a_station(site, "ST01").desk).remembered() is None


def test_what_is_no_badge_and_whom_nobody_knows_is_told_apart(site: Site) -> None:
    door = Door(a_station(site, "ST01").desk)
    assert door.sign_in("TO0001").reason == "sign.not_a_badge"
    unknown = door.sign_in("BA99999")
    assert (unknown.person, unknown.reason, unknown.text) == (None, "sign.unknown_badge", "BA99999")


def test_the_one_who_signs_in_later_is_the_one_who_acts(site: Site) -> None:
    station = a_station(site, "ST01", PICKER)
    Door(station.desk).sign_in(PICKER_B)
    assert station.desk.who == PICKER_B
    assert [fact.who for fact in station.desk.journal.unsent(0, 9)] == [PICKER, PICKER_B]
