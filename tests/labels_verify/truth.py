"""What must be read from a label of each kind, worked out here once more and on purpose not with the product's code.

GS1 element strings follow the GS1 General Specifications, chapter 3: trade item numbers in 14 digits, dates as
YYMMDD, values of fixed length first, the group separator after any other that is not the last.
"""

from collections.abc import Callable, Sequence
from typing import Any

from tests.labels_verify.verifier import LOWEST_LOGISTIC, NARROWEST_LOGISTIC, Code

GS = "\x1d"
CARDS_A_PAGE = 16


def logistic_number(sscc: str) -> Code:
    """The bars of a parcel or pallet, which machines read in passing."""
    return Code(f"00{sscc}", "]C1", NARROWEST_LOGISTIC, LOWEST_LOGISTIC)


def _logistic(label: Any) -> list[Code]:
    codes = [logistic_number(label.sscc)]
    if label.content_gtin:
        codes.append(Code(f"02{label.content_gtin:0>14}37{label.units}", "]C1"))
    batch = _day("15", label.best_before) + (f"10{label.lot}" if label.lot else "")
    return [*codes, Code(batch, "]C1")] if batch else codes


def _item(label: Any) -> list[Code]:
    codes = [Code(label.barcode, "]E0" if _is_ean_13(label.barcode) else "]C0")]
    if label.gtin:
        goods = f"01{label.gtin:0>14}" + _day("17", label.expiry) + (f"10{label.lot}" if label.lot else "")
        codes.append(Code(goods, "]d2"))
    return codes


def _day(identifier: str, day: Any) -> str:
    if day and day.year // 100 != 20:
        return "must be refused: read back, it is a day of this century"
    return f"{identifier}{day.year % 100:02}{day.month:02}{day.day:02}" if day else ""


def _is_ean_13(code: str) -> bool:
    if len(code) != 13 or not (code.isascii() and code.isdigit()):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(code)) % 10 == 0


_ONE_LABEL: dict[str, Callable[[Any], Sequence[Code]]] = {
    "shipping": lambda label: [logistic_number(label.sscc)],
    "logistic": _logistic,
    "return": lambda label: [Code(label.reference, "]C0")],
    "tote": lambda label: [Code(label.code, "]C0")],
    "place": lambda label: [Code(label.barcode, "]C0")],
    "item": _item,
    "badge": lambda label: [Code(label.code, "]C0")],
    "command": lambda label: [Code(label.code, "]C0")],
    "slip": lambda paper: [Code(paper.order_code, "]C0")],
    "manifest": lambda _paper: [],
}


def sheets(kind: str, record: Any, pages: int = 1) -> list[Sequence[Code]]:
    """The barcodes of every label or page; only the first of a paper's ``pages`` bears any."""
    if kind == "commands":
        codes = [Code(card.code, "]C0") for card in record.cards]
        return [codes[start : start + CARDS_A_PAGE] for start in range(0, len(codes), CARDS_A_PAGE)]
    return [_ONE_LABEL[kind](record), *[[]] * (pages - 1)]


KINDS_KNOWN = frozenset({*_ONE_LABEL, "commands"})
