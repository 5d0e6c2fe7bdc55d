"""Parcels leave: one manifest a carrier, and a fact for each parcel handed over."""

from dataclasses import dataclass

from app.central.promises.shipping import open_manifest
from app.domain.boards import CarrierLane
from app.domain.deeds import Shipped
from app.domain.master.rights import Right
from app.services.bench.papers import Papers
from app.services.desk import Desk
from app.services.people.rights import require
from app.services.views import lanes_of


@dataclass(frozen=True, slots=True)
class ManifestDone:
    """A manifest that was closed: its number, how many parcels it has, and its file if papers are kept."""

    number: int
    parcels: int
    file: str


class Shipping:
    """What one desk hands over at the door."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk, self._papers = desk, papers

    def lanes(self) -> tuple[CarrierLane, ...]:
        """Gives every carrier with parcels or orders that wait.

        Raises:
            Unavailable: The centre cannot be reached.
        """
        return lanes_of(self._desk)

    def close(self, carrier: str) -> ManifestDone:
        """Hands every closed parcel of a carrier over.

        Raises:
            Conflict: Nothing is ready for it.
            Unavailable: The centre cannot be reached.
        """
        desk, now = self._desk, self._desk.clock.now()
        require(desk, Right.SHIP)
        manifest = open_manifest(desk.centre, carrier, station=desk.code, badge=desk.who, now=now)
        # Without its list nothing leaves: a list that cannot be made stops here, and closing again goes on with it.
        file = self._papers.manifest(carrier, manifest.id, manifest.parcels, now)
        desk.tell(tuple(Shipped(p.sscc, p.order, manifest.id) for p in manifest.parcels))
        if file:
            self._papers.hand_out("manifests", file.name)
        return ManifestDone(manifest.id, len(manifest.parcels), str(file) if file else "")
