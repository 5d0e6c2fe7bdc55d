"""Makes the demo's data from one day of the Online Retail file.

Run it as::

    python resources/demo/make_demo.py SOURCE_CSV [FOLDER]

``SOURCE_CSV`` is the file of the day, as published or as an earlier run of this program wrote it; ``FOLDER`` is
where the results go, this program's own folder unless said otherwise. The same source always gives the same
bytes. It reads ``demo.toml`` (carriers, company prefix) and ``recipients.csv`` (invented people and streets)
beside itself and writes the orders file it names, ``items.csv``, ``places.csv`` and ``stock.csv``; ``people.csv`` is
written by hand. README.md says what in them is real and what is invented.
"""

import csv
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
ADDRESS = ("Recipient", "Company", "Street", "Street2", "Postcode", "City", "Region", "Country2", "Phone", "Email")
PERSON = ("Recipient", "Company", "Phone", "Email")
EXTRA = (*ADDRESS, "Carrier", "Service")
PRODUCT = re.compile(r"[0-9]{5}[A-Z]{0,2}\Z")
HOME = "United Kingdom"

ZONES, AISLES_A_ZONE, BAYS = "ABC", 4, 24
LEVELS = "ABCDE"  # from the floor up; a longer list leaves out I and O, which are read as 1 and 0
HANDY = "BCADE"  # levels from the easiest to reach to the hardest
AISLE_PITCH_MM, BAY_MM, FRONT_MM = 3200, 1300, 2000
TWO_PLACES, SHARED_PLACES, PACKS, SHORT = 0.05, 0.02, 0.15, 0.015
FEW = 24
NEIGHBOUR_BAYS = 2

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One shelf place; ``depth`` counts bays from the front of the aisle, two bays face each other."""

    zone: str
    aisle: int
    bay: int
    level: str

    @property
    def code(self) -> str:
        """As people read it, e.g. ``"A03-07-B"``."""
        return f"{self.zone}{self.aisle:02}-{self.bay:02}-{self.level}"

    @property
    def depth(self) -> int:
        """Bays from the front, 0 is the first pair."""
        return (self.bay - 1) // 2

    def handiness(self) -> tuple[int, int, int, int]:
        """Sorts the best places first: zone, then front, then a height between hip and shoulder."""
        return ZONES.index(self.zone), self.depth, HANDY.index(self.level), self.aisle * 100 + self.bay

    def on_the_walk(self) -> tuple[int, int, int, str]:
        """Sorts along the serpentine: odd aisles away from the front, even ones back."""
        return self.aisle, self.depth if self.aisle % 2 else -self.depth, self.bay, self.level


def main(arguments: Sequence[str]) -> None:
    """Writes the demo's files; the arguments are the source and, if wished, the folder."""
    source = Path(arguments[0])
    folder = Path(arguments[1]) if len(arguments) > 1 else HERE
    settings = tomllib.loads((HERE / "demo.toml").read_text(encoding="utf-8"))
    with source.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    wanted, names = demand(lines), item_names(lines)
    shelves = floor()
    homes = assign(sorted(names, key=rank(lines, wanted)), sorted(shelves, key=Shelf.handiness))
    write(folder / settings["day"]["orders"], (*COLUMNS, *EXTRA), orders(lines, settings))
    prefix = settings["site"]["gs1_company_prefix"]
    write(folder / "items.csv", ("sku", "name", "weight_g", "barcode"), items(names, prefix))
    header = ("code", "kind", "zone", "aisle", "bay", "level", "x_mm", "y_mm", "sequence", "check_digits")
    write(folder / "places.csv", header, places(shelves))
    write(folder / "stock.csv", ("place", "sku", "quantity"), stock(homes, wanted, rare(lines, wanted)))


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes a CSV file with line feeds, and says so."""
    table = [header, *rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)
    print(f"{path.name}: {len(table) - 1} rows")


def dice(purpose: str) -> Random:
    """Gives the dice for one purpose, the same on every run and machine."""
    return Random(f"pasillo {purpose}")


def code_of(line: Line) -> str:
    """Gives a line's item code as the channel writes it."""
    return line["StockCode"].strip().upper()


def is_sale(line: Line) -> bool:
    """Tells whether a row asks for goods: a plain invoice, a product, a positive quantity."""
    return line["InvoiceNo"].isdigit() and int(line["Quantity"]) > 0 and PRODUCT.match(code_of(line)) is not None


