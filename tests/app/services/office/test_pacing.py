"""The site's own pace, learned from its walks, and the advice on the next wave that is made with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.promises.releasing import candidates
from app.central.promises.reserving import reserve
from app.central.tables import person, pick, sales_order, walk
from app.planning.drafts.turns import first_come
from app.planning.predicting.pace import USUAL, Effort, seconds
from app.planning.problem import Limits
from app.services.office.releasing import problem_of
from app.services.office.supervising import Supervising
from app.services.office.waving import Waving
from app.services.opening import OpenStation
from app.services.proving import figures
from app.services.site import Site
from tests.builders import SKUS, SUPERVISOR, a_site, a_station, order, table


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    with a_site(tmp_path, database=database, booking=False) as opened:
        yield opened


@pytest.fixture
def office(site: Site) -> OpenStation:
    return a_station(site, "ST09", SUPERVISOR)


def change(site: Site, *statements: sa.Update) -> None:
    with site.centre.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def walked(site: Site, factor: float, *, begun: datetime) -> None:
    """Everything that is open was walked, so many times as slowly as usual."""
    taken = [each for each in table(site, "pick") if each["state"] == "open"]
    change(site, sa.update(pick).where(pick.c.state == "open").values(picked=pick.c.qty, state="done"))
    for number, each in enumerate(row for row in table(site, "walk") if row["state"] == "open"):
        own = [one for one in taken if one["walk_id"] == each["id"]]
        stops = len({one["position"] for one in own})
        effort = Effort(each["millimetres"] / 1000, stops, len(own), sum(one["qty"] for one in own))
        at = begun + timedelta(minutes=number)
        ended = {"finished_at": at + timedelta(seconds=factor * seconds(USUAL, effort)), "claimed_at": at}
        change(site, sa.update(walk).where(walk.c.id == each["id"]).values(state="finished", **ended))


def test_predictions_follow_what_walks_took(site: Site, office: OpenStation) -> None:
    waving = Waving(office.desk)
    fresh = waving.pace()
    assert (fresh.walks, fresh.off_percent, fresh.seconds_per_stop) == (0, None, USUAL.seconds_per_stop)
    order(site, {f"50{n:04}": {SKUS[n % 12]: 1 + n % 3, SKUS[n % 7]: 2 + n % 5} for n in range(24)})
    Supervising(office.desk).release("single")
    walked(site, 2.0, begun=site.clock.now())
    slow = waving.pace()
    assert slow.walks == 24
    assert slow.off_percent is not None
    assert slow.off_percent < 5
    assert slow.seconds_per_walk + slow.seconds_per_stop > 1.8 * (USUAL.seconds_per_walk + USUAL.seconds_per_stop)
    order(site, {f"60{n:04}": {SKUS[n % 12]: 1 + n % 3} for n in range(12)})
    Supervising(office.desk).release("single")
    walked(site, 1.0, begun=site.clock.now() + timedelta(hours=4))
    mixed = waving.pace()
    assert mixed.walks == 36
    assert mixed.bias_percent is not None
    assert mixed.bias_percent > 50, "the newest walks were twice as fast as the older ones promised"
    waving.close()


def test_the_next_wave_is_advised_by_cut_off_carrier_and_people(site: Site, office: OpenStation) -> None:
    order(site, {"500001": {"ITEM01": 2}, "500002": {"ITEM02": 1}})
    order(site, {"500003": {"ITEM09": 1}}, carrier="Zancuda")
    waving = Waving(office.desk)
    waving.candidates()
    soon = site.clock.now() + timedelta(minutes=40)
    change(site, sa.update(sales_order).where(sales_order.c.external_id == "500002").values(cutoff_at=soon))
    assert {one.ref: one.why for one in waving.candidates()} == {
        "500001": "advice.order.carrier",
        "500002": "advice.order.due",
        "500003": "advice.order.room",
    }
    change(site, sa.update(person).where(person.c.role == "picker").values(active=False))
    assert {one.why for one in waving.candidates()} == {""}
    waving.close()


def test_the_day_is_compared_with_the_same_goods_first_come_first_served(site: Site, office: OpenStation) -> None:
    order(site, {f"50{n:04}": {SKUS[n % 12]: 1 + n % 3, SKUS[n % 7]: 2 + n % 5} for n in range(24)})
    reserve(site.centre, site.clock.now())
    asked = problem_of(candidates(site.centre))
    Supervising(office.desk).release("batch")
    assert figures(site).metres_first_come == 0, "nobody walked yet"
    walked(site, 1.0, begun=site.clock.now())
    day = figures(site)
    assert day.metres_first_come == first_come(asked, Limits()).millimetres // 1000
    assert 0 < day.metres < day.metres_first_come
