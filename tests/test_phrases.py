"""Every sentence a person may read exists in both languages, names the same things, and is really translated."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from app.central.check.checking import RULES
from app.commands.importing import _COUNTS as COUNTS
from app.domain.orders import OrderState
from app.domain.picking.outcome import CAUSES
from app.domain.reasons import Cue, Reason
from app.language import LANGUAGES, load_phrases
from app.station.trouble import SENTENCES
from hardware.status import Kind, State
from ui.presenters.office.trouble_state import OWN_KINDS

ROOT = Path(__file__).resolve().parents[1]

SAME = frozenset(
    {
        "first.role",  # the word is the same
        "first.command.no",
        "setup.no",
        "sign.spanish",  # each language names itself
        "sign.english",
        "trouble.name.sku",
    }
)
"""Sentences that are rightly the same in both languages, besides those without a word of their own."""

_SIGNS = frozenset({"sku", "min", "h", "m", "p50", "p99", "ms"})
"""Words that are the same in every language: units and abbreviations."""

_NOT_PHRASES = frozenset({"db", "toml", "py", "csv", "pdf", "json"})
"""How the names of files end that begin like a phrase."""

_KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def table(language: str) -> dict[str, str]:
    return load_phrases(language).table


def calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
            yield node


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    files = [ROOT / "main.py", *(ROOT / "app").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    return tuple((file, ast.parse(file.read_text(encoding="utf-8"))) for file in sorted(files))


def texts_of(node: ast.expr) -> set[str]:
    """Gives every text an expression may stand for, as far as it is written there: ``"a" if x else "b"``."""
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def first_texts(call_name: str, room: str = "app") -> set[str]:
    """Gives the texts that calls of a name in a room of the house hand over first."""
    return {
        text
        for file, tree in trees()
        if (ROOT / room) in file.parents
        for call in calls_of(tree, call_name)
        for argument in call.args[:1]
        for text in texts_of(argument)
    }


def lacking(keys: set[str]) -> set[str]:
    return {f"{language}: {key}" for language in LANGUAGES for key in keys if key not in table(language)}


def named_keys() -> dict[str, Path]:
    """Gives every text in the code that looks like the key of a sentence."""
    rooms = {key.partition(".")[0] for key in table("en")}
    return {
        node.value: file
        for file, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value)
        if node.value.partition(".")[0] in rooms and node.value.rpartition(".")[2] not in _NOT_PHRASES
    }


def template_keys() -> set[str]:
    """Gives every sentence that stands on a label because its template says so."""
    files = (ROOT / "resources" / "labels").glob("*.toml")
    return {key for file in files for key in re.findall(r'"(labels\.[a-z0-9_.]+)"', file.read_text(encoding="utf-8"))}


def made_keys() -> set[str]:
    """Gives patterns of the keys that the code puts together: ``f"check.{rule}"``."""
    patterns = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[\w.]*" for p in node.values]
                patterns.add("".join(parts))
    return {pattern for pattern in patterns if re.match(r"[a-z]+\\\.|\[\\w\.\]\*\\\.[a-z]", pattern)}


def test_both_languages_have_the_same_sentences_naming_the_same_things() -> None:
    es, en = table("es"), table("en")
    assert es.keys() == en.keys()
    assert {key: (names(es[key]), names(en[key])) for key in es if names(es[key]) != names(en[key])} == {}


def test_a_sentence_for_one_needs_its_sibling_for_many_and_no_other_names() -> None:
    for language in LANGUAGES:
        for key, text in table(language).items():
            if key.endswith(".one"):
                assert key.removesuffix(".one") in table(language), key
                many = table(language)[key.removesuffix(".one")]
                assert names(text) <= names(many) | {"count"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_cannot_be_filled_in(language: str) -> None:
    for key, text in table(language).items():
        assert text.strip(), key
        assert not text.startswith("\ufeff"), key
        assert load_phrases(language)(key, **dict.fromkeys(names(text), 7)), key


def test_the_spanish_sentences_are_no_copies_of_the_english_ones() -> None:
    es, en = table("es"), table("en")
    copies = {key for key in es if es[key] == en[key] and key not in SAME}
    words = {key: set(re.findall(r"\w+", re.sub(r"\{\w+\}", "", es[key]).lower())) - _SIGNS for key in copies}
    assert {key: en[key] for key, own in words.items() if own} == {}
    assert all(es[key] == en[key] for key in SAME), "a sentence is translated now: take it off the list"


def test_every_key_the_code_names_exists() -> None:
    named = named_keys()
    assert len(named) > 400
    assert {key: file.name for key, file in named.items() if key not in table("en")} == {}


def test_no_sentence_is_idle() -> None:
    named, on_labels = named_keys(), template_keys()
    made = [re.compile(pattern) for pattern in made_keys()]
    idle = {
        key
        for key in table("en")
        if key not in named
        and key.removesuffix(".one") not in named
        and key not in on_labels
        and not any(pattern.fullmatch(key) for pattern in made)
    }
    assert idle - {"unavailable"} == set()  # the reason of Unavailable itself


def test_every_reason_has_a_sentence() -> None:
    spoken = {".".join(key.split(".")[:2]) for key in table("en") if key.startswith("reason.")}
    assert spoken == {f"reason.{reason}" for reason in Reason}


def test_every_cue_every_cause_and_every_state_has_its_words() -> None:
    keys = {f"ui.log.{cue}" for cue in Cue}
    keys |= {f"pick.cause.{cause}" for cause in CAUSES}
    keys |= {f"board.state.{state}" for state in OrderState}
    keys |= {f"devices.state.{state.value}" for state in State}
    keys |= {f"devices.kind.{kind.value}" for kind in Kind}
    keys |= {f"command.{name}" for name in COUNTS}
    assert lacking(keys) == set()


def test_every_conflict_can_be_said() -> None:
    raised = {text for text in first_texts("Conflict") if "." in text}
    assert {"sign.first", "promises.walk_gone", "promises.walk_waits"} <= raised
    assert lacking(raised) == set()


def test_every_mistake_on_a_label_can_be_said() -> None:
    raised = {text for text in first_texts("LabelError") if "." in text}
    assert "labels.error.dpi" in raised
    assert lacking(raised) == set()


def test_every_exception_that_is_opened_says_what_it_is_and_what_to_do() -> None:
    kinds = first_texts("open_issue")
    for _, tree in trees():
        for call in calls_of(tree, "open_once"):
            kinds |= texts_of(call.args[1])
    assert {"short", "put_back", "parked", "rejected_row"} <= kinds | set(OWN_KINDS)
    keys = {OWN_KINDS.get(kind, f"exception.{kind}") for kind in kinds}
    assert lacking(keys | {f"{key}.todo" for key in keys}) == set()


def test_every_trouble_of_a_station_and_every_rule_of_the_books_has_its_sentence() -> None:
    assert lacking(set(SENTENCES)) == set()
    assert first_texts("StationTrouble") <= set(SENTENCES)
    assert lacking({f"check.{rule}" for rule in RULES}) == set()
    spoken = {key.removeprefix("check.") for key in table("en") if key.startswith("check.")}
    assert spoken == set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_for_people_is_no_name_of_the_programs_own(language: str) -> None:
    own = re.compile(r"\b(NULL|NoneType|traceback|Unavailable|Conflict)\b")
    assert {key: text for key, text in table(language).items() if own.search(text)} == {}
