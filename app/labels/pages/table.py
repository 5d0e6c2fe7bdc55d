"""A table that runs over as many A4 pages as it needs, with its titles on each and "page n of m" below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.labels.drawing.fit import SetLine, fit
from app.labels.drawing.fonts import inter_width, showable
from app.labels.drawing.layout import LEADING, Align, Paragraph, Rule, text_box
from app.labels.pages.canvas import A4, Paper
from app.language import Phrases

LEFT = 15.0
"""Left and right page margin in mm."""

INNER = A4[0] - 2 * LEFT
"""Width between the margins in mm."""

BOTTOM = A4[1] - 18.0
"""Where the content of a page ends, in mm from its top."""

_SIZE = 3.2
_TALLEST = 40.0
_PAD = 1.4
_FOOT = A4[1] - 13.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: What stands above it.
        share: Its part of the table's width; all shares make 1.
        align: Where its texts stand.
    """

    title: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class _Row:
    height: float
    lines: tuple[SetLine, ...]


Head = Callable[[Paper, int], float]
"""Draws the head of a page (counted from 1) and says where it ends, in mm from the top."""

Tail = Callable[[Paper, float], None]
"""Draws what follows the last row, from the given height in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDocument:
    """A paper made of a head, a table and a tail.

    Attributes:
        title: The PDF's title.
        phrases: The reader's language.
        columns: The table's columns.
        rows: The texts of each row, a text a column.
        first_head: Where the table starts on the first page, in mm from the top.
        next_head: Where it starts on all others.
        tail_height: Height in mm the tail needs; it never breaks over pages.
        head: Draws a page's head.
        tail: Draws what follows the table.
    """

    title: str
    phrases: Phrases
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    first_head: float
    next_head: float
    tail_height: float
    head: Callable[[Paper, int], None]
    tail: Tail

    def pdf(self) -> bytes:
        """Draws all pages.

        Raises:
            LabelError: A text that does not fit its cell at the smallest readable size.
        """
        titles = self._set([column.title for column in self.columns], bold=True)
        pages = self._pages([self._set(row) for row in self.rows], titles.height)
        paper = Paper(A4, self.title)
        for number, rows in enumerate(pages, start=1):
            if number > 1:
                paper.turn()
            self.head(paper, number)
            y = self._draw(paper, titles, rows, self._top(number))
            if number == len(pages):
                self.tail(paper, y)
            text = self.phrases("labels.page_of", number=number, total=len(pages))
            paper.write(text, A4[0] - LEFT, _FOOT, 2.8, align=Align.RIGHT)
        return paper.finish()

    def _top(self, number: int) -> float:
        return self.first_head if number == 1 else self.next_head

    def _pages(self, rows: Sequence[_Row], titles: float) -> list[list[_Row]]:
        pages: list[list[_Row]] = [[]]
        y = self.first_head + titles
        for row in rows:
            if y + row.height > BOTTOM:
                pages.append([])
                y = self.next_head + titles
            pages[-1].append(row)
            y += row.height
        if y + self.tail_height > BOTTOM:
            pages.append([])
        return pages

    def _set(self, texts: Sequence[str], *, bold: bool = False) -> _Row:
        lines = tuple(line for cell in self._cells(texts, bold=bold) for line in cell)
        bottom = max((line.y + line.size * LEADING for line in lines), default=_SIZE * LEADING + _PAD)
        return _Row(bottom + _PAD, lines)

    def _cells(self, texts: Sequence[str], *, bold: bool) -> Iterator[tuple[SetLine, ...]]:
        x = LEFT
        for column, text in zip(self.columns, texts, strict=True):
            width = column.share * INNER
            box = text_box(
                (x + _PAD, _PAD, width - 2 * _PAD, _TALLEST),
                Paragraph(text, bold),
                size=_SIZE,
                align=column.align,
                too_long="labels.error.cell_long",
            )
            yield fit(box, inter_width, showable)
            x += width

    def _draw(self, paper: Paper, titles: _Row, rows: Sequence[_Row], y: float) -> float:
        for row in (titles, *rows) if rows or not self.rows else ():
            for line in row.lines:
                paper.write(line.text, line.x, y + line.y, line.size, bold=line.bold)
            y += row.height
            paper.draw(Rule(x=LEFT, y=y - 0.1, width=INNER, height=0.4 if row is titles else 0.15))
        return y
