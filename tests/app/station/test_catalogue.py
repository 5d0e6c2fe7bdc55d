from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.codes import ItemCode, PlaceCode, Template, read_code
from app.domain.master.items import Barcode, Item
from app.domain.master.people import Person, Role
from app.domain.master.places import Place, PlaceKind
from app.station.catalogue import Catalogue, Master
from app.station.store import Store
from app.station.trouble import StationTrouble

MUG = Item("85123A", "TAZA ROJA «Ñandú»\n\u2028 2", 310)
SHELF = Place("A03-07-B", PlaceKind.SHELF, "A", 3, 7, 100, 200, "47")
ANA = Person("BA0001", "Ana Ruiz", Role.PICKER, "es")
MASTER = Master(
    items=[MUG, Item("DRAFT", "?", draft=True)],
    barcodes=[
        Barcode("8412345678905", "85123A"),
        Barcode("012345678905", "85123A", 6),
        Barcode("INNER-1", "85123A", 4),
    ],
    places=[SHELF, Place("TO00001", PlaceKind.TOTE)],
    people=[ANA],
    in_store=["2IIIIIIWWWWWC"],
)


def test_what_was_replaced_is_found_and_outlives_a_restart(tmp_path: Path) -> None:
    with Store(tmp_path / "station.db") as store:
        fresh = Catalogue(store)
        assert (fresh.version, fresh.item_of("8412345678905"), fresh.item("85123A")) == ("", None, None)
        fresh.replace(MASTER, version="17")
    with Store(tmp_path / "station.db") as store:
        for catalogue in (fresh, Catalogue(store)):
            assert catalogue.version == "17"
            assert catalogue.item_of("8412345678905") == ("85123A", MUG.name, 1)
            assert catalogue.item("85123A") == MUG
            assert catalogue.templates == (Template("2IIIIIIWWWWWC"),)
            assert catalogue.place("A03-07-B") == SHELF
            assert catalogue.person("BA0001") == ANA
            assert (catalogue.item("X"), catalogue.place("X"), catalogue.person("X")) == (None, None, None)


def test_scans_are_read_through_it(store: Store) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(MASTER, version="1")
    assert read_code("inner-1", catalogue) == ItemCode("85123A", MUG.name, 4)
    assert read_code("PLA0307B", catalogue) == PlaceCode("A03-07-B")
    assert read_code("a0307b", catalogue, typed=True) == PlaceCode("A03-07-B")


@pytest.mark.parametrize("code", ["012345678905", "0012345678905", "00012345678905"])
def test_a_upc_is_found_with_and_without_its_zeros(store: Store, code: str) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(MASTER, version="1")
    assert catalogue.item_of(code) == ("85123A", MUG.name, 6)
    catalogue.replace(Master(MASTER.items, [Barcode("0012345678905", "85123A", 6)]), version="2")
    assert catalogue.item_of(code) == ("85123A", MUG.name, 6)


@pytest.mark.parametrize("registered", ["96385074", "0000096385074", "00000096385074"])
@pytest.mark.parametrize("code", ["96385074", "0000096385074", "00000096385074"])
def test_an_ean_8_is_found_with_and_without_its_zeros(store: Store, registered: str, code: str) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(Master(MASTER.items, [Barcode(registered, "85123A")]), version="1")
    assert catalogue.item_of(code) == ("85123A", MUG.name, 1)


def test_a_pack_of_its_own_is_not_the_unit_in_it(store: Store) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(MASTER, version="1")
    assert catalogue.item_of("08412345678905") == ("85123A", MUG.name, 1)
    assert catalogue.item_of("18412345678902") is None


def test_the_exact_code_goes_before_its_relatives(store: Store) -> None:
    catalogue = Catalogue(store)
    both = [Barcode("0012345678905", "A"), Barcode("012345678905", "B")]
    catalogue.replace(Master([Item("A", "a"), Item("B", "b")], both), version="1")
    assert catalogue.item_of("0012345678905") == ("A", "a", 1)
    assert catalogue.item_of("012345678905") == ("B", "b", 1)


@pytest.mark.parametrize("code", ["12345678905", "", "00000012345678905", "\u0660" * 12])
def test_other_lengths_and_digits_are_no_relatives(store: Store, code: str) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(MASTER, version="1")
    assert catalogue.item_of(code) is None


def test_a_barcode_of_an_item_that_is_not_there_means_nothing(store: Store) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(Master(barcodes=[Barcode("8412345678905", "GONE")]), version="1")
    assert catalogue.item_of("8412345678905") is None


def test_a_label_that_two_places_share_leads_nowhere(store: Store) -> None:
    catalogue = Catalogue(store)
    twins = [Place("A03-07-B", PlaceKind.SHELF), Place("A0-307-B", PlaceKind.SHELF)]
    catalogue.replace(Master(places=twins), version="1")
    assert catalogue.place_of("PLA0307B") is None
    assert catalogue.place("A0-307-B") == twins[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(items=st.lists(st.builds(Item, st.text(), st.text()), unique_by=lambda item: item.sku))
def test_any_rows_come_back_as_they_were(store: Store, items: list[Item]) -> None:
    Catalogue(store).replace(Master(items), version="1")
    again = Catalogue(store)
    assert [again.item(item.sku) for item in items] == items


def test_a_big_catalogue_comes_back_whole(store: Store) -> None:
    items = [Item(f"S{n}", f"ITEM {n}", n) for n in range(20_000)]
    barcodes = [Barcode(f"84{n:011}", f"S{n}") for n in range(20_000)]
    Catalogue(store).replace(Master(items, barcodes), version="1")
    again = Catalogue(store)
    assert all(again.item_of(f"84{n:011}") == (f"S{n}", f"ITEM {n}", 1) for n in range(20_000))


def test_a_full_disk_leaves_the_old_copy_in_use(store: Store) -> None:
    catalogue = Catalogue(store)
    catalogue.replace(MASTER, version="1")
    store._writer.execute(f"PRAGMA max_page_count = {store._writer.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(StationTrouble, match="full"):
        catalogue.replace(Master([Item(f"S{n}", f"ITEM {n * n}") for n in range(5000)]), version="2")
    for kept in (catalogue, Catalogue(store)):
        assert (kept.version, kept.item("85123A")) == ("1", MUG)


def test_a_damaged_copy_is_told(store: Store) -> None:
    Catalogue(store).replace(MASTER, version="1")
    with store.write() as db:
        db.execute("UPDATE catalogue SET body = x'0102'")
    with pytest.raises(StationTrouble, match="damaged"):
        Catalogue(store)


def test_changes_are_merged_into_the_copy_and_what_is_gone_goes(store: Store) -> None:
    catalogue = Catalogue(store)
    items, codes = [Item("A", "a", 1), Item("B", "b", 1)], [Barcode("111", "A"), Barcode("222", "B")]
    catalogue.replace(Master(items, codes), version="1")
    changed = Master([Item("B", "better", 2), Item("C", "c", 1)], [Barcode("333", "C")])
    catalogue.merge(changed, {"item": ("A", "B", "C"), "barcode": ("111", "333")}, version="2")
    for known in (catalogue, Catalogue(store)):
        assert known.version == "2"
        assert known.item("A") is None
        assert known.item_of("111") is None
        assert known.item_of("222") == ("B", "better", 1)
        assert known.item_of("333") == ("C", "c", 1)
