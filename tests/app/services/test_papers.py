from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.central.reads.consignments import Consignment, ConsignmentLine
from app.domain.errors import Conflict
from app.domain.packing.outcome import PrintAsk
from app.labels import Templates, make_sscc
from app.language import load_phrases
from app.services.bench.papers import Papers, Stationery
from app.services.bench.records import Boxed, logistic_label
from tests.app.labels.reading import print_zpl, printed_tspl, read, read_raster
from tests.builders import PREFIX, SENDER, barcode_of

SSCC = make_sscc(PREFIX, 7)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASK = PrintAsk(parcel=SSCC, number=1, last=True, weight_g=700)
TO = {"name": "Begoña Núñez", "street1": "3 Quince Mews", "city": "Larkminster"}
LINES = (ConsignmentLine(1, "ITEM01", "The first", 4, 0), ConsignmentLine(2, "ITEM02", "The second", 1, 0))
ORDER = Consignment(7, "online-retail", "500001", "Garza", "24 h", NOW, TO, LINES)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "tspl", "escpos"])
def test_a_bench_gets_its_labels_in_the_language_of_its_printer(form: str, dpi: int) -> None:
    data = Papers(Stationery(SENDER, "Almacén")).label(ORDER, ASK, NOW, form=form, dpi=dpi)
    shown = read(print_zpl(data, 101.6, 152.4, dpi)) if form == "zpl" else read_raster(data)
    assert shown == [(f"(00){SSCC}", "]C1")]


@pytest.mark.parametrize("to", [{}, {"name": "Ann"}, {"name": "Ann", "street1": " ", "country": "GB"}])
def test_an_order_without_an_address_gets_no_label(to: dict[str, str]) -> None:
    with pytest.raises(Conflict) as conflict:
        Papers(Stationery(SENDER, "Almacén")).label(replace(ORDER, recipient=to), ASK, NOW)
    for language in ("es", "en"):
        assert "500001" in load_phrases(language)(conflict.value.reason, **conflict.value.names)


def test_a_sites_template_counts_at_the_bench_and_a_broken_one_is_a_refusal(tmp_path: Path) -> None:
    file = tmp_path / "shipping-4x6.toml"
    papers = Papers(Stationery(SENDER, "Almacén", templates=Templates(tmp_path)))
    bars = '[[element]]\nkind = "bars"\narea = [0, 2, 80, 30]\nsymbology = "sscc"\nsays = "{sscc}"\n'
    file.write_text(f"width = 80\nheight = 40\n{bars}", encoding="utf-8")
    assert printed_tspl(papers.label(ORDER, ASK, NOW, form="tspl")).size == (640, 320)
    file.write_text("width = 80", encoding="utf-8")
    with pytest.raises(Conflict, match="missing"):
        papers.label(ORDER, ASK, NOW)


@pytest.mark.parametrize(
    ("units", "gtin", "count", "content"),
    [
        ({1: 4}, barcode_of("ITEM01"), 4, "The first"),
        ({1: 4, 2: 1}, "", 0, "The first, The second"),
        ({2: 1}, "", 0, "The second"),
    ],
)
def test_a_gs1_label_names_an_item_only_where_it_holds_no_other(
    units: dict[int, int], gtin: str, count: int, content: str
) -> None:
    boxed = Boxed(SSCC, 1, 1, 700, NOW)
    label = logistic_label(ORDER, boxed, units, {"ITEM01": barcode_of("ITEM01"), "ITEM02": "ABC"}, SENDER, "en")
    assert (label.content_gtin, label.units, label.content) == (gtin, count, content)
