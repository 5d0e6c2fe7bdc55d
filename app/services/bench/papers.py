"""Labels and papers of an order: made where the order is packed, from what was fetched when it was opened."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.central.promises.shipping import ManifestParcel
from app.central.reads.consignments import Consignment, ConsignmentLine
from app.domain.errors import Conflict, Unavailable
from app.domain.packing.outcome import PrintAsk
from app.domain.packing.pack import Pack
from app.labels import (
    Address,
    LabelError,
    Manifest,
    ManifestLine,
    PackingSlip,
    ShippingLabel,
    SlipLine,
    manifest_pdf,
    packing_slip_pdf,
    shipping_pdf,
    shipping_zpl,
)

_ADDRESS = ("name", "company", "street1", "street2", "postcode", "city", "region", "country")


@dataclass(frozen=True, slots=True)
class Stationery:
    """How this site prints.

    Attributes:
        sender: The site's own address.
        site: What the site is called on manifests.
        language: Language of slips and manifests.
        size: Label stock, ``"4x6"`` or ``"100x150"``.
        dpi: Dots per inch of a label printer that does not say its own, 203 or 300.
        folder: Where papers are kept as PDF, or None to keep none.
    """

    sender: Address
    site: str
    language: str = "es"
    size: str = "4x6"
    dpi: int = 203
    folder: Path | None = None


def address_of(parts: Mapping[str, Any]) -> Address:
    """Makes an address of parts by name; what is missing stays empty, a missing name becomes the firm's."""
    known = {name: str(parts.get(name) or "") for name in _ADDRESS}
    known["name"] = known["name"] or known["company"] or "-"
    return Address(**known)


def _stays(_kind: str, _file: Path) -> None:
    """Leaves a paper in its folder, where there is no office printer."""


class Papers:
    """Makes the papers of the order that is open at one bench."""

    def __init__(self, stationery: Stationery, hand_out: Callable[[str, Path], None] = _stays) -> None:
        """Takes how the site prints, and who is told (kind, file) of a paper that is to be printed too."""
        self._stationery, self._hand_out = stationery, hand_out

    def hand_out(self, kind: str, name: str) -> None:
        """Has a paper printed that was kept; call it once what it stands for is recorded.

        Args:
            kind: ``slips`` or ``manifests``.
            name: Name of its file.
        """
        folder = self._stationery.folder
        if folder is not None:
            self._hand_out(kind, folder / kind / name)

    def label(self, order: Consignment, ask: PrintAsk, day: datetime, *, dpi: int = 0) -> bytes:
        """Makes the shipping label of the open parcel in ZPL, and keeps a PDF of it where papers are kept.

        Args:
            order: What the parcel is of.
            ask: Which parcel, and what is known of it.
            day: When.
            dpi: The printer's dots per inch; 0 takes the site's.

        Raises:
            Conflict: Something of it cannot be printed whole, such as an address that is too long.
        """
        site = self._stationery
        label = ShippingLabel(
            sender=site.sender,
            recipient=address_of(order.recipient),
            sscc=ask.parcel,
            order_ref=order.ref,
            channel=order.channel,
            carrier=order.carrier,
            service=order.service,
            parcel_no=ask.number,
            parcel_count=ask.number if ask.last else 0,
            weight_g=ask.weight_g,
            date=day.date(),
            language=site.language,
        )
        with _told():
            zpl = shipping_zpl(label, dpi=dpi or site.dpi, size=site.size)
        self._keep("labels", f"{ask.parcel}.pdf", lambda: shipping_pdf(label, size=site.size))
        return zpl

    def slip(self, order: Consignment, pack: Pack, weight_g: int, day: datetime) -> None:
        """Keeps the packing slip of the open parcel, which is complete and weighed."""
        boxed = {line.line: line.boxed for line in pack.lines}
        lines = tuple(
            SlipLine(
                sku=line.sku,
                name=line.name or line.sku,
                ordered=line.ordered,
                shipped=boxed.get(line.line, 0),
                backordered=line.missing,
            )
            for line in order.lines
        )
        slip = PackingSlip(
            order_ref=order.ref,
            channel=order.channel,
            date=day.date(),
            recipient=address_of(order.recipient),
            lines=lines,
            parcel_no=pack.parcel_no,
            parcel_count=0 if pack.left else pack.parcel_no,
            weight_g=weight_g,
            language=self._stationery.language,
            order_code=f"OR{order.order}",
        )
        self._keep("slips", f"{pack.parcel}.pdf", lambda: packing_slip_pdf(slip))

    def manifest(self, carrier: str, number: int, parcels: tuple[ManifestParcel, ...], day: datetime) -> Path | None:
        """Keeps the manifest of a carrier; gives the file, or None where no papers are kept."""
        lines = tuple(
            ManifestLine(
                sscc=p.sscc, order_ref=p.ref, recipient=p.recipient or "-", postcode=p.postcode, weight_g=p.weight_g
            )
            for p in parcels
        )
        paper = Manifest(
            carrier=carrier,
            date=day.date(),
            number=str(number),
            site=self._stationery.site,
            parcels=lines,
            language=self._stationery.language,
        )
        return self._keep("manifests", f"{number:05}-{_safe(carrier)}.pdf", lambda: manifest_pdf(paper))

    def _keep(self, kind: str, name: str, make: Any) -> Path | None:
        if self._stationery.folder is None:
            return None
        path = self._stationery.folder / kind / name
        with _told():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make())
        return path


@contextmanager
def _told() -> Iterator[None]:
    """Says what is wrong with a paper as the floor says it.

    Raises:
        Conflict: Something of it cannot be printed whole.
        Unavailable: The disk does not take it.
    """
    try:
        yield
    except LabelError as error:
        raise Conflict(error.key, **error.names) from error
    except OSError as error:
        raise Unavailable(f"the papers cannot be kept: {error}") from error


def _safe(text: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in text) or "_"


def store_consignment(order: Consignment) -> str:
    """Writes a consignment so that the bench finds it again after a restart."""
    return json.dumps(asdict(order) | {"placed_at": order.placed_at.isoformat()}, ensure_ascii=False)


def read_consignment(text: str) -> Consignment:
    """Reads what ``store_consignment`` wrote."""
    parts = json.loads(text)
    parts["placed_at"] = datetime.fromisoformat(parts["placed_at"])
    parts["lines"] = tuple(ConsignmentLine(**line) for line in parts["lines"])
    return Consignment(**parts)
