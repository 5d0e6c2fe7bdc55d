"""From the tote into the parcel and out of the house."""

import pytest

from app.domain.books.rows import ToteRow
from app.domain.deeds import (
    LabelPrinted,
    Packed,
    PackShorted,
    ParcelClosed,
    Picked,
    Shipped,
    SignedIn,
    Unpacked,
    WalkFinished,
    WeightOverridden,
)
from app.domain.master.people import Role
from tests.app.domain.desk import Desk

PICKS = (
    Picked(1, 2, 1, 1, 1, 1, "S1", "A-1", "T1", 3),
    Picked(1, 2, 2, 2, 1, 2, "S2", "A-2", "T1", 2),
    WalkFinished(1, 2, 3, 0),
)
BOTH = (Packed("003", 1, 1, "S1", "T1", 3), Packed("003", 1, 2, "S2", "T1", 2))


def at_bench() -> Desk:
    desk = Desk()
    desk.tell(*PICKS)
    desk.set_order("packing")
    return desk


def closed(parcel: str = "003", *, last: bool = True) -> ParcelClosed:
    return ParcelClosed(parcel, 1, 1, 510, 500, last)


def parcel(desk: Desk, sscc: str = "003") -> tuple[str, int | None, int]:
    row = desk.books.parcels.get(sscc)
    assert row is not None
    return row.state, row.weight_g, row.labels


def test_packed_units_are_in_the_parcel() -> None:
    desk = at_bench()
    desk.tell(*BOTH)
    assert (desk.held("S1", "003"), desk.held("S1", "T1"), desk.line(1)) == ((3, 0), (0, 0), (0, 3, 3, 0))
    assert (parcel(desk), desk.issues()) == (("open", None, 0), [])


def test_the_last_parcel_ends_the_packing_and_frees_the_totes() -> None:
    desk = at_bench()
    desk.tell(*BOTH, LabelPrinted("003", 1, 1, "", "p", "ok"), closed())
    assert (desk.order(), parcel(desk)) == ("packed", ("closed", 510, 1))
    assert desk.books.totes.get("T1") == ToteRow("T1")
    assert desk.issues() == []


def test_a_tote_that_is_not_empty_after_packing_is_flagged() -> None:
    desk = at_bench()
    desk.tell(BOTH[0], closed())
    assert desk.issues() == ["left_in_tote"]
    assert desk.books.totes.get("T1") == ToteRow("T1", 1, 1, None)


def test_shipping_the_last_unit_ends_the_order() -> None:
    desk = at_bench()
    desk.tell(*BOTH, closed(), Shipped("003", 1, 0))
    assert (desk.order(), parcel(desk)[0], desk.line(1), desk.line(2)) == (
        "shipped",
        "shipped",
        (0, 3, 3, 3),
        (0, 2, 2, 2),
    )
    assert desk.moves()[-1] == ("ship", "S2", "003", "CUSTOMER", 2)


def test_an_order_waits_until_its_last_closed_parcel_is_shipped() -> None:
    desk = at_bench()
    desk.tell(BOTH[0], closed(last=False), Packed("004", 1, 2, "S2", "T1", 2), closed("004"), Shipped("003", 1, 0))
    assert desk.order() == "packed"
    desk.tell(Shipped("004", 1, 0))
    assert desk.order() == "shipped"


def test_an_order_shipped_in_part_waits_for_the_rest() -> None:
    desk = at_bench()
    desk.tell(BOTH[0], PackShorted(1, 2, "S2", "T1", 2, "missing"), closed(), Shipped("003", 1, 0))
    row = desk.books.orders.get(1)
    assert row is not None
    assert (row.state, row.wave_id, desk.issues()) == ("backordered", None, ["pack_short"])
    assert desk.line(2) == (0, 0, 0, 0)


def test_an_order_with_units_left_in_its_tote_goes_back_to_the_bench() -> None:
    desk = at_bench()
    desk.tell(BOTH[0], closed(), Shipped("003", 1, 0))
    assert desk.order() == "picked"


def test_an_order_of_which_nothing_reached_the_bench_leaves_it() -> None:
    desk = at_bench()
    desk.tell(PackShorted(1, 1, "S1", "T1", 3, "missing"), PackShorted(1, 2, "S2", "T1", 2, "damaged"))
    assert desk.order() == "backordered"
    assert desk.moves()[-1] == ("pack_short", "S2", "T1", "LOSS", 2)


def test_unpacking_takes_every_step_back() -> None:
    desk = at_bench()
    desk.tell(*BOTH, Unpacked("003", 1, 1, "S1", "T1", 2))
    assert (desk.held("S1", "003"), desk.held("S1", "T1"), desk.line(1)) == ((1, 0), (2, 0), (0, 3, 1, 0))
    assert desk.issues() == []