def demand(lines: Sequence[Line]) -> Counter[str]:
    """Counts the units of each item that the day's orders ask for."""
    units: Counter[str] = Counter()
    for line in filter(is_sale, lines):
        units[code_of(line)] += int(line["Quantity"])
    return units


def item_names(lines: Sequence[Line]) -> dict[str, str]:
    """Gives every product of the file its most frequent description, or ``Item <sku>`` when all are blank."""
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if PRODUCT.match(code_of(line)):
            said[code_of(line)][" ".join(line["Description"].split())] += 1
    best = {sku: min(words, key=lambda word: (not word, -words[word], word)) for sku, words in said.items()}
    return {sku: best[sku] or f"Item {sku}" for sku in sorted(best)}


def rank(lines: Sequence[Line], wanted: Counter[str]) -> Callable[[str], tuple[int, int, str]]:
    """Gives the sort key of items: most order lines first, then most units."""
    picks = Counter(code_of(line) for line in lines if is_sale(line))
    return lambda sku: (-picks[sku], -wanted[sku], sku)


def orders(lines: Sequence[Line], settings: dict[str, Any]) -> Iterable[list[str]]:
    """Gives the day's rows, untouched, with invented address and carrier at the end of rows of real orders."""
    sold = {line["InvoiceNo"] for line in lines if is_sale(line)}
    people = address_book()
    for line in lines:
        extra = [""] * len(EXTRA)
        if line["InvoiceNo"] in sold:
            who = line["CustomerID"] or line["InvoiceNo"]
            extra = [*recipient(who, line["Country"], people), *shipping(line, settings["carriers"])]
        yield [*(line[column] for column in COLUMNS), *extra]


def address_book() -> dict[str, list[Line]]:
    """Reads the invented people and streets by country; ``*`` serves countries without any."""
    book: defaultdict[str, list[Line]] = defaultdict(list)
    with (HERE / "recipients.csv").open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            book[entry["Country"]].append(entry)
    return book


def recipient(who: str, country: str, book: dict[str, list[Line]]) -> list[str]:
    """Gives a customer one person of the country at one street of it, the same in all orders of the day."""
    roll = dice(f"recipient {who}")
    entries = book.get(country, book["*"])
    person, street = roll.choice(entries), roll.choice(entries)
    return [person[column] if column in PERSON else street[column] for column in ADDRESS]


