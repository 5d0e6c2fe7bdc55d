from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.central.promises.assigning import assign
from app.central.promises.numbers import allot, peek
from app.central.promises.resolving import resolve
from app.central.promises.site import change_setting, keep, setting, settings
from app.central.tables import assignment, audit, exception
from app.domain.errors import Conflict
from app.language import load_phrases
from tests.app.central.promises.warehouse import Warehouse, order


def test_no_number_is_given_twice(house: Warehouse) -> None:
    with ThreadPoolExecutor(4) as threads:
        firsts = list(threads.map(lambda n: (allot(house.central, "sscc", n), n), [1, 5, 3, 7, 2, 9, 4, 8]))
    numbers = [first + n for first, count in firsts for n in range(count)]
    assert sorted(numbers) == list(range(1, 40))
    assert allot(house.central, "other", 10) == 1
    assert peek(house.central, "sscc") == 40
    assert peek(house.central, "unused") == 1
    with pytest.raises(ValueError, match="0"):
        allot(house.central, "sscc", 0)


def test_a_person_is_in_one_zone_or_none(house: Warehouse) -> None:
    for zone in ("B", "C", None, "A"):
        assign(house.central, "BA2001", zone, by="BA1001", station="ST1", now=house.now)
        found = house.rows(sa.select(assignment.c.zone).where(assignment.c.badge == "BA2001"))
        assert [row[0] for row in found] == ([zone] if zone else [])
    noted = house.rows(sa.select(audit.c.object).where(audit.c.action == "assign"))
    assert [row[0] for row in noted] == ["BA2001"] * 4


@pytest.mark.parametrize(("badge", "zone", "reason"), [("BA9", "A", "unknown_person"), ("BA2001", "Q", "unknown_zone")])
def test_nobody_is_sent_to_nowhere(house: Warehouse, badge: str, zone: str, reason: str) -> None:
    with pytest.raises(Conflict) as refused:
        assign(house.central, badge, zone, by="BA1001", station="ST1", now=house.now)
    assert refused.value.reason == f"promises.{reason}"


def test_an_exception_is_closed_by_one_person(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 2}))
    house.order(order("1", {"SKU1": 3}))
    ((number,),) = house.rows(sa.select(exception.c.id))
    resolve(house.central, number, "BA1001", house.now, station="ST1")
    with pytest.raises(Conflict) as closed:
        resolve(house.central, number, "BA1002", house.now, station="ST1")
    assert closed.value.names == {"exception": number, "badge": "BA1001"}


def test_settings_are_kept_and_notes_of_the_program_are_not_among_them(house: Warehouse) -> None:
    change_setting(house.central, "limits", {"slots": 4}, badge="BA1001", station="ST1", now=house.now)
    change_setting(house.central, "limits", {"slots": 8}, badge="BA1001", station="ST1", now=house.now)
    keep(house.central, "import.stock", {"a": 1})
    assert settings(house.central) == {"limits": {"slots": 8}}
    assert setting(house.central, "import.stock") == {"a": 1}
    assert setting(house.central, "none", 7) == 7
    assert len(house.rows(sa.select(audit).where(audit.c.action == "setting"))) == 2


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    spanish, english = load_phrases("es").table, load_phrases("en").table
    ours = {key for key in english if key.startswith("promises.")}
    assert ours == {key for key in spanish if key.startswith("promises.")}
    assert len(ours) > 20
