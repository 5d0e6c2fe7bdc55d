import os
from pathlib import Path

import pytest

from app.labels import KINDS, LabelError, Templates, ToteLabel, make_label
from app.labels.templates.shelf import OWN
from app.language import LANGUAGES, load_phrases
from tests.app.labels.reading import pdf_text, print_pdf, print_zpl, read
from tests.app.labels.samples import slip_of

TOTE = ToteLabel(code="TO0042")
GOOD = """
width = 80
height = 40

[[element]]
name = "bars"
kind = "bars"
area = [0, 2, 80, 20]
says = "{code}"

[[element]]
name = "words"
kind = "text"
area = [2, 24, 76, 12]
size = 6
words = [{ text = "Nº {code}", bold = true }]
"""


def put(folder: Path, text: str, name: str = "tote.toml") -> Templates:
    (folder / name).write_text(text, encoding="utf-8")
    return Templates(folder)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def refused(folder: Path, text: str, name: str = "tote.toml") -> LabelError:
    """Gives the refusal, which must be the same when the site begins and when the label is made."""
    templates = put(folder, text, name)
    with pytest.raises(LabelError) as at_start:
        templates.check()
    kind = KINDS[name.partition(".")[0].partition("-")[0]]
    with pytest.raises(LabelError) as at_use:
        make_label(kind.name, kind.sample("es"), form="pdf", templates=templates)
    assert (at_use.value.key, at_use.value.names) == (at_start.value.key, at_start.value.names)
    for language in LANGUAGES:
        sentence = load_phrases(language)(at_use.value.key, **at_use.value.names)
        assert f"{folder.name}/{name}" in sentence
        assert sentence.endswith(".")
    return at_use.value


@pytest.mark.parametrize("name", sorted(file.name for file in OWN.glob("*.toml")))
def test_every_template_of_the_product_is_right(tmp_path: Path, name: str) -> None:
    put(tmp_path, (OWN / name).read_text(encoding="utf-8"), name).check()


def test_every_kind_has_a_template_in_its_usual_size() -> None:
    for kind in KINDS.values():
        if kind.name != "commands":
            assert kind.size in Templates().sizes(kind)


def test_a_sites_template_wins_and_a_changed_one_counts_at_once(tmp_path: Path) -> None:
    templates = put(tmp_path, GOOD)
    templates.check()
    assert "Nº TO0042" in pdf_text(make_label("tote", TOTE, form="pdf", templates=templates))[0]
    assert read(print_zpl(make_label("tote", TOTE, templates=templates), 80, 40, 203)) == [("TO0042", "]C0")]
    put(tmp_path, changed("Nº {code}", "Caja {code}"))
    os.utime(tmp_path / "tote.toml", ns=(1, 1))
    assert "Caja TO0042" in pdf_text(make_label("tote", TOTE, form="pdf", templates=templates))[0]
    (tmp_path / "tote.toml").unlink()
    assert "Caja" not in pdf_text(make_label("tote", TOTE, form="pdf", templates=templates))[0]


def test_a_site_may_add_a_size_of_its_own(tmp_path: Path) -> None:
    templates = put(tmp_path, GOOD, "tote-small.toml")
    assert templates.sizes(KINDS["tote"]) == ("", "sheet", "small")
    (page,) = print_pdf(make_label("tote", TOTE, form="pdf", size="small", templates=templates), 203)
    assert page.width == pytest.approx(80 / 25.4 * 203, abs=1)


@pytest.mark.parametrize("size", ["large", "../tote", "/etc/passwd", "*"])
def test_a_size_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, size: str) -> None:
    with pytest.raises(LabelError) as refusal:
        make_label("tote", TOTE, size=size, templates=Templates(tmp_path))
    assert refusal.value.key == "labels.error.size"
    assert "sheet" in load_phrases("en")(refusal.value.key, **refusal.value.names)


def test_what_a_person_wrote_is_never_read_as_a_field(tmp_path: Path) -> None:
    templates = put(tmp_path, (OWN / "badge.toml").read_text(encoding="utf-8"), "badge.toml")
    badge = KINDS["badge"].record(name="{code} {role_text}", role_text="{", code="BA1")
    assert "{code} {role_text}" in pdf_text(make_label("badge", badge, form="pdf", templates=templates))[0]


