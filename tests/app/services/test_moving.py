"""A program becomes another station: refused while anything here is not finished."""

import json
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.deeds import SignedIn
from app.domain.errors import Conflict, Unavailable
from app.services.moving import FIRST, choose_station, chosen_station, open_instead
from app.services.opening import OpenStation
from app.services.site import OFFICE, Site
from app.station.store import Store
from tests.builders import PICKER, SUPERVISOR, a_site, a_station, order, release, settled


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as opened:
        order(opened, {"500001": {"ITEM01": 2}})
        release(a_station(opened, "ST09", SUPERVISOR), "single")
        yield opened


@pytest.fixture
def station(site: Site) -> OpenStation:
    opened = a_station(site, "ST01", PICKER)
    settled(site, opened)
    return opened


def refused(site: Site, station: OpenStation, code: str) -> str:
    with pytest.raises(Conflict) as conflict:
        open_instead(site, station, code)
    return conflict.value.reason


def test_a_station_with_nothing_to_do_gives_way_to_the_other(site: Site, station: OpenStation) -> None:
    other = open_instead(site, station, "ST02")
    assert other.desk.code == "ST02"
    site.leave(station)
    with Store(site.data / "ST01" / "station.db"):
        pass  # nobody holds it any more


def test_its_own_sign_and_the_offices_lead_nowhere(site: Site, station: OpenStation) -> None:
    assert refused(site, station, "ST01") == "profile.same"
    assert refused(site, station, OFFICE) == "profile.office"


def test_open_work_keeps_the_program_where_it_is(site: Site, station: OpenStation) -> None:
    assert station.picking.start() is not None
    settled(site, station)
    assert refused(site, station, "ST02") == "profile.work_open"
    assert not (site.data / "ST02").exists()


def test_facts_that_were_not_told_keep_the_program_where_it_is(site: Site, station: OpenStation) -> None:
    station.desk.uplink.stop()
    station.desk.tell((SignedIn("BA0001"),))
    assert refused(site, station, "ST02") == "profile.untold"


def test_a_station_that_is_open_elsewhere_is_not_taken(site: Site, station: OpenStation) -> None:
    with Store(site.data / "ST02" / "station.db"), pytest.raises(Unavailable) as away:
        open_instead(site, station, "ST02")
    assert away.value.reason == "station.already_open"


def test_a_computer_remembers_its_station_and_leaves_the_others_theirs(tmp_path: Path) -> None:
    assert chosen_station(tmp_path) == FIRST
    (tmp_path / "stations.json").write_text(json.dumps({"the one beside": "ST07"}), encoding="utf-8")
    assert chosen_station(tmp_path) == FIRST
    choose_station(tmp_path, "ST02")
    choose_station(tmp_path, "ST03")
    assert chosen_station(tmp_path) == "ST03"
    known = json.loads((tmp_path / "stations.json").read_text(encoding="utf-8"))
    assert known == {"the one beside": "ST07", platform.node(): "ST03"}


@pytest.mark.parametrize("text", ["", "no list", "[1]", '"ST02"'])
def test_a_list_that_cannot_be_read_tells_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "stations.json").write_text(text, encoding="utf-8")
    assert chosen_station(tmp_path) == FIRST


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="remembered"):
        choose_station(tmp_path / "nowhere", "ST02")
