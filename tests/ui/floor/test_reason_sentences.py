import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from app.domain.picking.outcome import CAUSES
from app.domain.reasons import Reason
from app.language import load_phrases
from ui.presenters.frame import speak
from ui.presenters.reasons import reason_line

ROOT = Path(__file__).resolve().parents[3]
PARTS = ROOT / "resources" / "i18n" / "parts"
VERBS = {
    "en": "scan put take go press ask choose call check open stick type pick read count do look hand leave",
    "es": "escanea escanéala escanéalo pon pega deja déjalo devuelve devuélvelo coge lleva llévalas ve pulsa pide elige"
    " avisa comprueba abre teclea tecléalos lee cuenta sigue haz saca sácalos entrégale aparta apártalo apártala mete",
}
NAMES = {
    Reason.WRONG_TOTE: {"tote": "TO1", "slot": 3, "expected": "TO2", "expected_slot": 5},
    Reason.ORDER_CANCELLED: {"ref": "W-1", "slot": 2, "tote": "TO9", "hospital": "HOSPITAL"},
}


def part(language: str) -> dict[str, str]:
    return tomllib.loads((PARTS / f"pick.{language}.toml").read_text(encoding="utf-8"))


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_names() -> None:
    es, en = part("es"), part("en")
    assert {key: names(text) for key, text in es.items()} == {key: names(text) for key, text in en.items()}
    assert all(text.strip() for text in (*es.values(), *en.values()))
    assert {key.split(".")[0] for key in es} == {"pick", "home", "sign", "reason"}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_says_what_to_do(reason: Reason, language: str) -> None:
    variants = [text for key, text in part(language).items() if key.split(".")[1:2] == [reason] and "reason" in key]
    assert variants, reason
    for text in variants:
        words = set(re.findall(r"\w+", text.lower()))
        assert words & set(VERBS[language].split()), text


def test_there_is_no_sentence_of_a_reason_that_does_not_exist() -> None:
    spoken = {key.split(".")[1] for key in part("en") if key.startswith("reason.")}
    assert spoken == {str(reason) for reason in Reason}


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_key_the_floor_names_has_a_sentence(language: str) -> None:
    say = load_phrases(language)
    folders = [ROOT / "ui" / "presenters" / "floor", ROOT / "ui" / "screens" / "floor", ROOT / "app" / "services"]
    sources = [file.read_text(encoding="utf-8") for folder in folders for file in folder.rglob("*.py")]
    keys = {key for text in sources for key in re.findall(r"\"((?:pick|home|sign)\.[a-z_.]+[a-z_])\"", text)}
    assert len(keys) > 60
    assert [key for key in sorted(keys) if not say.has(key)] == []
    assert all(say.has(f"pick.cause.{cause}") for cause in CAUSES)


@pytest.mark.parametrize(
    ("change", "tail"),
    [({}, ""), ({"slot": "?"}, ".incoming"), ({"slot": "?", "expected_slot": ""}, ".drop")],
)
def test_a_wrong_tote_never_shows_a_question_mark(change: dict[str, object], tail: str) -> None:
    said = reason_line(Reason.WRONG_TOTE, NAMES[Reason.WRONG_TOTE] | change)
    assert said.key == f"reason.wrong_tote{tail}"
    for language in ("es", "en"):
        assert "?" not in speak(said, load_phrases(language))


def test_a_cancelled_order_without_a_tote_has_its_own_sentence() -> None:
    known = NAMES[Reason.ORDER_CANCELLED]
    assert reason_line(Reason.ORDER_CANCELLED, known).key == "reason.order_cancelled"
    assert reason_line(Reason.ORDER_CANCELLED, known | {"tote": "-"}).key == "reason.order_cancelled.no_tote"


def test_a_known_kind_of_code_is_named_in_the_users_language() -> None:
    said = reason_line(Reason.UNKNOWN_CODE, {"text": "Badge"})
    assert speak(said, load_phrases("es")).startswith("Una tarjeta")
    assert speak(reason_line(Reason.UNKNOWN_CODE, {"text": "xyz"}), load_phrases("en")).startswith("xyz is not known")
