"""Any text has exactly one meaning, nothing is raised, and no item comes from nowhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.codes import Expired, ItemCode, Meaning, read_code, without_mark
from tests.app.domain.codes.shelf import CASE, GS, MUG, Shelf

FIELDS = st.sampled_from(
    [
        f"01{MUG}",
        f"02{CASE}",
        "17271231",
        "15270000",
        "10LOT-7",
        "21SN1",
        "3103001250",
        "3748",
        "30",
        "00",
        "01",
        "(01)",
    ]
)
SIGNS = st.sampled_from([GS, "]C1", "]d2", "]e0", "]C0", "]", " ", "\x00", "ñ", "٣", "#", "2112345012509"])
TEXTS = st.lists(st.one_of(FIELDS, SIGNS, st.text(max_size=6)), max_size=8).map("".join)


@settings(max_examples=600, deadline=None)
@given(st.one_of(TEXTS, st.text(), st.text("0123456789()" + GS, min_size=10, max_size=40)), st.booleans())
def test_any_text_is_read_without_an_error(text: str, typed: bool) -> None:  # noqa: FBT001  # drawn, not chosen
    known: Meaning = read_code(without_mark(text), Shelf(), typed=typed)
    assert not isinstance(known, Expired)  # only the calendar says that
    if isinstance(known, ItemCode):
        assert known.sku == "MUG"
        assert known.quantity >= 1
        assert MUG[1:] in text or CASE in text


class NoItems(Shelf):
    """A house without items."""

    def item_of(self, code: str) -> None:
        del code


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_house_without_items_never_reads_one(text: str) -> None:
    assert not isinstance(read_code(text, NoItems()), ItemCode)


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789", min_size=8, max_size=14))
def test_plain_digits_are_never_details_of_an_item(digits: str) -> None:
    meaning = read_code(digits, Shelf())
    assert type(meaning).__name__ in {"Unknown", "ItemCode"}
