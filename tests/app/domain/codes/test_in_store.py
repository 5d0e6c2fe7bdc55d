"""In-store codes by the site's own templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import ItemCode, Template, Unknown, read_code
from app.domain.codes.gtin import as_gtin14
from tests.app.domain.codes.shelf import Shelf, gtin

EMPTY_CHEESE = gtin("212345600000")


@pytest.mark.parametrize("registered", [EMPTY_CHEESE, "2123456"])
def test_a_weighed_item_is_found_by_the_empty_code_and_by_its_first_digits(registered: str) -> None:
    shelf = Shelf({registered: ("CHEESE", "Cheese", 1)})
    assert read_code(gtin("212345601250"), shelf) == ItemCode("CHEESE", "Cheese", 1, grams=1250)
    assert read_code(gtin("212345699999"), shelf) == ItemCode("CHEESE", "Cheese", 1, grams=99999)
    assert read_code(gtin("212345600000"), shelf) == ItemCode("CHEESE", "Cheese", 1)


def test_a_price_says_which_item_and_no_more() -> None:
    shelf = Shelf({"220042": ("HAM", "Ham", 1)})
    assert read_code(gtin("220042012349"), shelf) == ItemCode("HAM", "Ham", 1)


@pytest.mark.parametrize(("pieces", "quantity"), [("00012", 12), ("00001", 1), ("00000", 1)])
def test_pieces_are_counted(pieces: str, quantity: int) -> None:
    shelf = Shelf({"23123456": ("EGG", "Egg", 1)}, templates=(Template("23IIIIIIQQQQC"),))
    assert read_code(gtin(f"23123456{pieces[1:]}"), shelf) == ItemCode("EGG", "Egg", quantity)


def test_a_template_without_a_value_only_names_the_item() -> None:
    shelf = Shelf({"29000042": ("BOX", "Box", 3)}, templates=(Template("29IIIIII0000C"),))
    assert read_code(gtin("290000420000"), shelf) == ItemCode("BOX", "Box", 3)
    assert isinstance(read_code(gtin("290000420001"), shelf), Unknown)


def test_the_first_template_that_leads_to_an_item_counts() -> None:
    shelf = Shelf({"220042": ("HAM", "Ham", 1)})
    assert read_code(gtin("220042501250"), shelf) == ItemCode("HAM", "Ham", 1)
    shelf.barcodes["2200425"] = ("CHEESE", "Cheese", 1)
    assert read_code(gtin("220042501250"), shelf) == ItemCode("CHEESE", "Cheese", 1, grams=1250)


def test_a_code_that_is_registered_as_it_is_needs_no_template() -> None:
    code = gtin("212345601250")
    shelf = Shelf({code: ("GIFT", "Gift", 2), "2123456": ("CHEESE", "Cheese", 1)})
    assert read_code(code, shelf) == ItemCode("GIFT", "Gift", 2)


@pytest.mark.parametrize("code", ["2123456012501", "212345601250", "21234560125000", "8412345678912"])
def test_a_wrong_check_digit_or_length_is_no_in_store_code(code: str) -> None:
    assert read_code(code, Shelf({"2123456": ("CHEESE", "Cheese", 1)})) == Unknown(code)


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("", "13 signs"),
        ("2IIIIIIWWWWC", "13 signs"),
        ("3IIIIIIWWWWWC", "13 signs"),
        ("2IIIIIIWWWWWW", "13 signs"),
        ("2IIIIIIXXXXXC", "13 signs"),
        ("2iiiiiiwwwwwC", "13 signs"),
        ("2123456WWWWWC", "one run of I"),
        ("2III00IIIWWWC", "one run of I"),
        ("2IIIIIWWPPPPC", "one run of W, P or Q"),
        ("2IIIIIWW0WWWC", "one run of W, P or Q"),
        ("2IIIIIIPPPVVC", "one V"),
    ],
)
def test_a_form_that_cannot_be_meant_is_refused_and_says_what_was_expected(form: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Template(form)


@given(
    st.text("0123456789", min_size=12, max_size=12),
    st.sampled_from(["2IIIIIIWWWWWC", "22IIIIPPPPPVC", "2IIQQQQQ0000C"]),
)
def test_any_code_of_a_layout_leads_to_candidates_that_could_be_registered(digits: str, form: str) -> None:
    read = Template(form).read(gtin(digits))
    if read is not None:
        empty, bare = read.candidates
        assert gtin(empty[:-1]) == empty
        assert digits.startswith(bare)
        assert as_gtin14(empty)
