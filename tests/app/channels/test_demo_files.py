import csv
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from app.channels import CHANNELS
from app.domain.codes.gtin import check_digit
from app.domain.intake import Intake
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo"
SOURCE = Path(__file__).resolve().parents[4] / "shared" / "data" / "online_retail" / "2010-12-07.csv"
FILES = {
    "online-retail": "orders_2010-12-07.csv",
    "items": "items.csv",
    "places": "places.csv",
    "stock": "stock.csv",
    "people": "people.csv",
}
MADE = ("orders_2010-12-07.csv", "items.csv", "places.csv", "stock.csv")


@pytest.fixture(scope="module")
def demo() -> dict[str, Intake]:
    return {channel: CHANNELS[channel](name, (DEMO / name).read_bytes()) for channel, name in FILES.items()}


@pytest.mark.parametrize("channel", FILES)
def test_every_demo_file_loads_without_a_rejected_row(channel: str, demo: dict[str, Intake]) -> None:
    assert not demo[channel].rejected
    assert demo[channel].rows_read == demo[channel].rows_taken + demo[channel].rows_ignored > 0


def test_everything_ordered_is_known_and_lies_somewhere(demo: dict[str, Intake]) -> None:
    ordered = {line.sku for order in demo["online-retail"].orders for line in order.lines}
    places = {place.code: place for place in demo["places"].places}

    assert ordered <= {item.sku for item in demo["items"].items} == {row.sku for row in demo["stock"].stock}
    assert {places[row.place].kind for row in demo["stock"].stock} == {PlaceKind.SHELF}


def test_the_stock_lasts_for_the_day_but_for_a_planned_handful(demo: dict[str, Intake]) -> None:
    wanted, held = Counter[str](), Counter[str]()
    for order in demo["online-retail"].orders:
        for line in order.lines:
            wanted[line.sku] += line.quantity
    for row in demo["stock"].stock:
        held[row.sku] += row.quantity
    short = [sku for sku in wanted if held[sku] < wanted[sku]]

    assert len(short) == 19
    assert 5 < sum(held[sku] == 0 for sku in short) < 15


def test_items_have_weights_and_demonstration_barcodes(demo: dict[str, Intake]) -> None:
    items = demo["items"].items
    codes = [barcode for item in items for barcode in item.barcodes]

    assert all(30 <= item.weight_g <= 900 and item.name == item.name.strip() != "" for item in items)
    assert all(re.fullmatch("9521234[0-9]{6}", barcode.code) for barcode in codes)
    assert all(check_digit(barcode.code[:-1]) == barcode.code[-1] for barcode in codes)
    assert Counter(barcode.quantity for barcode in codes).keys() == {1, 6, 12}
    assert 0.12 < len(codes) / len(items) - 1 < 0.18


def test_the_fastest_movers_lie_in_zone_a(demo: dict[str, Intake]) -> None:
    zones = {place.code: place.zone for place in demo["places"].places}
    home = {row.sku: zones[row.place] for row in reversed(demo["stock"].stock)}
    picks = Counter(line.sku for order in demo["online-retail"].orders for line in order.lines)

    assert {home[sku] for sku, _ in picks.most_common(100)} == {"A"}


def test_the_walk_is_a_serpentine_and_check_digits_differ_among_neighbours(demo: dict[str, Intake]) -> None:
    shelves = [place for place in demo["places"].places if place.kind is PlaceKind.SHELF]
    spots = defaultdict[tuple[int, int], list[str]](list)
    for place in shelves:
        spots[place.x_mm, place.y_mm].append(place.check_digits)
    steps = [abs(a.x_mm - b.x_mm) + abs(a.y_mm - b.y_mm) for a, b in pairwise(shelves)]

    assert [place.sequence for place in shelves] == list(range(1, len(shelves) + 1))
    assert max(steps) == 3200
    assert all(len(set(digits)) == len(digits) == 10 for digits in spots.values())
    assert all(not set(digits) & set(spots.get((x, y + 1300), [])) for (x, y), digits in list(spots.items()))


def test_some_items_lie_in_two_places_and_some_places_hold_two_items(demo: dict[str, Intake]) -> None:
    stock = demo["stock"].stock

    assert sum(count > 1 for count in Counter(row.sku for row in stock).values()) == 63
    assert sum(count > 1 for count in Counter(row.place for row in stock).values()) == 25


def test_the_house_has_its_front_places_and_its_people(demo: dict[str, Intake]) -> None:
    front = {place.code for place in demo["places"].places if place.kind is not PlaceKind.SHELF}
    people = demo["people"].people

    assert front == {"PACK-1", "PACK-2", "IN-A", "IN-B", "IN-C", "DOCK-1", "HOSP-1"}
    assert Counter(person.role for person in people) == {Role.SUPERVISOR: 1, Role.PICKER: 3, Role.PACKER: 2}
    assert {person.language for person in people} == {"es", "en"}


def test_every_order_asks_for_a_service_the_settings_name(demo: dict[str, Intake]) -> None:
    settings = tomllib.loads((DEMO / "demo.toml").read_text(encoding="utf-8"))
    offered = {
        (carrier["name"], service["name"]) for carrier in settings["carriers"] for service in carrier["services"]
    }
    orders = demo["online-retail"].orders

    assert {(order.carrier, order.service) for order in orders} == offered
    assert all(order.recipient.street1 and order.recipient.postcode and order.recipient.country for order in orders)
    assert {order.recipient.country for order in orders} == {"GB", "FR", "DE", "IS"}
    assert {order.placed_at.date() for order in orders} == {settings["day"]["start"].date()}


def test_the_generator_makes_the_same_bytes_again(tmp_path: Path) -> None:
    """The orders file it wrote serves as its own source: the invented columns are made anew."""
    program = [sys.executable, str(DEMO / "make_demo.py"), str(DEMO / FILES["online-retail"]), str(tmp_path)]
    subprocess.run(program, check=True, capture_output=True, timeout=60)

    assert {name: (tmp_path / name).read_bytes() == (DEMO / name).read_bytes() for name in MADE} == dict.fromkeys(
        MADE, True
    )


@pytest.mark.skipif(not SOURCE.is_file(), reason="the published day is not part of the checkout")
def test_the_original_columns_are_untouched() -> None:
    with (
        SOURCE.open(encoding="utf-8", newline="") as source,
        (DEMO / MADE[0]).open(encoding="utf-8", newline="") as made,
    ):
        original, copied = list(csv.reader(source)), list(csv.reader(made))

    assert [row[:8] for row in copied] == original
