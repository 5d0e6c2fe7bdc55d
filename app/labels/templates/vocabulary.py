"""The names a template may use: fields of its kind, keys of sentences, barcodes of its own."""

from string import Formatter

from app.labels.gs1 import knows
from app.labels.templates.part import Part
from app.labels.templates.sketch import FIELD, Pairs
from app.language import LANGUAGES, load_phrases

_TOO_LONG = frozenset({"text", "count"})
"""What a refusal of a text that does not fit may name."""


def known_text(part: Part, text: str, fields: frozenset[str]) -> str:
    """Gives a text back whose every pair of braces holds a field of the kind.

    Raises:
        LabelError: It names another field, or holds a lonely brace.
    """
    for name in FIELD.findall(text):
        known_field(part, name, fields)
    if set(FIELD.sub("", text)) & set("{}"):
        raise part.refusal("labels.template.brace", text=text)
    return text


def known_field(part: Part, name: str, fields: frozenset[str]) -> str:
    """Gives the name of a field back.

    Raises:
        LabelError: The kind has no such field.
    """
    if name not in fields:
        raise part.refusal("labels.template.unknown_field", field=name, known=", ".join(sorted(fields)))
    return name


def known_pairs(part: Part, pairs: Pairs, fields: frozenset[str]) -> Pairs:
    """Gives pairs back whose identifiers GS1 knows and whose texts name fields of the kind.

    Raises:
        LabelError: One of them does not.
    """
    for identifier, text in pairs:
        known_text(part, text, fields)
        if not knows(identifier):
            raise part.refusal("labels.template.unknown_identifier", identifier=identifier)
    return pairs


def known_phrase(part: Part, key: str, names: frozenset[str] = frozenset()) -> str:
    """Gives the key of a sentence back that every language has and that needs no other names.

    Raises:
        LabelError: There is no such sentence.
    """
    for language in LANGUAGES:
        text = load_phrases(language).table.get(key, "{}")
        if any(name is not None and name not in names for _, name, _, _ in Formatter().parse(text)):
            raise part.refusal("labels.template.unknown_phrase", phrase=key)
    return key


def known_refusal(part: Part, key: str) -> str:
    """Gives the key of a sentence back that refuses a text too long.

    Raises:
        LabelError: There is no such sentence.
    """
    return known_phrase(part, key, _TOO_LONG)
