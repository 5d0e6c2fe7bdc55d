"""A parcel's number on a logistic label is as large as GS1 asks for, or the template is refused."""

from pathlib import Path

import pytest

from app.labels import KINDS, LabelError
from app.labels.templates.loading import load_label
from app.labels.templates.shelf import OWN
from app.language import LANGUAGES, load_phrases

LOGISTIC = sorted(OWN.glob("logistic*.toml"))
_NARROW, _SSCC = "narrowest = 0.495", 'symbology = "sscc"\nsays = "{sscc}"'


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = (OWN / "logistic-4x6.toml").read_text("utf-8")
    assert text.count(old) == 1
    file = tmp_path / "logistic-4x6.toml"
    file.write_text(text.replace(old, new), "utf-8")
    return file


@pytest.mark.parametrize("file", LOGISTIC, ids=lambda file: file.stem)
def test_the_products_own_logistic_labels_are_large_enough(file: Path) -> None:
    load_label(file, KINDS["logistic"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_NARROW, "narrowest = 0.49"),
        (_NARROW + "\n", ""),
        ("[2, 112.1, 97.6, 32]", "[2, 112.1, 97.6, 31.9]"),
        (_SSCC, 'symbology = "gs1-128"\nsays = [["00", "{sscc}"]]'),
    ],
)
def test_a_smaller_number_is_refused_when_the_template_is_read(tmp_path: Path, old: str, new: str) -> None:
    file = changed(tmp_path, old, new)
    if "gs1-128" in new:  # it is the bars that count, however the number gets into them
        file.write_text(file.read_text("utf-8").replace(_NARROW, "narrowest = 0.4"), "utf-8")
    with pytest.raises(LabelError) as refused:
        load_label(file, KINDS["logistic"])
    assert refused.value.key == "labels.template.number"
    for language in LANGUAGES:
        said = load_phrases(language)(refused.value.key, **refused.value.names)
        assert all(word in said for word in ("logistic-4x6.toml", "number", "0.495", "32"))


def test_other_bars_of_a_logistic_label_may_be_smaller(tmp_path: Path) -> None:
    load_label(changed(tmp_path, "[2, 80.9, 97.6, 26.2]", "[2, 80.9, 97.6, 20]"), KINDS["logistic"])


def test_a_shipping_label_may_carry_a_smaller_number() -> None:
    load_label(OWN / "shipping-4x6.toml", KINDS["shipping"])
