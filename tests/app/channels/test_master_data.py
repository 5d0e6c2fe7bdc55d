from collections.abc import Callable, Sequence

import pytest

from app.channels import CHANNELS
from app.domain.intake import BarcodeDraft, Intake, ItemDraft, PersonDraft, PlaceDraft, StockDraft
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind

Csv = Callable[..., bytes]
Sheet = Callable[[Sequence[Sequence[object]]], bytes]
Spoken = Callable[[Intake], list[str]]


def mistakes(intake: Intake) -> list[tuple[int, str, str]]:
    return [(wrong.row, wrong.column, wrong.reason) for wrong in intake.rejected]


def test_items_come_from_english_and_spanish_lists_alike(as_csv: Csv, as_xlsx: Sheet) -> None:
    english = as_csv(
        ["sku", "name", "weight_g", "barcode", "reorder_level"],
        ["85123a", "Heart", "120", "4006381333931|96385074*6", "5"],
    )
    spanish = as_xlsx(
        [
            ["Código artículo", "Nombre", "Peso_g", "Códigos de barras", "Stock mínimo"],
            ["85123A", "Heart", 120, "4006381333931|96385074*6", 5],
        ]
    )
    codes = (BarcodeDraft("4006381333931"), BarcodeDraft("96385074", 6))

    assert CHANNELS["items"]("f", english).items == (ItemDraft("85123A", "Heart", 120, codes, 5),)
    assert CHANNELS["items"]("f", spanish) == CHANNELS["items"]("f", english)


def test_what_a_list_does_not_say_stays_open(as_csv: Csv) -> None:
    intake = CHANNELS["items"]("f", as_csv(["sku", "nombre"], ["71053.0", "Farol"]))

    assert intake.items == (ItemDraft("71053", "Farol", 0, (), None),)


def test_every_mistake_of_a_row_is_reported_and_other_rows_are_taken(as_csv: Csv, spoken: Spoken) -> None:
    data = as_csv(
        ["SKU", "Name", "Weight", "EAN"],
        ["", "", "1,5", "4006381333932"],
        ["B", "Bowl", "-1", ""],
        ["#C", "Cup", "1000001", ""],
        ["TO123", "Tray", "1.0", ""],
        ["X" * 65, "Long", "1", ""],
        ["G", "Good", "7.0", ""],
    )
    intake = CHANNELS["items"]("f", data)

    assert mistakes(intake) == [
        (2, "SKU", "channels.blank"),
        (2, "Name", "channels.blank"),
        (2, "Weight", "channels.not_whole"),
        (2, "EAN", "channels.check_digit"),
        (3, "Weight", "channels.out_of_range"),
        (4, "SKU", "channels.command_code"),
        (4, "Weight", "channels.out_of_range"),
        (5, "SKU", "channels.own_code"),
        (6, "SKU", "channels.too_long"),
    ]
    assert intake.items == (ItemDraft("G", "Good", 7, ()),)
    assert (intake.rows_read, intake.rows_rejected) == (6, 5)
    assert "Row 2, column Weight: '1,5' is not a whole number. Write a number such as 12." in spoken(intake)


@pytest.mark.parametrize("number", ["1.000", "1e3", "١٢", "1_0", "0x1", "9" * 5000])
def test_numbers_that_could_mean_something_else_are_refused(number: str, as_csv: Csv) -> None:
    intake = CHANNELS["stock"]("f", as_csv(["place", "sku", "quantity"], ["A01", "X", number]))

    assert mistakes(intake) == [(2, "quantity", "channels.not_whole")]
    assert len(intake.rejected[0].value) <= 60


def test_an_item_or_a_code_said_twice_is_stopped_at_the_second(as_csv: Csv, spoken: Spoken) -> None:
    data = as_csv(
        ["sku", "name", "barcode"],
        ["A", "one", "036000291452"],
        ["a", "again", ""],
        ["B", "two", "0036000291452"],
        ["C", "three", "96385074|96385074*6"],
    )
    intake = CHANNELS["items"]("f", data)

    assert mistakes(intake)[:2] == [(3, "sku", "channels.said_twice"), (4, "barcode", "channels.said_twice")]
    assert intake.rejected[0].names == {"earlier": 2}
    assert spoken(intake)


def test_a_code_twice_in_one_row_is_stopped_too(as_csv: Csv) -> None:
    intake = CHANNELS["items"]("f", as_csv(["sku", "name", "barcode"], ["C", "cup", "96385074|96385074*6"]))

    assert mistakes(intake) == [(2, "barcode", "channels.said_twice")]


