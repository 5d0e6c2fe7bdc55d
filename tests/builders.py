"""Small worlds for tests: a tiny warehouse, orders, stations, a bench; see ``tests/hands.py`` for who works there."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import sqlalchemy as sa

from app.central.check import check
from app.central.tables import fact, metadata
from app.domain.clock import Clock, SystemClock
from app.domain.codes.gtin import check_digit
from app.labels import Address
from app.services.bench.packing import Packing
from app.services.bench.papers import Papers, Stationery
from app.services.bench.printers import LabelPrinter
from app.services.bench.printing import Printing
from app.services.floor.signing import Door
from app.services.office.house_rules import set_house_rules
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from app.services.site import Site

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
SUPERVISOR, PICKER, PICKER_B, PICKER_C, PACKER = "BA1001", "BA2001", "BA2002", "BA2003", "BA3001"
PREFIX, CASE, WEIGHT_G, PATIENCE_S = "9521234", 6, 100, 20.0
SKUS = tuple(f"ITEM{n:02}" for n in range(1, 13))
SHELVES = tuple(f"{zone}0{aisle}-0{n}" for aisle, zone in enumerate("ABC", 1) for n in range(1, 5))

Lines = Mapping[str, int]
"""Units by item."""


def barcode_of(sku: str) -> str:
    """The barcode of one unit."""
    payload = f"95212340{SKUS.index(sku) + 1:04}"
    return payload + check_digit(payload)


def case_of(sku: str) -> str:
    """The barcode of a case of six."""
    payload = f"95212345{SKUS.index(sku) + 1:04}"
    return payload + check_digit(payload)


def shelf_of(sku: str) -> str:
    """The shelf an item lies on first."""
    return SHELVES[SKUS.index(sku)]


def _csv(head: str, rows: Sequence[Sequence[object]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([head.split(","), *rows])
    return text.getvalue().encode()


def places_csv() -> bytes:
    """Three zones of four shelves, hand-overs, two benches, a hospital and a dock."""
    rows: list[Sequence[object]] = [
        (code, "shelf", code[0], int(code[2]), number, int(code[2]) * 3000, number * 500, at, 10 + at)
        for at, code in enumerate(SHELVES, 1)
        for number in (int(code[-1]),)
    ]
    others = [(f"IN-{zone}", "handover", zone) for zone in "ABC"]
    others += [("PACK-1", "pack", ""), ("PACK-2", "pack", ""), ("HOSP-1", "hospital", ""), ("DOCK-1", "dock", "")]
    rows += [(code, kind, zone, 0, 0, 0, at * 400, 90 + at, 60 + at) for at, (code, kind, zone) in enumerate(others)]
    return _csv("code,kind,zone,aisle,bay,x_mm,y_mm,sequence,check_digits", rows)


def items_csv(names: Mapping[str, str] | None = None) -> bytes:
    """A dozen items of 100 g, each with a barcode and a case of six."""
    names = names or {}
    rows = [(sku, names.get(sku, f"The {sku}"), WEIGHT_G, f"{barcode_of(sku)}|{case_of(sku)}*{CASE}") for sku in SKUS]
    return _csv("sku,name,weight_g,barcode", rows)


def people_csv() -> bytes:
    """A supervisor, three pickers without a zone, a packer."""
    rows = [
        (SUPERVISOR, "Inés Castaño", "supervisor", "es"),
        (PICKER, "Álvaro Peña", "picker", "es"),
        (PICKER_B, "Lucía Muñoz", "picker", "es"),
        (PICKER_C, "Owen Hartley", "picker", "en"),
        (PACKER, "Marta Gil", "packer", "es"),
    ]
    return _csv("badge,name,role,language", rows)


def stock_csv(units: Mapping[tuple[str, str], int] | None = None) -> bytes:
    """A hundred of every item on its shelf, or what is given by (place, item)."""
    units = units or {(shelf_of(sku), sku): 100 for sku in SKUS}
    return _csv("place,sku,quantity", [(place, sku, qty) for (place, sku), qty in units.items()])


ORDER_HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Recipient,Street,Postcode,City,Country2,Carrier"


def orders_csv(orders: Mapping[str, Lines], *, carrier: str = "Garza", **to: str) -> bytes:
    """Orders by their number; ``to`` are parts of the address."""
    rows = []
    for ref, lines in orders.items():
        address = [to.get(part, otherwise) for part, otherwise in _ADDRESS.items()]
        rows += [
            (ref, sku, to.get("description", ""), qty, "2026-03-02 08:00:00", *address, carrier)
            for sku, qty in lines.items()
        ]
    return _csv(ORDER_HEAD, rows)


_ADDRESS = {
    "recipient": "Begoña Núñez",
    "street": "3 Quince Mews",
    "postcode": "ZZ1 4PE",
    "city": "Larkminster",
    "country": "GB",
}


def furnished(
    site: Site, *, names: Mapping[str, str] | None = None, stock: Mapping[tuple[str, str], int] | None = None
) -> Site:
    """Brings the tiny warehouse in."""
    set_house_rules(site.centre, {"planning_seconds": 0})  # what tests are told of walks stays the same every time
    files = {"items": items_csv(names), "places": places_csv(), "people": people_csv(), "stock": stock_csv(stock)}
    for channel, data in files.items():
        assert site.import_file(channel, f"{channel}.csv", data).rejected == ()
    site.book_everything()  # nobody else may have begun to
    return site


@contextmanager
def a_site(
    folder: Path,
    *,
    clock: Clock | None = None,
    names: Mapping[str, str] | None = None,
    stock: Mapping[tuple[str, str], int] | None = None,
    demo: bool = False,
    booking: bool = True,
    database: str = "",
) -> Iterator[Site]:
    """A site, by default on SQLite and with its bookkeeper running; the tiny warehouse, or the demo's house."""
    site = Site(folder, database, clock or SystemClock())
    try:
        if demo:
            set_house_rules(site.centre, {"planning_seconds": 0})
            for channel in ("items", "places", "people", "stock"):
                site.import_file(channel, f"{channel}.csv", (DEMO / f"{channel}.csv").read_bytes())
        else:
            furnished(site, names=names, stock=stock)
        if booking:
            site.start_booking(asked=True)
        yield site
    finally:
        site.close()


