"""Reads the elements of a template from the tables of its file."""

from collections.abc import Callable, Collection, Mapping

from app.labels.drawing.layout import LEADING, NARROWEST, Align, Symbology
from app.labels.templates.part import Part
from app.labels.templates.sketch import (
    BarsSketch,
    FrameSketch,
    MatrixSketch,
    Pairs,
    RuleSketch,
    Sketch,
    Spot,
    TextSketch,
    Words,
    coded,
)
from app.labels.templates.vocabulary import known_field, known_pairs, known_phrase, known_refusal, known_text

ALIGNS: Mapping[str, Align] = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}
"""Where a line may stand in its box, by the word templates use."""

SYMBOLOGIES: Mapping[str, Symbology] = {each.value: each for each in Symbology}
"""Barcodes of bars by the word templates use."""


def elements_of(parts: list[Part], fields: frozenset[str]) -> tuple[Sketch, ...]:
    """Reads elements in their order.

    Raises:
        LabelError: One of them is wrong.
    """
    elements = tuple(_element(part, fields) for part in parts)
    for part, element in zip(parts, elements, strict=True):
        if isinstance(element, TextSketch):
            _repeats_known_codes(part, element, coded(elements))
    return elements


def words_of(part: Part, fields: frozenset[str]) -> Words:
    """Reads a paragraph: a sentence, a text, a barcode's content, or a sentence and a text.

    Raises:
        LabelError: It is wrong, or says nothing.
    """
    phrase, text, code = part.text("phrase"), part.text("text"), part.text("code")
    words = Words(
        text=known_text(part, text, fields),
        phrase=known_phrase(part, phrase) if phrase else "",
        code=code,
        bold=part.flag("bold"),
        scale=part.number("scale", 1.0),
    )
    part.finish()
    if not (phrase or text or code):
        raise part.refusal("labels.template.no_words")
    return words


def _element(part: Part, fields: frozenset[str]) -> Sketch:
    read = part.choice("kind", READERS)
    element = read(part, _spot(part, fields), fields)
    part.finish()
    return element


def _spot(part: Part, fields: frozenset[str]) -> Spot:
    part.text("name")
    when, unless = part.text("when"), part.text("unless")
    for name in filter(None, (when, unless)):
        known_field(part, name, fields)
    return Spot(name=part.name, area=part.area(), when=when, unless=unless)


def _text(part: Part, spot: Spot, fields: frozenset[str]) -> Sketch:
    size = min(part.number("size"), spot.area[3] / LEADING)
    least = part.number("least", 2.2)
    return TextSketch(
        spot=spot,
        words=tuple(words_of(each, fields) for each in part.parts("words")),
        size=size,
        least=min(least, size),
        align=part.choice("align", ALIGNS, "left"),
        middle=part.flag("middle"),
        even=part.flag("even"),
        too_long=known_refusal(part, part.text("too_long", "labels.error.text_long")),
    )


def _bars(part: Part, spot: Spot, fields: frozenset[str]) -> Sketch:
    symbology = part.choice("symbology", SYMBOLOGIES, "code128")
    says = _says(part, fields)
    if (symbology is Symbology.GS1_128) is isinstance(says, str):
        raise part.refusal("labels.template.says", symbology=symbology.value)
    narrowest = part.number("narrowest", NARROWEST)
    widest = part.number("widest", max(0.5, narrowest))
    return BarsSketch(spot=spot, says=says, symbology=symbology, widest=widest, narrowest=narrowest)


def _matrix(part: Part, spot: Spot, fields: frozenset[str]) -> Sketch:
    return MatrixSketch(spot=spot, says=_says(part, fields), widest=part.number("widest", 0.75))


def _rule(_part: Part, spot: Spot, _fields: frozenset[str]) -> Sketch:
    return RuleSketch(spot=spot)


def _frame(part: Part, spot: Spot, _fields: frozenset[str]) -> Sketch:
    return FrameSketch(spot=spot, line=part.number("line", 0.5))


def _says(part: Part, fields: frozenset[str]) -> str | Pairs:
    pairs = part.pairs("says")
    return known_text(part, part.text("says", None), fields) if pairs is None else known_pairs(part, pairs, fields)


def _repeats_known_codes(part: Part, text: TextSketch, known: Collection[str]) -> None:
    for words in text.words:
        if words.code and words.code not in known:
            raise part.refusal("labels.template.unknown_code", code=words.code, known=", ".join(known) or "-")


READERS: Mapping[str, Callable[[Part, Spot, frozenset[str]], Sketch]] = {
    "text": _text,
    "bars": _bars,
    "matrix": _matrix,
    "rule": _rule,
    "frame": _frame,
}
"""Elements by the word templates use."""
