"""A supervisor makes a wave: candidates, the floor's heat, a draft, an order moved by hand, all released or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Conflict
from app.services.office.supervising import Supervising
from app.services.office.waving import Waving
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import PICKER, a_site, a_station, assert_sound, order, states, table, until

ORDERS = {
    "500001": {"ITEM01": 2, "ITEM05": 1},
    "500002": {"ITEM02": 3},
    "500003": {"ITEM09": 1, "ITEM12": 2},
    "500004": {"ITEM01": 1},
}


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    """The tiny warehouse, on either kind of database."""
    with a_site(tmp_path, database=database) as opened:
        yield opened


@pytest.fixture
def waving(site: Site, office: OpenStation) -> Iterator[Waving]:
    order(site, ORDERS)
    made = Waving(office.desk)
    yield made
    made.close()


def planned(waving: Waving, method: str = "batch") -> list[int]:
    """Plans every candidate to the end."""
    orders = [one.order for one in waving.candidates()]
    waving.begin(orders, method, 0.2)
    until(lambda: waving.progress().state != "running", "the plan")
    assert waving.progress().state == "done", waving.progress()
    return orders


def test_candidates_tell_what_is_to_be_taken_and_the_floor_where(waving: Waving) -> None:
    found = {one.ref: one for one in waving.candidates()}
    assert found.keys() == ORDERS.keys()
    first = found["500001"]
    assert (first.lines, first.units, first.zones, first.carrier) == (2, 3, ("A", "B"), "Garza")
    assert first.customer == "Begoña Núñez"
    floor = waving.floor([first.order, found["500004"].order])
    assert {shelf.place: shelf.heat for shelf in floor.shelves if shelf.heat} == {"A01-01": 3, "B02-01": 1}
    assert len(floor.shelves) == 12
    assert floor.drops.keys() == {"IN-A", "IN-B", "IN-C", "PACK-1", "PACK-2"}
    assert floor.length_mm == 500 + 2000


@pytest.mark.parametrize("method", ["single", "batch", "zone", "auto"])
def test_what_is_drawn_is_what_goes_to_the_floor(site: Site, waving: Waving, method: str) -> None:
    orders = planned(waving, method)
    draft = waving.draft()
    assert draft is not None
    assert {each for walk in draft.walks for each in walk.orders} == set(orders)
    assert {cost.method for cost in draft.methods} == {"single", "batch", "zone"}
    assert sum(cost.advised for cost in draft.methods) == 1
    assert draft.metres <= draft.metres_before or method != "batch"
    done = waving.release()
    walks = table(site, "walk")
    assert [(walk["method"], walk["zone"]) for walk in walks] == [(walk.method, walk.zone) for walk in draft.walks]
    assert [round(walk["millimetres"] / 1000) for walk in walks] == [walk.metres for walk in draft.walks]
    picks = sorted(table(site, "pick"), key=lambda pick: (pick["walk_id"], pick["position"]))
    placed = dict.fromkeys((pick["walk_id"], pick["place"], pick["sku"]) for pick in picks)
    drawn = [(walk["id"], s.place, s.sku) for walk, d in zip(walks, draft.walks, strict=True) for s in d.stops]
    assert list(placed) == drawn
    assert (done.orders, done.walks, done.stops) == (4, len(walks), len(drawn))
    assert set(states(site).values()) == {"released"}
    assert_sound(site)
    assert waving.draft() is None
    assert waving.candidates() == ()


def test_a_moved_order_changes_the_draft_only_when_it_is_kept(site: Site, waving: Waving) -> None:
    orders = planned(waving, "single")
    before = waving.draft()
    assert before is not None
    assert [walk.orders for walk in before.walks] == [(each,) for each in orders]
    offer = waving.move(orders[3], 1)
    assert offer.fits
    assert offer.metres == offer.draft.metres - before.metres < 0
    assert waving.draft() is before
    waving.keep(offer)
    assert waving.draft() is offer.draft
    assert [walk.orders for walk in offer.draft.walks] == [(orders[0], orders[3]), (orders[1],), (orders[2],)]
    with pytest.raises(Conflict, match=r"waves\.draft_changed"):
        waving.keep(offer)
    with pytest.raises(Conflict, match=r"waves\.draft_changed"):
        waving.move(orders[3], 9)
    assert waving.release().walks == 3
    assert len({slot["walk_id"] for slot in table(site, "walk_slot")}) == 3
    assert_sound(site)


def test_nothing_goes_when_an_order_of_the_draft_was_called_off(
    site: Site, office: OpenStation, waving: Waving
) -> None:
    orders = planned(waving)
    Supervising(office.desk).cancel(orders[2])
    with pytest.raises(Conflict, match=r"promises\.plan_outdated"):
        waving.release()
    assert table(site, "wave") == table(site, "walk") == []
    assert sorted(states(site).values()) == ["cancelled", "reserved", "reserved", "reserved"]
    waving.begin(orders, "batch", 0.2)
    until(lambda: waving.progress().state == "done", "the plan")
    draft = waving.draft()
    assert draft is not None
    assert draft.left_out == {orders[2]: "waves.not_waiting"}
    assert waving.release().orders == 3


def test_there_is_nothing_to_release_or_to_move_before_a_draft(waving: Waving) -> None:
    for deed in (waving.release, lambda: waving.move(1, 1)):
        with pytest.raises(Conflict, match=r"waves\.no_draft"):
            deed()
    waving.stop()
    assert waving.draft() is None
    assert waving.progress().state == "stopped"


def test_a_picker_may_not_make_waves(site: Site) -> None:
    floor = Waving(a_station(site, "ST05", PICKER).desk)
    for deed in (floor.candidates, lambda: floor.floor([1]), lambda: floor.begin([1], "batch", 1), floor.release):
        with pytest.raises(Conflict, match=r"rights\.release"):
            deed()
    floor.close()