def shipping(line: Line, carriers: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Gives an order a carrier and a service by their shares; abroad there is only one."""
    offers = [(carrier["name"], service) for carrier in carriers for service in carrier["services"]]
    if line["Country"] != HOME:
        return next((name, service["name"]) for name, service in offers if service.get("abroad"))
    left = dice(f"carrier {line['InvoiceNo']}").randrange(sum(service["share"] for _, service in offers))
    for name, service in offers:
        left -= service["share"]
        if left < 0:
            return name, service["name"]
    raise AssertionError("the shares do not add up")


def items(names: dict[str, str], prefix: str) -> Iterable[list[object]]:
    """Gives each item an invented weight and barcode, and some a second one for a case of 6 or 12."""
    for number, (sku, name) in enumerate(names.items()):
        roll = dice(f"item {sku}")
        weight = 30 + int(870 * roll.random() ** 3)
        codes = ean13(prefix, number)
        if roll.random() < PACKS:
            codes += f"|{ean13(prefix, 50_000 + number)}*{roll.choice((6, 12))}"
        yield [sku, name, weight, codes]


def ean13(prefix: str, number: int) -> str:
    """Gives an EAN-13: company prefix, item number, check digit (weights 3 and 1 from the right)."""
    payload = f"{prefix}{number:0{12 - len(prefix)}}"
    total = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(reversed(payload)))
    return payload + str(-total % 10)


def floor() -> list[Shelf]:
    """Gives every shelf place in walking order."""
    shelves = [
        Shelf(zone, at * AISLES_A_ZONE + aisle, bay, level)
        for at, zone in enumerate(ZONES)
        for aisle in range(1, AISLES_A_ZONE + 1)
        for bay in range(1, BAYS + 1)
        for level in LEVELS
    ]
    return sorted(shelves, key=Shelf.on_the_walk)


def places(shelves: Sequence[Shelf]) -> Iterable[list[object]]:
    """Gives every place with its check digits and position; the picker stands in the middle of the aisle."""
    digits = check_digits(shelves)
    for number, shelf in enumerate(shelves, 1):
        x = (shelf.aisle - 1) * AISLE_PITCH_MM + AISLE_PITCH_MM // 2
        y = FRONT_MM + shelf.depth * BAY_MM + BAY_MM // 2
        where = [shelf.zone, shelf.aisle, f"{shelf.bay:02}", shelf.level, x, y, number]
        yield [shelf.code, "shelf", *where, digits[shelf.code]]
    yield from front_places(len(shelves))


def front_places(number: int) -> Iterable[list[object]]:
    """Gives the places along the front: benches, one incoming hand-over a zone, dock, hospital."""
    zone_mm = AISLES_A_ZONE * AISLE_PITCH_MM
    front = [("PACK-1", "pack", "", 2000), ("PACK-2", "pack", "", 5000)]
    front += [(f"IN-{zone}", "handover", zone, at * zone_mm + zone_mm // 2) for at, zone in enumerate(ZONES)]
    front += [("HOSP-1", "hospital", "", 8500), ("DOCK-1", "dock", "", 3 * zone_mm)]
    for more, (code, kind, zone, x) in enumerate(front, 1):
        yield [code, kind, zone, "", "", "", x, 0, number + more, f"{10 + 7 * more}"]


def check_digits(shelves: Sequence[Shelf]) -> dict[str, str]:
    """Draws two digits a place, none twice within two bay pairs of the same aisle or at the front places."""
    roll, drawn = dice("check digits"), dict[str, str]()
    by_spot: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for shelf in shelves:
        near = range(shelf.depth - NEIGHBOUR_BAYS, shelf.depth + NEIGHBOUR_BAYS + 1)
        used = set[str]().union(*(by_spot[shelf.aisle, depth] for depth in near))
        digits = roll.choice([f"{value:02}" for value in range(100) if f"{value:02}" not in used])
        by_spot[shelf.aisle, shelf.depth].add(digits)
        drawn[shelf.code] = digits
    return drawn


def assign(skus: Sequence[str], best_first: Sequence[Shelf]) -> dict[str, list[str]]:
    """Gives each item its place, the fastest the best; the slowest share, and one in twenty has a second."""
    sharing = round(len(skus) * SHARED_PLACES)
    alone = len(skus) - sharing
    homes = {sku: [shelf.code] for sku, shelf in zip(skus[:alone], best_first, strict=False)}
    homes |= {sku: list(homes[mate]) for sku, mate in zip(skus[alone:], skus[alone - sharing :], strict=False)}
    second = dice("second places").sample(skus[:alone], round(len(skus) * TWO_PLACES))
    for sku, shelf in zip(second, best_first[alone:], strict=False):
        homes[sku].append(shelf.code)
    return homes


def rare(lines: Sequence[Line], wanted: Counter[str]) -> list[str]:
    """Gives the items that one order asks for, for a few units: whoever misses one keeps nobody else waiting."""
    invoices: dict[str, set[str]] = {}
    for line in filter(is_sale, lines):
        invoices.setdefault(code_of(line), set()).add(line["InvoiceNo"])
    return sorted(sku for sku, asked in invoices.items() if len(asked) == 1 and 1 < wanted[sku] <= FEW)


def stock(homes: dict[str, list[str]], wanted: Counter[str], candidates: Sequence[str]) -> list[tuple[str, str, int]]:
    """Gives the opening stock: enough for the day, but for a planned handful that is short or out."""
    short = dice("shortages").sample(candidates, round(len(homes) * SHORT))
    units = {sku: wanted[sku] // 2 if at % 2 else 0 for at, sku in enumerate(short)}
    for sku in homes.keys() - units.keys():
        units[sku] = wanted[sku] + wanted[sku] // 5 + dice(f"stock {sku}").randrange(6, 49)
    return sorted((code, sku, share) for sku in homes for code, share in split(homes[sku], units[sku]))


def split(codes: Sequence[str], units: int) -> Iterable[tuple[str, int]]:
    """Shares units over one place or two; the first gets the larger part."""
    reserve = units * 3 // 10 if len(codes) > 1 else 0
    return zip(codes, (units - reserve, reserve), strict=False)


if __name__ == "__main__":
    main(sys.argv[1:])
