"""A door with two carriers, in memory."""

from dataclasses import replace
from datetime import timedelta

from app.domain.boards import CarrierLane, ParcelRow
from app.domain.errors import Conflict
from app.services.bench.shipping import ManifestDone
from tests.ui.house import NOW

POST = tuple(f"38412345000000{n:04}" for n in range(100, 103))
SEUR = ("384123450000009001",)


def parcel(sscc: str, carrier: str) -> ParcelRow:
    return ParcelRow(sscc, f"5374{sscc[-2:]}", 1, 1250, "María Fernández-Villaverde", "28013", carrier)


LANES = (
    CarrierLane("CORREOS", tuple(parcel(each, "CORREOS") for each in POST), 4, NOW + timedelta(minutes=18)),
    CarrierLane("SEUR", (parcel(SEUR[0], "SEUR"),), 0, NOW + timedelta(hours=3, minutes=8)),
    CarrierLane("MRW", (), 2, NOW - timedelta(minutes=7)),
    CarrierLane("DHL", (), 0, None),
)


class MemoryDoor:
    """Closes manifests as the real door does."""

    def __init__(self, lanes: tuple[CarrierLane, ...] = LANES) -> None:
        self.all = lanes
        self.closed: list[str] = []
        self.error: Exception | None = None

    def lanes(self) -> tuple[CarrierLane, ...]:
        self._fail()
        return self.all

    def close(self, carrier: str) -> ManifestDone:
        self._fail()
        lane = next(each for each in self.all if each.carrier == carrier)
        if not lane.parcels:
            raise Conflict("promises.nothing_to_ship", carrier=carrier)
        self.closed.append(carrier)
        self.all = tuple(replace(each, parcels=()) if each is lane else each for each in self.all)
        return ManifestDone(len(self.closed) + 16, len(lane.parcels), f"manifiesto-{carrier}-17.pdf")

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
