"""Units taken, given back and missed: what it does to shelf, tote, reservation and line."""

from dataclasses import replace

from app.domain.books.rows import PlaceRow, SlotRow, Stock, ToteRow, WalkRow
from app.domain.deeds import Picked, Shorted, ToteBound, Unpicked
from tests.app.domain.desk import Desk


def picked(qty: int = 3, *, put: int = 1, fence: int = 2, tote: str = "T1", place: str = "A-1") -> Picked:
    return Picked(1, fence, 2, put, 1, 1, "S1", place, tote, qty)


def unpicked(qty: int) -> Unpicked:
    return Unpicked(1, 2, 3, 2, 1, 1, 1, "S1", "A-1", "T1", qty)


def shorted(qty: int = 3, cause: str = "not_found") -> Shorted:
    return Shorted(1, 2, 3, 1, 1, 1, "S1", "A-1", qty, cause)


def test_a_pick_moves_units_and_fulfils_its_reservation() -> None:
    desk = Desk()
    desk.tell(picked(2))
    assert desk.moves() == [("pick", "S1", "A-1", "T1", 2)]
    assert (desk.held("S1", "A-1"), desk.held("S1", "T1"), desk.line(1)) == ((3, 1), (2, 0), (1, 2, 0, 0))
    assert desk.pick(1) == (2, 0, "open")
    desk.tell(picked(1))
    assert (desk.pick(1), desk.line(1), desk.issues()) == ((3, 0, "done"), (0, 3, 0, 0), [])


def test_a_pick_beyond_the_books_is_found_first() -> None:
    desk = Desk()
    desk.books.stock.put(Stock("S1", "A-1", 3, 3))
    desk.tell(picked(5))
    assert desk.moves() == [("found", "S1", "FOUND", "A-1", 2), ("pick", "S1", "A-1", "T1", 5)]
    assert (desk.held("S1", "A-1"), desk.held("S1", "T1")) == ((0, 0), (5, 0))
    assert desk.issues() == ["found_stock", "stray_pick"]


def test_units_of_other_reservations_are_never_taken_silently() -> None:
    desk = Desk()
    desk.tell(Picked(1, 2, 1, 99, 1, 1, "S1", "A-1", "T1", 4))
    assert desk.moves()[0] == ("found", "S1", "FOUND", "A-1", 2)
    assert desk.held("S1", "A-1") == (3, 3)
    assert desk.issues() == ["found_stock", "stray_pick"]


def test_a_pick_of_a_line_nobody_knows_is_booked_for_nobody() -> None:
    desk = Desk()
    desk.tell(Picked(9, 1, 1, 99, 99, 99, "S9", "Z-9", "T9", 2))
    assert desk.books.movements[-1].order_line_id is None
    assert (desk.held("S9", "T9"), desk.held("S9", "Z-9")) == ((2, 0), (0, 0))
    item, place, tote = (desk.books.items.get("S9"), desk.books.places.get("Z-9"), desk.books.places.get("T9"))
    assert item is not None
    assert item.draft
    assert place == PlaceRow("Z-9", "PLZ-9", "stray")
    assert tote == PlaceRow("T9", "T9", "tote")
    assert desk.issues() == ["found_stock", "stray_pick"]


def test_a_tote_whose_barcode_a_place_took_gets_another_one() -> None:
    desk = Desk()
    desk.tell(picked(tote="PLA-1"))
    place = desk.books.places.get("PLA-1")
    assert place is not None
    assert place.barcode == "PLPLA-1"


def test_work_under_an_older_claim_is_booked_and_flagged_once() -> None:
    desk = Desk()
    desk.tell(picked(1, fence=1), picked(1, fence=1))
    assert (desk.pick(1), desk.issues()) == ((2, 0, "open"), ["old_fence"])


def test_a_newer_claim_than_the_books_know_is_taken_over() -> None:
    desk = Desk()
    desk.tell(picked(1, fence=5), who="BA7")
    walk = desk.books.walks.get(1)
    assert walk is not None
    assert (walk.fence, walk.state, walk.badge, walk.deeds) == (5, "claimed", "BA7", 2)
    assert desk.issues() == []


def test_goods_of_a_cancelled_order_are_booked_and_asked_back_once() -> None:
    desk = Desk()
    desk.set_order("cancelled")
    desk.tell(picked(1), picked(2))
    assert (desk.line(1), desk.issues(), desk.order()) == ((0, 3, 0, 0), ["put_back"], "cancelled")


def test_a_pick_brings_a_released_order_to_picking() -> None:
    desk = Desk()
    desk.set_order("released")
    desk.tell(picked(1))
    assert desk.order() == "picking"


def test_a_tote_with_another_orders_units_is_a_conflict() -> None:
    desk = Desk()
    desk.tell(picked(3), ToteBound(1, 2, 4, "T1", 2))
    assert desk.issues() == ["tote_conflict"]
    assert desk.books.totes.get("T1") == ToteRow("T1", 2, 1, None)


def test_a_pick_binds_an_empty_tote_to_its_order() -> None:
    desk = Desk()
    desk.tell(picked(1))
    assert desk.books.totes.get("T1") == ToteRow("T1", 1, 1, None)


