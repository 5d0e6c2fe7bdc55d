"""Papers over as many A4 pages as they need: a template's head, a table of the record's rows, a template's tail."""

from dataclasses import dataclass, replace
from typing import Any

from app.labels.drawing.layout import Element
from app.labels.kinds import Kind, phrases_of
from app.labels.pages.canvas import Paper
from app.labels.pages.table import Column, TableDocument
from app.labels.templates.filling import Filling
from app.labels.templates.sketch import PaperTemplate


def paper_pdf(template: PaperTemplate, kind: Kind, record: Any) -> bytes:
    """Prints a paper.

    Raises:
        LabelError: The record makes no sense, or a text or code cannot be shown whole.
    """
    kind.check(record)
    filling = Filling(kind.values(record), phrases_of(record))
    sheet = _Sheet(template, filling)
    return TableDocument(
        title=filling.words(template.title),
        phrases=filling.phrases,
        columns=[Column(filling.words(each.title), each.share, each.align) for each in template.columns],
        rows=[[row[each.field] for each in template.columns] for row in kind.rows_of(record)],
        first_head=template.first_table,
        next_head=template.next_table,
        tail_height=template.tail_height,
        head=sheet.head,
        tail=sheet.tail,
    ).pdf()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands above and below the table."""

    template: PaperTemplate
    filling: Filling

    def head(self, paper: Paper, number: int) -> None:
        for element in self.filling.elements(self.template.first if number == 1 else self.template.following):
            paper.draw(element)

    def tail(self, paper: Paper, y: float) -> None:
        for element in self.filling.elements(self.template.tail):
            paper.draw(_lowered(element, y))


def _lowered(element: Element, y: float) -> Element:
    return replace(element, y=element.y + y)
