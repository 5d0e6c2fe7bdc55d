import pytest

from app.domain.intake import CancelDraft, Ignored, Intake, Rejected, StockDraft


def test_every_row_is_taken_rejected_or_ignored() -> None:
    intake = Intake(
        cancels=(CancelDraft("shopify", "#1", "channels.cancelled_in_shop", (5, 6)),),
        stock=(StockDraft("A01", "X", 1),),
        rejected=(Rejected("f", 2, "sku", "", "channels.blank"), Rejected("f", 2, "qty", "", "channels.blank")),
        ignored=(Ignored(3, "channels.line_fulfilled"),),
        rows_read=5,
    )

    assert (intake.rows_taken, intake.rows_rejected, intake.rows_ignored) == (3, 1, 1)


def test_a_lost_row_is_a_bug_that_shows_at_once() -> None:
    with pytest.raises(ValueError, match="2 rows read, but 1 accounted for"):
        Intake(stock=(StockDraft("A01", "X", 1),), rows_read=2)


def test_a_mistake_of_the_whole_file_is_no_row() -> None:
    assert Intake(rejected=(Rejected("f", 0, "", "", "channels.empty_file"),)).rows_rejected == 0


def test_a_note_names_everything_its_sentence_needs() -> None:
    wrong = Rejected("f.csv", 4, "Sku", "#1", "channels.too_long", {"longest": 64})

    assert wrong.placeholders() == {"file": "f.csv", "row": 4, "column": "Sku", "value": "#1", "longest": 64}
    assert len({wrong, wrong}) == 1
