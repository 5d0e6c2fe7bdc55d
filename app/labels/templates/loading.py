"""Reads a template's file and proves it whole: what is wrong with it is said before anything is printed."""

import tomllib
from pathlib import Path
from typing import Any

from app.labels.codes import LabelError
from app.labels.kinds import Kind
from app.labels.templates.checking import check_elements, check_number
from app.labels.templates.elements import ALIGNS, elements_of, words_of
from app.labels.templates.part import Part
from app.labels.templates.sketch import ColumnSketch, PaperTemplate, Template
from app.labels.templates.vocabulary import known_field

PAGE = (210.0, 297.0)
"""Width and height of a paper's page in mm: A4."""

_WHOLE = 1.0
_ROUNDING = 0.001


def load_label(file: Path, kind: Kind) -> Template:
    """Reads the template of a label.

    Raises:
        LabelError: It cannot be read, or a label made of it would be wrong.
    """
    part = _opened(file)
    width, height = part.number("width"), part.number("height")
    elements = elements_of(part.parts("element"), kind.fields)
    part.finish()
    check_elements(part.file, elements, width, height)
    if kind.logistic:
        check_number(part.file, elements)
    return Template(width=width, height=height, elements=elements)


def load_paper(file: Path, kind: Kind) -> PaperTemplate:
    """Reads the template of a paper.

    Raises:
        LabelError: It cannot be read, or a paper made of it would be wrong.
    """
    part, fields = _opened(file), kind.fields
    paper = PaperTemplate(
        title=words_of(part.part("title"), fields),
        first=elements_of(part.parts("first"), fields),
        following=elements_of(part.parts("next"), fields),
        tail=elements_of(part.parts("tail", needed=False), fields),
        first_table=part.number("first_table"),
        next_table=part.number("next_table"),
        tail_height=part.number("tail_height"),
        columns=tuple(_column(each, kind.row_fields, fields) for each in part.parts("column")),
    )
    part.finish()
    if abs(sum(column.share for column in paper.columns) - _WHOLE) > _ROUNDING:
        raise part.refusal("labels.template.shares", total=f"{sum(column.share for column in paper.columns):g}")
    for elements, height in (
        (paper.first, paper.first_table),
        (paper.following, paper.next_table),
        (paper.tail, paper.tail_height),
    ):
        check_elements(part.file, elements, PAGE[0], height)
    return paper


def _column(part: Part, row_fields: frozenset[str], fields: frozenset[str]) -> ColumnSketch:
    column = ColumnSketch(
        field=known_field(part, part.text("field", None), row_fields),
        title=words_of(part.part("title"), fields),
        share=part.number("share"),
        align=part.choice("align", ALIGNS, "left"),
    )
    part.finish()
    return column


def _opened(file: Path) -> Part:
    name = f"{file.parent.name}/{file.name}"
    try:
        table: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LabelError("labels.template.unreadable", file=name, why=str(error)) from error
    return Part(name, "", table)
