"""A small office: a floor with zones and people, exceptions, devices; in memory."""

from dataclasses import replace
from datetime import timedelta

from app.domain.boards import Board, DeviceRow, Job, Member, Trouble, ZoneLane
from app.domain.errors import Conflict
from app.services.office.supervising import FoundOrder, Released
from tests.ui.house import NOW

ANA, LUIS, EVA, IVO = "BA0011", "BA0012", "BA0013", "BA0014"
NAMES = {ANA: "Ana Ruiz", LUIS: "Luis Fernández-Otxandiano", EVA: "Eva Gómez", IVO: "Ivo Petrov"}
JOB = Job(31, "batch", "A", 31, 19, 12, 88, NOW + timedelta(hours=2), "claimed", "Ana Ruiz", "ST01", 640)
ORDER = FoundOrder(77, "537446", "María Fernández-Villaverde Otxandiano", "picking")
CUTOFFS = ((NOW + timedelta(minutes=18), 7), (NOW + timedelta(hours=5, minutes=3), 41), (NOW - timedelta(minutes=9), 1))
STATES = {
    "held": 2,
    "open": 31,
    "backordered": 4,
    "reserved": 12,
    "released": 22,
    "picking": 9,
    "picked": 3,
    "packing": 2,
    "packed": 18,
    "shipped": 120,
    "cancelled": 5,
}


class MemoryFloor:
    """Assigns, releases and cancels as the real floor does."""

    def __init__(self, people: dict[str, str] | None = None) -> None:
        self.zones = {ANA: "A", LUIS: "A", EVA: "C", IVO: ""} if people is None else people
        self.names = {badge: NAMES.get(badge, f"Persona {badge[-2:]}") for badge in self.zones}
        self.calls: list[tuple[object, ...]] = []
        self.error: Exception | None = None
        self.released = Released(43, 6, 120, 2140, 4)

    def board(self) -> Board:
        lanes = tuple(
            ZoneLane(zone, *loads, members=self._members(zone))
            for zone, loads in (
                ("A", (64, 0, 31, 420)),
                ("B", (12, 9, 0, 61)),
                ("C", (30, 41, 8, 1)),
                ("D", (0, 0, 0, 0)),
            )
        )
        return Board(lanes, self._members(""), STATES, 43, 3, CUTOFFS)

    def _members(self, zone: str) -> tuple[Member, ...]:
        return tuple(
            Member(badge, self.names[badge], "picker", zone, JOB if badge == ANA else None)
            for badge, of in self.zones.items()
            if of == zone
        )

    def assign(self, badge: str, zone: str | None) -> None:
        self._fail()
        self.calls.append(("assign", badge, zone))
        self.zones[badge] = zone or ""

    def release(self, method: str) -> Released:
        self._fail()
        self.calls.append(("release", method))
        return self.released

    def find_order(self, text: str) -> FoundOrder | None:
        self._fail()
        return ORDER if text in {"OR77", "537446"} else None

    def cancel(self, order: int) -> None:
        self._fail()
        self.calls.append(("cancel", order))

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


def trouble(number: int, kind: str, minutes: int, **names: object) -> Trouble:
    return Trouble(number, kind, NOW - timedelta(minutes=minutes), names)


TROUBLES = (
    trouble(
        4,
        "short",
        1500,
        ref="537446",
        item="Taza de desayuno con asa",
        sku="MUG",
        qty=2,
        place="A-03-2",
        cause="not_found",
        person="Ana",
    ),
    trouble(5, "put_back", 75, ref="537450", totes=["TO0001", "TO0002"], qty=7, item="-", sku="-"),
    trouble(6, "left_open", 12, ref="537451", sku="CUP", qty=1),
    trouble(7, "parked", 3, station="ST02", person="Luis Fernández-Otxandiano"),
    trouble(8, "rejected_row", 2, file="pedidos-2026-11-23.csv", row=17, why="Falta el código postal"),
    trouble(9, "count", 1, place="C-01-4"),
    trouble(10, "oversold", 0, sku="PEN", qty=3, item="Bolígrafo"),
)


class MemoryInbox:
    """Resolves exceptions as the real inbox does."""

    def __init__(self, troubles: tuple[Trouble, ...] = TROUBLES) -> None:
        self.open = troubles
        self.resolved: list[int] = []
        self.back: list[int] = []
        self.units = 7
        self.error: Exception | None = None

    def troubles(self) -> tuple[Trouble, ...]:
        self._fail()
        return self.open

    def resolve(self, trouble: int) -> None:
        self._fail()
        if all(each.id != trouble for each in self.open):
            raise Conflict("promises.exception_closed", exception=trouble, badge="BA0001")
        self.open = tuple(each for each in self.open if each.id != trouble)
        self.resolved.append(trouble)

    def put_back(self, trouble: int) -> int:
        self._fail()
        self.back.append(trouble)
        return self.units

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


RAW = "30 30 33 38 34 31 32 33 34 35 30 30 30 30 30 30 30 30 31 37 0D"
DEVICES = (
    DeviceRow("scanner-1", "scanner", "/dev/ttyACM0", "ready", "00384123450000000017", RAW, (3.1, 8.4)),
    DeviceRow(
        "zebra",
        "printer",
        "192.168.1.40:9100",
        "no_media",
        "etiqueta 384123450000000017",
        sign="PR02ZEBRA",
        chosen=True,
    ),
    DeviceRow("scale-1", "scale", "/dev/ttyUSB0", "gone", "1250 g", "20 31 32 35 30 20 67 0D 0A", detail="not_allowed"),
    DeviceRow("central", "centre", "postgresql://almacen/pasillo", "busy", "12 por enviar"),
    DeviceRow("scanner-2", "scanner", "", "off"),
    replace(DeviceRow("brother", "printer", "192.168.1.41:9100", "head_open"), last="-"),
)