def order(site: Site, orders: Mapping[str, Lines], **to: str) -> None:
    """Imports orders, e.g. ``{"500001": {"ITEM01": 2}}``."""
    report = site.import_file("online-retail", "orders.csv", orders_csv(orders, **to))
    assert report.rejected == ()
    assert report.orders_new == len(orders)


def a_station(site: Site, code: str, badge: str = "") -> OpenStation:
    """Opens a station and signs somebody in."""
    station = site.open_station(code)
    if badge:
        come_in(site, station, badge)
    return station


def pin_of(site: Site, badge: str) -> str:
    """The PIN of somebody, given out the first time it is asked for."""
    kept = site.data / f"{badge}.pin"
    return kept.read_text("ascii") if kept.exists() or kept.write_text(site.give_pin(badge), "ascii") else ""


def come_in(site: Site, station: OpenStation, badge: str) -> None:
    """Signs somebody in by badge, and by PIN where it is asked."""
    answer = Door(station.desk).sign_in(badge)
    if answer.asks is not None:
        answer = Door(station.desk).sign_in(badge, pin_of(site, badge))
    assert answer.person is not None, answer


def release(station: OpenStation, method: str = "auto") -> Any:
    """Releases a wave in the name of whoever is signed in: it must be the supervisor."""
    return Supervising(station.desk).release(method)


SENDER = Address(
    name="Expediciones", company="Regalos El Pasillo, S.L.", street1="C/ de los Estantes 9", city="Villarrosa"
)


ZEBRA = (LabelPrinter("PR01ZEBRA", "zebra", "ST01"),)


@dataclass
class Bench:
    """A packer's bench with a printer that writes down what it gets."""

    station: OpenStation
    folder: Path | None = None
    printed: list[bytes] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    printers: tuple[LabelPrinter, ...] = ZEBRA
    used: list[str] = field(default_factory=list)
    handed_out: list[Path] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        stationery = Stationery(SENDER, "Almacén", folder=self.folder)
        self.papers = Papers(stationery, lambda _kind, file: self.handed_out.append(file))
        self.printing = Printing(self.station.desk, self, asks=lambda job, _parcel: self.unknown.append(job))
        self.packing = Packing(
            self.station.desk, self.papers, prefix=PREFIX, printer=self.where, wake_printer=self.printing.wake
        )

    def where(self) -> LabelPrinter:
        """The printer that labels go to now."""
        return self.printing.printer

    def known(self) -> tuple[LabelPrinter, ...]:
        """The printers there are."""
        return self.printers

    def use(self, code: str) -> None:
        """Notes that a printer was made ready."""
        self.used.append(code)

    def send(self, name: str, data: bytes) -> str:
        """Writes down what a printer gets."""
        self.reached.append(name)
        answer = self.answers.pop(0) if self.answers else "sent"
        if answer != "not_sent":
            self.printed.append(data)
        return answer


@contextmanager
def a_bench(
    station: OpenStation, folder: Path | None = None, *, printers: tuple[LabelPrinter, ...] = ZEBRA
) -> Iterator[Bench]:
    """A bench whose printer is running."""
    bench = Bench(station, folder, printers=printers)
    bench.printing.start()
    try:
        yield bench
    finally:
        bench.printing.stop()


def until(seen: Callable[[], bool], what: str = "it") -> None:
    """Waits for something that other threads bring about."""
    end, tick = monotonic() + PATIENCE_S, Event()
    while not seen():
        assert monotonic() < end, f"{what} never came"
        tick.wait(0.005)


def settled(site: Site, *stations: OpenStation) -> None:
    """Waits until everything these stations told is booked."""
    until(lambda: not any(station.desk.journal.pending() for station in stations), "delivery")
    until(lambda: not rows(site, sa.select(fact.c.id).where(fact.c.booked_at.is_(None))), "booking")


def rows(site: Site, statement: sa.Select[Any]) -> list[Any]:
    """Reads rows at the centre."""
    with site.centre.reading() as connection:
        return list(connection.execute(statement).all())


def table(site: Site, name: str) -> list[dict[str, Any]]:
    """Reads a table at the centre."""
    with site.centre.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(metadata.tables[name])).mappings()]


def states(site: Site) -> dict[str, str]:
    """The state of every order by its number in the channel."""
    return {row["external_id"]: row["state"] for row in table(site, "sales_order")}


def issues(site: Site) -> list[str]:
    """The kinds of the open exceptions."""
    return sorted(row["kind"] for row in table(site, "exception") if row["resolved_at"] is None)


def assert_sound(site: Site) -> None:
    """Proves the books."""
    assert check(site.centre) == []
