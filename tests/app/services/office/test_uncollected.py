import gc

import pytest

from app.services.office.uncollected import uncollected


@uncollected()
def searched(text: str) -> tuple[int, bool]:
    return int(text), gc.isenabled()


def test_the_search_for_garbage_rests_and_goes_on_even_after_a_failure() -> None:
    assert searched("7") == (7, False)
    assert gc.isenabled()

    with pytest.raises(ValueError, match="x"):
        searched("x")
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        searched("7")
        assert not gc.isenabled()
    finally:
        gc.enable()
