"""The numbers and texts behind barcodes: check digits, SSCC parcel numbers, what a barcode may say.

Check digits are the domain's; here they are asked of anything and refused with a sentence.
"""

import re

from app.domain.codes.gtin import check_digit as gs1_check_digit

GTIN_LENGTHS = (8, 12, 13, 14)
"""Digits of a trade item number, check digit included (EAN-8, UPC-A, EAN-13, ITF-14)."""

SSCC_LENGTH = 18
"""Digits of a parcel number, check digit included."""

_PLAIN = re.compile(r"[A-Z0-9#]+")
_PRINTABLE = re.compile(r"[ -~]+")
_DIGITS = re.compile(r"[0-9]+")
_SHORTEST_PREFIX, _LONGEST_PREFIX = 4, 12


class LabelError(ValueError):
    """A label cannot be made from what it was given; nothing was printed.

    Attributes:
        key: Key of the sentence to show, e.g. ``"labels.error.code_empty"``.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, key: str, **names: object) -> None:
        super().__init__(f"{key} {names}" if names else key)
        self.key = key
        self.names = names


def check_digit(digits: str) -> int:
    """Computes the last digit of a GTIN or SSCC from the digits before it.

    Raises:
        LabelError: Not a run of digits 0 to 9.
    """
    if not _DIGITS.fullmatch(digits):
        raise LabelError("labels.error.not_digits", code=digits)
    return int(gs1_check_digit(digits))


def is_gtin(code: str) -> bool:
    """Tells whether a code is 8, 12, 13 or 14 digits with the right check digit."""
    return len(code) in GTIN_LENGTHS and _is_checked(code)


def is_sscc(code: str) -> bool:
    """Tells whether a code is 18 digits with the right check digit."""
    return len(code) == SSCC_LENGTH and _is_checked(code)


def make_sscc(prefix: str, serial: int, *, extension: int = 0) -> str:
    """Builds a parcel number: extension digit, company prefix, serial, check digit; 18 digits.

    Args:
        prefix: The company's GS1 prefix, 4 to 12 digits.
        serial: Which parcel of the company; must not come again within a year.
        extension: 0 to 9, free to the company; ten times more numbers.

    Raises:
        LabelError: A part is no such number, or the serial needs more digits than are left.
    """
    if not _DIGITS.fullmatch(prefix) or not _SHORTEST_PREFIX <= len(prefix) <= _LONGEST_PREFIX:
        raise LabelError("labels.error.prefix", prefix=prefix)
    if extension not in range(10):
        raise LabelError("labels.error.extension", extension=extension)
    room = SSCC_LENGTH - 2 - len(prefix)
    if not 0 <= serial < 10**room:
        raise LabelError("labels.error.serial", serial=serial, digits=room)
    body = f"{extension}{prefix}{serial:0{room}d}"
    return f"{body}{check_digit(body)}"


def require_sscc(code: str) -> str:
    """Gives a parcel number back if it is one.

    Raises:
        LabelError: Not 18 digits, or the check digit is wrong.
    """
    if not is_sscc(code):
        raise LabelError("labels.error.sscc", code=code)
    return code


def require_ean13(code: str) -> str:
    """Gives an EAN-13 back if it is one; the encoder itself would quietly repair a wrong check digit.

    Raises:
        LabelError: Not 13 digits, or the check digit is wrong.
    """
    if len(code) != 13 or not is_gtin(code):  # noqa: PLR2004 - the 13 of EAN-13
        raise LabelError("labels.error.ean13", code=code)
    return code


def require_plain(code: str) -> str:
    """Gives back a code of capitals, digits and ``#``: the same under every keyboard layout and printer.

    Raises:
        LabelError: Empty, or another character in it.
    """
    return _require(_PLAIN, code, "labels.error.code_plain")


def require_printable(code: str) -> str:
    """Gives back a code of printable ASCII, the most a Code 128 barcode carries unharmed.

    Raises:
        LabelError: Empty, or another character in it (the encoders turn some of them into controls).
    """
    return _require(_PRINTABLE, code, "labels.error.code_printable")


def _require(allowed: re.Pattern[str], code: str, key: str) -> str:
    if not code:
        raise LabelError("labels.error.code_empty")
    if not allowed.fullmatch(code):
        raise LabelError(key, code=code)
    return code


def _is_checked(code: str) -> bool:
    return bool(_DIGITS.fullmatch(code)) and check_digit(code[:-1]) == int(code[-1])
