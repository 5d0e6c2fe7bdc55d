"""Puts a record into a template: the layout of one label."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.labels.drawing.layout import Bars, Element, Layout, Matrix, Paragraph, Rule, TextBox, frame
from app.labels.drawing.layout import Symbology as Sym
from app.labels.gs1 import SSCC_IDENTIFIER, bracketed, element_strings
from app.labels.kinds import Kind, Values, phrases_of
from app.labels.templates.sketch import (
    FIELD,
    BarsSketch,
    Coded,
    FrameSketch,
    MatrixSketch,
    RuleSketch,
    Sketch,
    Template,
    TextSketch,
    Words,
    coded,
)
from app.language import Phrases

_WIDEST_DIGIT = 0.7
"""Width of the widest digit, in parts of the type size."""


def lay_out(template: Template, kind: Kind, record: Any) -> Layout:
    """Makes the layout of a label.

    Raises:
        LabelError: The record makes no sense.
    """
    if not isinstance(record, kind.record):
        raise TypeError(f"{type(record).__name__} is no {kind.record.__name__}")
    kind.check(record)
    elements = Filling(kind.values(record), phrases_of(record)).elements(template.elements)
    return Layout(width=template.width, height=template.height, elements=tuple(elements))


@dataclass(frozen=True, slots=True)
class Filling:
    """What is put in: the record's texts by name, and the sentences of its language."""

    values: Values
    phrases: Phrases

    def elements(self, sketches: tuple[Sketch, ...]) -> Iterator[Element]:
        """Gives the elements that are shown, filled in.

        Raises:
            LabelError: A barcode cannot say what it should.
        """
        codes = {name: self._content(code) for name, code in coded(sketches).items()}
        for sketch in sketches:
            if self._is_shown(sketch):
                yield from self._element(sketch, codes)

    def text(self, text: str) -> str:
        """Puts values in the place of names in braces; what a value holds is never read again."""
        return FIELD.sub(lambda found: self.values[found[1]], text)

    def words(self, words: Words, codes: dict[str, str] | None = None) -> str:
        """Gives a paragraph's text."""
        sentence = self.phrases(words.phrase) if words.phrase else ""
        content = (codes or {}).get(words.code, "")
        return " ".join(filter(None, (sentence, self.text(words.text), content)))

    def _is_shown(self, sketch: Sketch) -> bool:
        when, unless = sketch.spot.when, sketch.spot.unless
        return not (when and not self.values[when].strip()) and not (unless and self.values[unless].strip())

    def _element(self, sketch: Sketch, codes: dict[str, str]) -> Iterator[Element]:
        x, y, width, height = sketch.spot.area
        match sketch:
            case TextSketch():
                yield self._box(sketch, codes)
            case RuleSketch():
                yield Rule(x=x, y=y, width=width, height=height)
            case FrameSketch():
                yield from frame(x, y, width, height, line=sketch.line)
            case BarsSketch():
                yield from self._bars(sketch)
            case MatrixSketch():
                yield from self._matrix(sketch)

    def _box(self, sketch: TextSketch, codes: dict[str, str]) -> TextBox:
        x, y, width, height = sketch.spot.area
        texts = tuple(Paragraph(self.words(each, codes), each.bold, each.scale) for each in sketch.words)
        size = sketch.size
        if sketch.even:
            longest = max(len(paragraph.text) * paragraph.scale for paragraph in texts)
            size = max(sketch.least, min(size, width / (max(1, longest) * _WIDEST_DIGIT)))
        return TextBox(
            x=x,
            y=y,
            width=width,
            height=height,
            paragraphs=texts,
            size=size,
            least=sketch.least,
            too_long=sketch.too_long,
            align=sketch.align,
            middle=sketch.middle,
        )

    def _bars(self, sketch: BarsSketch) -> Iterator[Bars]:
        payload = self._payload(sketch)
        if payload or isinstance(sketch.says, str):
            x, y, width, height = sketch.spot.area
            yield Bars(
                x=x,
                y=y,
                width=width,
                height=height,
                payload=payload,
                symbology=sketch.symbology,
                widest=sketch.widest,
                narrowest=sketch.narrowest,
            )

    def _matrix(self, sketch: MatrixSketch) -> Iterator[Matrix]:
        payload, gs1 = self._payload(sketch), not isinstance(sketch.says, str)
        if payload or not gs1:
            x, y, width, height = sketch.spot.area
            yield Matrix(x=x, y=y, width=width, height=height, payload=payload, gs1=gs1, widest=sketch.widest)

    def _payload(self, code: Coded) -> str:
        if isinstance(code.says, str):
            return self.text(code.says)
        return element_strings((identifier, self.text(text)) for identifier, text in code.says)

    def _content(self, code: Coded) -> str:
        """Gives what stands under a barcode for people: GS1 identifiers in brackets."""
        payload = self._payload(code) if self._is_shown(code) else ""
        if not payload:
            return ""
        if isinstance(code, BarsSketch) and code.symbology is Sym.SSCC:
            payload = SSCC_IDENTIFIER + payload
        elif isinstance(code.says, str):
            return payload
        return bracketed(payload, ("(", ") "), " ")
