"""Sentences by key: ``phrases("pick.scan_item", item="RED MUG")`` gives the sentence in one language.

The sentences live in ``resources/i18n/parts/<room>.<language>.toml`` as flat tables
``"key" = "text with {names}"``. A key with a ``{count}`` may have a twin ``key.one`` that is used when
``count`` is 1. Both languages hold exactly the same keys and placeholders; a test proves it.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("es", "en")
"""The languages Pasillo speaks, by their ISO 639-1 codes; the first one is the default."""

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "i18n" / "parts"


@dataclass(frozen=True, slots=True)
class Phrases:
    """All sentences of one language.

    Attributes:
        language: ISO 639-1 code, e.g. ``"es"``.
        table: Key to text with ``{names}`` in braces.
    """

    language: str
    table: dict[str, str]

    def __call__(self, key: str, **names: object) -> str:
        """Gives the sentence of a key with its names filled in.

        Raises:
            KeyError: No such key, or a name the sentence needs is missing; both are bugs.
        """
        if names.get("count") == 1 and f"{key}.one" in self.table:
            key = f"{key}.one"
        return self.table[key].format_map(names)

    def has(self, key: str) -> bool:
        """Tells whether a key has a sentence."""
        return key in self.table


@cache
def load_phrases(language: str) -> Phrases:
    """Reads every part of a language from the resources, once a process.

    Raises:
        ValueError: Two parts define the same key, or the language is unknown.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; known: {', '.join(LANGUAGES)}")
    table: dict[str, str] = {}
    for part in sorted(_FOLDER.glob(f"*.{language}.toml")):
        new = tomllib.loads(part.read_text(encoding="utf-8"))
        twice = table.keys() & new.keys()
        if twice:
            raise ValueError(f"{part.name} repeats keys of another part: {sorted(twice)}")
        table |= new
    return Phrases(language, table)
