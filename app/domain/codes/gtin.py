"""GTINs, the numbers under the bars of goods: their check digit and the one form of all their lengths."""

_LENGTHS = frozenset({8, 12, 13, 14})


def check_digit(payload: str) -> str:
    """Gives the GS1 check digit of a number: ``check_digit("400638133393")`` is ``"1"``.

    Weights are 3 and 1 in turn from the right of the payload; the digit fills the sum up to the next ten (GS1 General
    Specifications, section 7.9).
    """
    total = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(reversed(payload)))
    return str(-total % 10)


def is_gtin(code: str) -> bool:
    """Tells whether a code has the length of a GTIN and digits only; the check digit may be wrong."""
    return len(code) in _LENGTHS and code.isascii() and code.isdigit()


def as_gtin14(code: str) -> str:
    """Gives a GTIN with the zeros in front that make it 14 digits; empty when it is none.

    The eight digits of an EAN-8, the twelve of a UPC-A and the thirteen of an EAN-13 are the same number in all
    longer forms (GS1 General Specifications, section 3.3.2). One that begins with another digit is a pack of its own.
    """
    return code.zfill(14) if is_gtin(code) else ""
