"""A directory of a few items for reading codes, and codes as they stand on real labels."""

from dataclasses import dataclass, field

from app.domain.codes import Template
from app.domain.codes.gtin import as_gtin14, check_digit

GS = "\x1d"
MUG, CASE = "08412345678905", "18412345678902"
CHEESE, HAM = "2123456000000", "2200420"


def gtin(payload: str) -> str:
    return payload + check_digit(payload)


@dataclass
class Shelf:
    """Knows a mug, its case of six, a cheese and a ham by in-store codes, and whatever a test adds."""

    barcodes: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    templates: tuple[Template, ...] = (Template("2IIIIIIWWWWWC"), Template("22IIIIPPPPPVC"))

    def __post_init__(self) -> None:
        self.barcodes |= {"8412345678905": ("MUG", "Mug", 1), CASE: ("MUG", "Mug", 6)}

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        known = {as_gtin14(each) or each: item for each, item in self.barcodes.items()}
        return self.barcodes.get(code) or known.get(as_gtin14(code) or code)

    def place_of(self, barcode: str) -> str | None:
        return {"PLA032": "A-03-2"}.get(barcode)
