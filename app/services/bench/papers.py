"""Labels and papers of an order: made where the order is packed, from what was fetched when it was opened."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.central.promises.shipping import ManifestParcel
from app.central.reads.consignments import Consignment, ConsignmentLine
from app.domain.errors import Conflict, Unavailable
from app.domain.packing.outcome import PrintAsk
from app.domain.packing.pack import Pack
from app.labels import KINDS, Address, LabelError, Manifest, ManifestLine, Templates, make_label
from app.services.bench.records import Boxed, packing_slip, shipping_label


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
        templates: Where the site's label templates are found.
    """

    sender: Address
    site: str
    language: str = "es"
    size: str = "4x6"
    dpi: int = 203
    folder: Path | None = None
    templates: Templates = field(default_factory=Templates)


def stock_of(size: str, templates: Templates) -> tuple[float, float]:
    """Gives the width and height in mm of the label stock of a size.

    Raises:
        LabelError: There is no such size.
    """
    template = templates.label(KINDS["shipping"], size)
    return template.width, template.height


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

    def label(self, order: Consignment, ask: PrintAsk, day: datetime, *, form: str = "zpl", dpi: int = 0) -> bytes:
        """Makes the shipping label of the open parcel for the bench's printer, and keeps a PDF where papers are kept.

        Args:
            order: What the parcel is of.
            ask: Which parcel, and what is known of it.
            day: When.
            form: The printer's language: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
            dpi: The printer's dots per inch; 0 takes the site's.

        Raises:
            Conflict: Something of it cannot be printed whole, such as an address that is too long.
        """
        site, count = self._stationery, ask.number if ask.last else 0
        with _told():
            label = shipping_label(
                order, Boxed(ask.parcel, ask.number, count, ask.weight_g, day), site.sender, site.language
            )
            dots = dpi or site.dpi
            data = make_label("shipping", label, form=form, dpi=dots, size=site.size, templates=site.templates)
        self._keep("labels", f"{ask.parcel}.pdf", "shipping", label, size=site.size)
        return data

    def slip(self, order: Consignment, pack: Pack, weight_g: int, day: datetime) -> None:
        """Keeps the packing slip of the open parcel, which is complete and weighed."""
        units = {line.line: line.boxed for line in pack.lines}
        count = 0 if pack.left else pack.parcel_no
        boxed = Boxed(pack.parcel, pack.parcel_no, count, weight_g, day)
        slip = packing_slip(order, boxed, units, self._stationery.language)
        self._keep("slips", f"{pack.parcel}.pdf", "slip", slip)

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
        return self._keep("manifests", f"{number:05}-{_safe(carrier)}.pdf", "manifest", paper)

    def _keep(self, folder: str, name: str, kind: str, record: Any, size: str = "") -> Path | None:
        if self._stationery.folder is None:
            return None
        path = self._stationery.folder / folder / name
        with _told():
            data = make_label(kind, record, form="pdf", size=size, templates=self._stationery.templates)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
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