def test_an_undone_pick_is_reserved_again() -> None:
    desk = Desk()
    desk.tell(picked(3), unpicked(2))
    assert desk.moves()[-1] == ("unpick", "S1", "T1", "A-1", 2)
    assert (desk.held("S1", "A-1"), desk.held("S1", "T1")) == ((4, 2), (1, 0))
    assert (desk.pick(1), desk.line(1), desk.issues()) == ((1, 0, "open"), (2, 1, 0, 0), [])


def test_an_undone_pick_of_an_ended_walk_or_order_is_not_reserved_again() -> None:
    for spoil in (lambda desk: desk.set_order("cancelled"), finish):
        desk = Desk()
        desk.tell(picked(3))
        spoil(desk)
        desk.tell(unpicked(3))
        assert (desk.pick(1), desk.line(1), desk.held("S1", "A-1")) == ((0, 0, "void"), (0, 0, 0, 0), (5, 0))


def test_a_pick_undone_under_another_walk_frees_what_its_reservation_still_held() -> None:
    desk = Desk()
    desk.tell(picked(1))
    desk.books.walks.put(WalkRow(7, "single", "claimed", fence=2))
    desk.tell(replace(unpicked(1), walk=7))
    assert (desk.pick(1), desk.line(1), desk.held("S1", "A-1")) == ((0, 0, "void"), (0, 0, 0, 0), (5, 0))


def finish(desk: Desk) -> None:
    desk.books.walks.put(WalkRow(1, "batch", "finished", fence=2))


def test_undoing_what_was_never_picked_keeps_every_count_whole() -> None:
    desk = Desk()
    desk.tell(unpicked(2))
    assert (desk.line(1), desk.held("S1", "T1"), desk.held("S1", "A-1")) == ((3, 0, 0, 0), (0, 0), (7, 3))
    assert "found_stock" in desk.issues()


def test_a_short_gives_up_the_reservation_mends_the_shelf_and_finds_units_elsewhere() -> None:
    desk = Desk()
    desk.tell(shorted())
    assert desk.moves() == [("short", "S1", "A-1", "LOSS", 5)]
    assert (desk.pick(1), desk.issues()) == ((0, 3, "done"), ["short"])
    new = desk.books.picks.fresh
    assert [(pick.place, pick.qty, pick.position) for pick in new] == [("A-3", 1, 1), ("A-4", 2, 2)]
    assert (desk.held("S1", "A-3"), desk.held("S1", "A-4"), desk.line(1)) == ((2, 2), (2, 2), (3, 0, 0, 0))
    (walk,), (slot,) = desk.books.walks.fresh, desk.books.slots.fresh
    assert (walk.method, walk.state, walk.priority, walk.wave_id) == ("single", "open", 10, 7)
    assert (slot.order_id, slot.drop, slot.walk_id) == (1, "P-2", walk.id)


def test_what_is_nowhere_stays_missing() -> None:
    desk = Desk()
    desk.tell(Shorted(1, 2, 3, 2, 1, 2, "S2", "A-2", 2, "damaged"))
    assert (desk.books.picks.fresh, desk.books.walks.fresh) == ([], [])
    assert (desk.line(2), desk.held("S2", "A-2")) == ((0, 0, 0, 0), (0, 0))


def test_a_shelf_is_only_mended_when_units_are_gone_and_keeps_what_is_promised() -> None:
    desk = Desk()
    desk.tell(shorted(1))
    assert desk.held("S1", "A-1") == (2, 2)
    desk = Desk()
    desk.tell(shorted(cause="unreadable"))
    assert (desk.held("S1", "A-1"), desk.moves()) == ((5, 0), [])


def test_a_second_short_goes_on_the_same_extra_walk() -> None:
    desk = Desk()
    desk.books.stock.put(Stock("S2", "A-4", 9, 0))
    desk.tell(shorted(), Shorted(1, 2, 4, 2, 1, 2, "S2", "A-2", 2, "not_found"))
    assert len(desk.books.walks.fresh) == 1
    places = [(pick.sku, pick.place, pick.position) for pick in desk.books.picks.fresh]
    assert places == [("S1", "A-3", 1), ("S1", "A-4", 2), ("S2", "A-4", 3)]


def test_the_first_bench_gets_what_had_no_bench() -> None:
    desk = Desk()
    desk.books.slots.put(replace(desk.books.slots.group("order", 1)[0], drop="A-1"))
    desk.tell(shorted())
    assert [slot.drop for slot in desk.books.slots.fresh] == ["P-1"]
    assert isinstance(desk.books.slots.fresh[0], SlotRow)


def test_units_of_an_order_at_the_bench_are_not_sought_again() -> None:
    desk = Desk()
    desk.set_order("packing")
    desk.tell(shorted())
    assert desk.books.picks.fresh == []
    assert desk.line(1) == (0, 0, 0, 0)


def test_an_order_that_lost_all_its_units_before_release_waits_for_goods() -> None:
    desk = Desk()
    desk.set_order("reserved")
    desk.books.walks.put(WalkRow(1, "batch", "void"))
    desk.books.stock.put(Stock("S1", "A-3", 1, 1))
    desk.books.stock.put(Stock("S1", "A-4", 0, 0))
    desk.tell(Shorted(1, 2, 3, 2, 1, 2, "S2", "A-2", 2, "damaged"))
    assert desk.order() == "reserved"
    desk.tell(shorted())
    assert desk.order() == "backordered"
