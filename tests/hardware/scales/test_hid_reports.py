import struct
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scales.hid_reports import parse
from hardware.scales.weight import GRAMS, Steadiness, Weight

UNITS = {1: "mg", 2: "g", 3: "kg", 11: "oz", 12: "lb"}


def report(status: int, unit: int, exponent: int, amount: int) -> bytes:
    return struct.pack("<BBBbH", 3, status, unit, exponent, amount)


def ailing(detail: str) -> Weight:
    return Weight(Steadiness.NOT_EXECUTABLE, detail=detail)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (report(4, 2, 0, 1250), Weight(Steadiness.STABLE, Decimal(1250))),
        (report(4, 3, -2, 125), Weight(Steadiness.STABLE, Decimal(1250))),
        (report(4, 11, -1, 160), Weight(Steadiness.STABLE, Decimal("453.59237"))),
        (report(4, 12, -1, 10), Weight(Steadiness.STABLE, Decimal("453.59237"))),
        (report(2, 2, 0, 0), Weight(Steadiness.STABLE, Decimal(0))),
        (report(3, 2, 0, 1250), Weight(Steadiness.UNSTABLE, Decimal(1250))),
        (report(1, 2, 0, 1250), ailing("fault")),
        (report(5, 2, 0, 50), Weight(Steadiness.UNDERLOAD)),
        (report(6, 2, 0, 0), Weight(Steadiness.OVERLOAD)),
        (report(7, 2, 0, 0), ailing("calibrate")),
        (report(8, 2, 0, 0), ailing("rezero")),
        (report(9, 2, 0, 5), ailing("unreadable")),
        (report(2, 2, 0, 5), ailing("unreadable")),
        (report(4, 6, 0, 5), ailing("unreadable")),
        (report(4, 2, 100, 5), ailing("unreadable")),
        (report(4, 2, 0, 5)[:5], ailing("unreadable")),
        (report(4, 2, 0, 1250) + b"\0\0", Weight(Steadiness.STABLE, Decimal(1250))),
        (b"\x04\x01", None),
        (b"", None),
    ],
)
def test_a_report_is_read(data: bytes, wanted: Weight | None) -> None:
    assert parse(data) == wanted


@given(st.binary(max_size=64) | st.builds(lambda rest: b"\x03" + rest, st.binary(min_size=5, max_size=8)))
def test_no_report_makes_the_reader_raise_and_every_weight_stands_in_it(data: bytes) -> None:
    weight = parse(data)
    if weight is not None and weight.exact is not None:
        _, status, unit, exponent, amount = struct.unpack_from("<BBBbH", data)
        assert status in {2, 3, 4}
        assert Fraction(weight.exact) == amount * Fraction(10) ** exponent * Fraction(GRAMS[UNITS[unit]])