def test_stock_is_a_count_and_may_be_nothing(as_csv: Csv) -> None:
    data = as_csv(["Ubicación", "Artículo", "Cantidad"], ["a01-01-a", "x", "0"], ["A01-01-B", "X", "12"], delimiter=";")

    assert CHANNELS["stock"]("f", data).stock == (StockDraft("A01-01-A", "X", 0), StockDraft("A01-01-B", "X", 12))


def test_the_same_count_twice_is_refused(as_csv: Csv) -> None:
    data = as_csv(["place", "sku", "qty"], ["A01", "X", "1"], ["A01", "x", "2"], ["A02", "X", "1000001"])

    assert mistakes(CHANNELS["stock"]("f", data)) == [
        (3, "place", "channels.said_twice"),
        (4, "qty", "channels.out_of_range"),
    ]


def test_places_are_read_with_everything_a_walk_needs(as_csv: Csv) -> None:
    data = as_csv(
        ["Código", "Tipo", "Zona", "Pasillo", "Módulo", "Nivel", "x_mm", "y_mm", "Orden", "Dígitos de control"],
        ["a03-07-b", "estante", "a", "03", "07", "b", "1600", "-50", "12", "7"],
        ["PACK-1", "Embalaje", "", "", "", "", "", "", "", ""],
    )

    assert CHANNELS["places"]("f", data).places == (
        PlaceDraft("A03-07-B", "A", 3, 7, "B", 1600, -50, 12, "07", PlaceKind.SHELF),
        PlaceDraft("PACK-1", "", 0, 0, "", 0, 0, 3, "", PlaceKind.PACK),
    )


def test_places_that_would_be_confused_are_refused(as_csv: Csv, spoken: Spoken) -> None:
    data = as_csv(
        ["code", "zone", "kind", "check_digits"],
        ["A0307B", "A", "", "12"],
        ["A03-07-B", "A", "", "12"],
        ["SUPPLIER", "A", "", "12"],
        ["TO123", "A", "", "12"],
        ["Ñ-1", "A", "", "12"],
        ["B-1", "", "", "12"],
        ["B-2", "A1", "", "1234"],
        ["B-3", "A", "tote", "12"],
    )
    intake = CHANNELS["places"]("f", data)

    assert mistakes(intake) == [
        (3, "code", "channels.said_twice"),
        (4, "code", "channels.reserved_place"),
        (5, "code", "channels.reserved_place"),
        (6, "code", "channels.place_code"),
        (7, "zone", "channels.blank"),
        (8, "zone", "channels.zone"),
        (8, "check_digits", "channels.check_digits"),
        (9, "kind", "channels.not_one_of"),
    ]
    assert "shelf, pack, handover, dock, hospital" in " ".join(spoken(intake))


def test_people_are_read_in_both_languages(as_csv: Csv) -> None:
    data = as_csv(
        ["Credencial", "Nombre", "Puesto", "Idioma", "Zonas"],
        ["1001", "Inés Íñiguez", "Supervisora", "Español", ""],
        ["ba2001", "Owen Hartley", "picker", "EN", "a|B, c"],
        ["BA3001", "Ana Ruiz", "Empaquetadora", "", ""],
    )

    assert CHANNELS["people"]("f", data).people == (
        PersonDraft("BA1001", "Inés Íñiguez", Role.SUPERVISOR, "es"),
        PersonDraft("BA2001", "Owen Hartley", Role.PICKER, "en", ("A", "B", "C")),
        PersonDraft("BA3001", "Ana Ruiz", Role.PACKER, "es"),
    )


def test_people_with_mistakes_are_refused(as_csv: Csv, spoken: Spoken) -> None:
    data = as_csv(
        ["badge", "name", "role", "language", "zones"],
        ["12", "Ana", "picker", "es", ""],
        ["BA1001", "Ana", "boss", "fr", "A1"],
        ["BA1002", "", "", "es", ""],
        ["1003", "Ana", "picker", "es", ""],
        ["BA1003", "Eva", "picker", "es", ""],
    )
    intake = CHANNELS["people"]("f", data)

    assert mistakes(intake) == [
        (2, "badge", "channels.badge"),
        (3, "role", "channels.not_one_of"),
        (3, "language", "channels.not_one_of"),
        (3, "zones", "channels.zone"),
        (4, "name", "channels.blank"),
        (4, "role", "channels.blank"),
        (6, "badge", "channels.said_twice"),
    ]
    assert len(spoken(intake)) == 14