@pytest.mark.parametrize(
    ("old", "new", "key", "names"),
    [
        ("width = 80", "width = ", "unreadable", {}),
        ("width = 80", "", "missing", {"setting": "width"}),
        ("width = 80", "width = '80'", "not_number", {"setting": "width"}),
        ("width = 80", "width = true", "not_number", {"setting": "width"}),
        ("width = 80", "width = -1", "not_number", {"setting": "width"}),
        ("width = 80", "width = 80\ncolour = 1", "unknown_key", {"setting": "colour"}),
        ("size = 6", "size = 6\nfont = 'x'", "unknown_key", {"setting": "font", "element": "words"}),
        ('kind = "bars"', 'kind = "song"', "not_known", {"value": "song", "element": "bars"}),
        ('kind = "text"', 'kind = "text"\nalign = "top"', "not_known", {"value": "top"}),
        ('kind = "text"', 'kind = "text"\nmiddle = 1', "not_flag", {"setting": "middle"}),
        ('says = "{code}"', "says = 7", "not_text", {"setting": "says"}),
        ('says = "{code}"', "", "missing", {"setting": "says"}),
        ('says = "{code}"', 'says = "{sku}"', "unknown_field", {"field": "sku", "known": "code"}),
        ('says = "{code}"', 'says = "{code"', "brace", {}),
        ('says = "{code}"', 'says = "{code}"\nwhen = "lot"', "unknown_field", {"field": "lot"}),
        ('says = "{code}"', 'says = [["10", "{code}"]]', "says", {"symbology": "code128"}),
        ('says = "{code}"', 'says = "{code}"\nsymbology = "gs1-128"', "says", {"symbology": "gs1-128"}),
        (
            'says = "{code}"',
            'says = [["05", "{code}"]]\nsymbology = "gs1-128"',
            "unknown_identifier",
            {"identifier": "05"},
        ),
        ('says = "{code}"', 'says = [["10"]]\nsymbology = "gs1-128"', "not_pairs", {}),
        ('says = "{code}"', 'says = "{code}"\nsymbology = "qr"', "not_known", {"value": "qr"}),
        ('says = "{code}"', 'says = "{code}"\nwidest = 0.3', "module", {"least": "0.375"}),
        ('says = "{code}"', 'says = "{code}"\nnarrowest = 0.25', "module", {"least": "0.375"}),
        ("[0, 2, 80, 20]", "[0, 2, 60, 20]\nsymbology = 'sscc'", "cramped", {"needed": "74.6"}),
        ("[0, 2, 80, 20]", "[0, 2, 80.1, 20]", "outside", {"element": "bars", "width": "80"}),
        ("[0, 2, 80, 20]", "[0, 2, 80]", "not_area", {}),
        ("[0, 2, 80, 20]", "[-1, 2, 80, 20]", "not_area", {}),
        ("[0, 2, 80, 20]", "[0, 2, 80, 0]", "not_area", {}),
        ("[2, 24, 76, 12]", "[2, 21, 76, 12]", "quiet", {"element": "words", "code": "bars"}),
        ("[2, 24, 76, 12]", "[2, 24, 76, 17]", "outside", {"element": "words", "height": "40"}),
        ('text = "Nº {code}"', 'phrase = "labels.song"', "unknown_phrase", {"phrase": "labels.song"}),
        ('text = "Nº {code}"', 'phrase = "labels.page_of"', "unknown_phrase", {}),
        ('text = "Nº {code}"', 'code = "matrix"', "unknown_code", {"code": "matrix", "known": "bars"}),
        ('{ text = "Nº {code}", bold = true }', "{ bold = true }", "no_words", {}),
        ('[{ text = "Nº {code}", bold = true }]', "[]", "not_list", {"setting": "words"}),
        ('[{ text = "Nº {code}", bold = true }]', '["Nº"]', "not_table", {"value": "Nº"}),
        ("size = 6", 'size = 6\ntoo_long = "labels.day"', "unknown_phrase", {}),
    ],
)
def test_a_wrong_template_is_refused_with_one_sentence(
    tmp_path: Path, old: str, new: str, key: str, names: dict[str, str]
) -> None:
    error = refused(tmp_path, changed(old, new))
    assert error.key == f"labels.template.{key}"
    assert names.items() <= error.names.items()


def test_a_template_without_elements_or_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "width = 80\nheight = 40\n").key == "labels.template.missing"
    assert refused(tmp_path, "width = 80\nheight = 40\nelement = 3\n").key == "labels.template.not_list"
    (tmp_path / "tote.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(LabelError, match="unreadable"):
        Templates(tmp_path).check()


@pytest.mark.parametrize("name", ["tots.toml", "slip-a5.toml", "commands.toml", "-.toml"])
def test_a_template_that_belongs_to_no_label_is_refused_at_the_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(LabelError) as refusal:
        put(tmp_path, GOOD, name).check()
    assert refusal.value.key == "labels.template.no_kind"
    assert name in load_phrases("es")(refusal.value.key, **refusal.value.names)


def test_a_barcode_may_stand_where_another_one_never_is(tmp_path: Path) -> None:
    twin = '[[element]]\nkind = "bars"\narea = [0, 2, 80, 20]\nsays = "{sku}"\n'
    text = GOOD.replace("{code}", "{sku}")
    both = changed('says = "{code}"', 'says = "{code}"\nwhen = "lot"').replace("{code}", "{sku}")
    put(tmp_path, both + twin + 'unless = "lot"\n', "item.toml").check()
    assert refused(tmp_path, text + twin, "item.toml").key == "labels.template.quiet"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('field = "sku"', 'field = "price"', "unknown_field"),
        ("share = 0.2", "share = 0.5", "shares"),
        ("tail_height = 18", "tail_height = 8", "outside"),
        ("first_table = 92", "first_table = 80", "outside"),
        ('{ phrase = "labels.slip_title", text = "{order_ref}" }', '"Albarán"', "not_table"),
        ('align = "right"', 'align = "down"', "not_known"),
    ],
)
def test_a_wrong_paper_is_refused_with_one_sentence(tmp_path: Path, old: str, new: str, key: str) -> None:
    own = (OWN / "slip.toml").read_text(encoding="utf-8")
    assert old in own
    assert refused(tmp_path, own.replace(old, new, 1), "slip.toml").key == f"labels.template.{key}"


def test_a_site_may_change_heading_columns_and_footer_of_a_slip(tmp_path: Path) -> None:
    own = (OWN / "slip.toml").read_text(encoding="utf-8")
    text = own.replace('text = "{return_note}"', 'text = "Gracias por su compra, {recipient.name}."')
    start = text.index('[[column]]\nfield = "backordered"')
    text = text[:start].replace("share = 0.12", "share = 0.26")
    templates = put(tmp_path, text, "slip.toml")
    templates.check()
    shown = pdf_text(make_label("slip", slip_of(2), form="pdf", templates=templates))[0]
    assert "Gracias por su compra, María Núñez." in shown
    assert "Pendiente" not in shown
    assert "Enviado" in shown
