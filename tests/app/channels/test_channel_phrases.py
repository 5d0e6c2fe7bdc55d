import re
from pathlib import Path
from string import Formatter

from app.language import LANGUAGES, load_phrases

ROOM = Path(__file__).resolve().parents[3] / "app" / "channels"


def used_keys() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")]
    return {key for text in texts for key in re.findall(r'"(channels\.[a-z_]+)"', text)}


def own_keys(language: str) -> set[str]:
    return {key for key in load_phrases(language).table if key.startswith("channels.")}


def test_every_reason_has_a_sentence_in_both_languages_and_no_sentence_is_idle() -> None:
    assert len(used_keys()) > 30
    for language in LANGUAGES:
        assert own_keys(language) == used_keys()


def test_both_sentences_name_the_same_things() -> None:
    for key in sorted(used_keys()):
        names = [
            {name for _, name, _, _ in Formatter().parse(load_phrases(language).table[key]) if name}
            for language in LANGUAGES
        ]
        assert names[0] == names[1], key
