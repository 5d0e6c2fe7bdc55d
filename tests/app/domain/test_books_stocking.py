"""Units that come in, are counted, and go back."""

from app.domain.books.rows import ToteRow
from app.domain.deeds import Counted, Picked, PutBack, Shorted, Stocked
from tests.app.domain.desk import Desk


def test_units_come_from_the_supplier_or_are_found_by_a_count() -> None:
    desk = Desk()
    desk.tell(Stocked("A-1", "S1", 4, "receipt", "r"), Stocked("A-1", "S1", 1, "count", "r"))
    assert desk.moves() == [("stock", "S1", "SUPPLIER", "A-1", 4), ("stock", "S1", "FOUND", "A-1", 1)]
    assert desk.held("S1", "A-1") == (10, 3)


def test_a_count_finds_or_loses_the_difference() -> None:
    desk = Desk()
    desk.tell(Counted("A-1", "S1", 8), Counted("A-1", "S1", 4), Counted("A-1", "S1", 4))
    assert desk.moves() == [("count", "S1", "FOUND", "A-1", 3), ("count", "S1", "A-1", "LOSS", 4)]
    assert desk.held("S1", "A-1") == (4, 3)


def test_promised_units_are_not_counted_away_but_flagged() -> None:
    desk = Desk()
    desk.tell(Counted("A-1", "S1", 1))
    assert (desk.held("S1", "A-1"), desk.issues()) == ((3, 3), ["oversold"])
    assert desk.books.issues.fresh[0].qty == 2


def test_a_count_answers_what_asked_for_it() -> None:
    desk = Desk()
    desk.tell(Shorted(1, 2, 3, 1, 1, 1, "S1", "A-1", 1, "not_found"))
    assert desk.issues() == ["short"]
    desk.tell(Counted("A-2", "S2", 2))
    assert desk.issues() == ["short"]
    desk.tell(Counted("A-1", "S1", 2), who="BA9")
    assert desk.issues() == []
    assert desk.books.issues.fresh[0].resolved_by == "BA9"


def test_putting_back_frees_the_tote_and_answers_the_request() -> None:
    desk = Desk()
    desk.set_order("cancelled")
    desk.tell(Picked(1, 2, 1, 1, 1, 1, "S1", "A-1", "T1", 3), PutBack(1, 1, "S1", "T1", "A-3", 1))
    assert (desk.issues(), desk.line(1), desk.held("S1", "A-3")) == (["put_back"], (0, 2, 0, 0), (3, 1))
    desk.tell(PutBack(1, 1, "S1", "T1", "A-3", 2))
    assert (desk.issues(), desk.line(1)) == ([], (0, 0, 0, 0))
    assert desk.books.totes.get("T1") == ToteRow("T1")


def test_goods_put_back_of_an_order_that_is_not_cancelled_hold_it_and_are_flagged_once() -> None:
    desk = Desk()
    desk.tell(Picked(1, 2, 1, 1, 1, 1, "S1", "A-1", "T1", 3))
    desk.set_order("picked")
    desk.tell(PutBack(1, 1, "S1", "T1", "A-3", 1))
    assert (desk.issues(), desk.order()) == (["lost_cancel"], "picked")
    desk.tell(PutBack(1, 1, "S1", "T1", "A-3", 2))
    assert (desk.issues(), desk.order()) == (["lost_cancel"], "held")


def test_a_second_tote_keeps_the_request_open() -> None:
    desk = Desk()
    desk.set_order("cancelled")
    desk.tell(
        Picked(1, 2, 1, 1, 1, 1, "S1", "A-1", "T1", 1),
        Picked(1, 2, 2, 1, 1, 1, "S1", "A-1", "T2", 1),
        PutBack(1, 1, "S1", "T1", "A-3", 1),
    )
    assert desk.issues() == ["put_back"]
