"""The sentences of the bench and the office: both languages, nothing missing, nothing left over."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from app.domain.orders import OrderState
from app.language import load_phrases
from ui.presenters.office.board_state import METHODS
from ui.presenters.office.trouble_state import OWN_KINDS

ROOT = Path(__file__).resolve().parents[3]
_KEY = re.compile(r"[\"']((?:pack|ship|board|trouble|devices)\.[a-z0-9_.]*[a-z0-9_])[\"']")
_STARTS = re.compile(r"f[\"']((?:pack|ship|board|trouble|devices)\.[a-z0-9_.]*)\{")


def table(part: str, language: str) -> dict[str, str]:
    return tomllib.loads((ROOT / "resources" / "i18n" / "parts" / f"{part}.{language}.toml").read_text("utf-8"))


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def code() -> str:
    rooms = [ROOT / "ui" / half / room for half in ("presenters", "screens") for room in ("bench", "office")]
    return "\n".join(file.read_text("utf-8") for room in rooms for file in room.glob("*.py"))


@pytest.mark.parametrize("part", ["pack", "office"])
def test_both_languages_have_the_same_sentences_with_the_same_names(part: str) -> None:
    es, en = table(part, "es"), table(part, "en")
    assert {key: names(text) for key, text in es.items()} == {key: names(text) for key, text in en.items()}
    assert all(text.strip() for text in (*es.values(), *en.values()))


def test_every_phrase_these_rooms_name_exists_and_every_one_that_exists_is_named() -> None:
    known = {key for part in ("pack", "office") for key in table(part, "es")}
    named, starts = set(_KEY.findall(code())), tuple(_STARTS.findall(code()))
    assert named <= known | {"pack.nothing_open"}
    services = {"pack.scan_a_tote", "pack.nothing_open", "trouble.rejected_row.todo", "trouble.cancel_too_late.todo"}
    spare = {
        key
        for key in known - named - services
        if not key.startswith(starts) and not (key.endswith(".one") and key.removesuffix(".one") in known)
    }
    assert spare == set()


def test_every_state_of_an_order_and_every_method_has_its_words() -> None:
    known = table("office", "es")
    assert {f"board.state.{each}" for each in OrderState} <= known.keys()
    assert {f"board.orders.{each}" for each in OrderState} <= known.keys()
    assert {f"board.release.{each}" for each in METHODS} <= known.keys()


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_exception_the_house_opens_can_be_said(language: str) -> None:
    opened = re.compile(r"open_(?:issue|once)\((?:connection, )?\"([a-z_]+)\"")
    kinds = {kind for file in (ROOT / "app").rglob("*.py") for kind in opened.findall(file.read_text("utf-8"))}
    assert "short" in kinds
    say = load_phrases(language)
    keys = {OWN_KINDS.get(kind, f"exception.{kind}") for kind in kinds}
    assert {key for key in keys if not (say.has(key) and say.has(f"{key}.todo"))} == set()
