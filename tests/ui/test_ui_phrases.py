import re
import tomllib
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parents[2]
PARTS = ROOT / "resources" / "i18n" / "parts"
_KEY = re.compile(r"\"(ui\.[a-z_.]+[a-z_])\"")


def part(language: str) -> dict[str, str]:
    return tomllib.loads((PARTS / f"ui.{language}.toml").read_text(encoding="utf-8"))


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_names() -> None:
    es, en = part("es"), part("en")
    assert {key: names(text) for key, text in es.items()} == {key: names(text) for key, text in en.items()}
    assert all(text.strip() for text in (*es.values(), *en.values()))


def test_every_phrase_the_kit_names_exists() -> None:
    files = [*(ROOT / "ui" / "widgets").glob("*.py"), *(ROOT / "ui").glob("*.py")]
    files += [ROOT / "ui" / "presenters" / name for name in ("commands.py", "faces.py")]
    named = {key for file in files for key in _KEY.findall(file.read_text(encoding="utf-8"))}
    assert len(named) > 20
    assert named <= set(part("es"))


def test_every_result_of_a_scan_and_every_queue_has_its_words() -> None:
    results = ("ok", "quiet", "done", "wrong", "attention", "double", "dropped", "homeless")
    assert {f"ui.log.{result}" for result in results} <= set(part("es"))
    assert {"ui.queue.waiting", "ui.queue.dropped"} <= set(part("es"))