def test_units_from_a_tote_that_lacks_them_are_found() -> None:
    desk = at_bench()
    desk.tell(Packed("003", 1, 1, "S1", "T7", 3))
    assert desk.held("S1", "T1") == (3, 0)
    assert (desk.line(1), desk.issues()) == ((0, 3, 3, 0), ["found_stock"])


def test_units_that_were_not_the_lines_become_the_lines() -> None:
    desk = at_bench()
    desk.tell(Packed("003", 1, 1, "S1", "T1", 3), Packed("003", 1, 1, "S1", "T1", 1))
    assert (desk.line(1), desk.held("S1", "003"), desk.held("S1", "T1")) == ((0, 4, 4, 0), (4, 0), (0, 0))
    assert desk.issues() == ["found_stock", "found_stock"]


def test_unpacking_what_was_never_packed_keeps_every_count_whole() -> None:
    desk = at_bench()
    desk.tell(Unpacked("003", 1, 1, "S1", "T1", 1))
    assert (desk.line(1), desk.held("S1", "003"), desk.held("S1", "T1")) == ((0, 4, 0, 0), (0, 0), (4, 0))
    assert "found_stock" in desk.issues()


def test_units_of_no_line_are_flagged_in_the_parcel_and_when_they_leave() -> None:
    desk = at_bench()
    desk.tell(Packed("003", 1, 99, "S1", "T1", 1), Shipped("003", 1, 0))
    assert desk.moves()[-1] == ("ship_stray", "S1", "003", "CUSTOMER", 1)
    assert desk.issues() == ["stray_pack", "stray_pack"]


def test_packing_into_a_closed_parcel_is_flagged() -> None:
    desk = at_bench()
    desk.tell(BOTH[0], closed(last=False), BOTH[1])
    assert desk.issues() == ["stray_pack"]
    assert desk.line(2) == (0, 2, 2, 0)


def test_shipping_twice_ships_once() -> None:
    desk = at_bench()
    desk.tell(*BOTH, closed(), Shipped("003", 1, 0), Shipped("003", 1, 0))
    assert sum(move[-1] for move in desk.moves() if move[3] == "CUSTOMER") == 5


def test_a_parcel_of_an_order_nobody_knows_is_flagged() -> None:
    desk = Desk()
    desk.tell(ParcelClosed("009", 77, 1, 1, 1, last=True), Shipped("009", 77, 0))
    assert desk.issues() == ["unknown_order", "unknown_order"]
    assert desk.books.parcels.get("009") is None


def test_an_overridden_weight_is_on_record_and_settled() -> None:
    desk = at_bench()
    desk.books.roles["BA9"] = Role.SUPERVISOR
    desk.tell(WeightOverridden("003", 1, 700, 500, "BA9"))
    (issue,) = desk.books.issues.fresh
    assert (issue.kind, issue.resolved_by, issue.order_id, desk.issues()) == ("weight", "BA9", 1, [])


@pytest.mark.parametrize("now", [None, Role.PACKER, Role.AUDITOR])
def test_a_weight_that_was_let_pass_by_somebody_who_may_not_is_flagged(now: Role | None) -> None:
    desk = at_bench()
    if now is not None:
        desk.books.roles["BA9"] = now
    desk.tell(WeightOverridden("003", 1, 700, 500, "BA9"))
    assert desk.issues() == ["role_revoked"]


@pytest.mark.parametrize(
    ("was", "now", "flagged"),
    [
        ("", None, False),
        ("supervisor", Role.SUPERVISOR, False),
        ("supervisor", Role.ADMIN, False),
        ("supervisor", Role.PICKER, True),
        ("admin", Role.SUPERVISOR, True),
        ("supervisor", None, True),
        ("king", Role.ADMIN, True),
    ],
)
def test_who_signed_in_as_more_than_the_centre_knows_is_flagged(was: str, now: Role | None, flagged: bool) -> None:  # noqa: FBT001
    desk = at_bench()
    if now is not None:
        desk.books.roles["BA9"] = now
    desk.tell(SignedIn("BA9", was))
    assert desk.issues() == (["role_revoked"] if flagged else [])


def test_a_manifest_is_kept_if_there_is_one() -> None:
    desk = at_bench()
    desk.books.manifests.add(4)
    desk.tell(*BOTH, closed(), Shipped("003", 1, 4))
    row = desk.books.parcels.get("003")
    assert row is not None
    assert row.manifest_id == 4


def test_a_parcel_that_left_before_it_was_told_closed_still_ends_its_order() -> None:
    desk = at_bench()
    desk.tell(*BOTH, Shipped("003", 1, 0), closed())
    assert (desk.order(), parcel(desk)[0]) == ("shipped", "shipped")


def test_units_packed_for_a_cancelled_order_are_asked_back() -> None:
    desk = at_bench()
    desk.set_order("cancelled")
    desk.tell(*BOTH, closed())
    assert (desk.order(), desk.issues()) == ("cancelled", ["put_back"])
