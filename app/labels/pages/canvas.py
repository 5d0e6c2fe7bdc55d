"""A PDF to draw on in millimetres from the top left corner, with embedded Inter and vector barcodes."""

from io import BytesIO
from typing import Self

from app.labels.codes import LabelError
from app.labels.drawing.dots import DOTS_PER_MM, shown
from app.labels.drawing.fit import fit
from app.labels.drawing.fonts import ASCENT, font_name, inter_width, showable
from app.labels.drawing.layout import NARROWEST, Align, Bars, Element, Layout, Matrix, Rule, TextBox
from app.labels.drawing.matrix import QUIET, data_matrix
from app.labels.drawing.modules import QUIET_MODULES, modules_of
from app.labels.drawing.modules import bars as merged

A4 = (210.0, 297.0)
"""Width and height of an A4 sheet in mm."""

_AUTHOR = "Pasillo"
_POINTS_A_MM = 72.0 / 2.54 * 0.1
_COARSEST = min(DOTS_PER_MM.values())
_ROUNDING = 1e-6


class Paper:
    """One PDF in the making; draw, turn the page, take the bytes."""

    def __init__(self, size: tuple[float, float], title: str) -> None:
        """Starts a PDF of pages of one size in mm."""
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - takes 50 ms, and no scan needs it

        self.width, self.height = size
        self._buffer = BytesIO()
        # "Invariant" leaves the clock and random ids out, so that a reprint is the same file.
        self._canvas = Canvas(
            self._buffer, pagesize=(self.width * _POINTS_A_MM, self.height * _POINTS_A_MM), invariant=1
        )
        self._canvas.setTitle(showable(title))
        self._canvas.setAuthor(_AUTHOR)

    def turn(self) -> Self:
        """Ends this page and starts the next."""
        self._canvas.showPage()
        return self

    def finish(self) -> bytes:
        """Ends the last page and gives the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def place(self, layout: Layout, x: float = 0, y: float = 0) -> None:
        """Draws a whole layout with its corner at a point in mm.

        Raises:
            LabelError: Something does not fit.
        """
        self._canvas.saveState()
        self._canvas.translate(x * _POINTS_A_MM, -y * _POINTS_A_MM)
        for element in layout.elements:
            self.draw(element)
        self._canvas.restoreState()

    def draw(self, element: Element) -> None:
        """Draws one element.

        Raises:
            LabelError: It does not fit.
        """
        match element:
            case TextBox():
                for line in fit(element, inter_width, showable):
                    self.write(line.text, line.x, line.y, line.size, bold=line.bold)
            case Bars():
                self._bars(element)
            case Matrix():
                self._matrix(element)
            case Rule():
                self._fill(element.x, element.y, element.width, element.height)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        align: Align = Align.LEFT,
    ) -> None:
        """Writes one showable line whose top is at ``y``; ``x`` is its left end, middle or right end."""
        self._canvas.setFont(font_name(bold=bold), size * _POINTS_A_MM)
        at = (x * _POINTS_A_MM, (self.height - y - size * ASCENT) * _POINTS_A_MM)
        match align:
            case Align.LEFT:
                self._canvas.drawString(*at, text)
            case Align.CENTER:
                self._canvas.drawCentredString(*at, text)
            case Align.RIGHT:
                self._canvas.drawRightString(*at, text)

    def _bars(self, bars: Bars) -> None:
        modules = modules_of(bars.symbology, bars.payload)
        module = _whole(min(bars.widest, bars.width / (len(modules) + 2 * QUIET_MODULES[bars.symbology])))
        if module < bars.narrowest:
            raise LabelError("labels.error.code_wide", code=shown(bars.payload))
        left = bars.x + (bars.width - len(modules) * module) / 2
        for first, wide in merged(modules):
            self._fill(left + first * module, bars.y, wide * module, bars.height)

    def _matrix(self, matrix: Matrix) -> None:
        rows = data_matrix(matrix.payload, gs1=matrix.gs1)
        wide, high = len(rows[0]), len(rows)
        room = min(matrix.width / (wide + 2 * QUIET), matrix.height / (high + 2 * QUIET))
        module = _whole(min(matrix.widest, room))
        if module < NARROWEST:
            raise LabelError("labels.error.code_wide", code=shown(matrix.payload))
        left = matrix.x + (matrix.width - wide * module) / 2
        top = matrix.y + (matrix.height - high * module) / 2
        for down, row in enumerate(rows):
            for first, run in merged(row):
                self._fill(left + first * module, top + down * module, run * module, module)

    def _fill(self, x: float, y: float, width: float, height: float) -> None:
        self._canvas.rect(
            x * _POINTS_A_MM,
            (self.height - y - height) * _POINTS_A_MM,
            width * _POINTS_A_MM,
            height * _POINTS_A_MM,
            stroke=0,
            fill=1,
        )


def _whole(module: float) -> float:
    """Narrows a module to whole dots of the coarsest print head, so that no bar is a dot thicker than its twin."""
    return int(module * _COARSEST + _ROUNDING) / _COARSEST


def layout_pdf(layout: Layout, title: str) -> bytes:
    """Makes a PDF of one page that is exactly one label.

    Raises:
        LabelError: Something does not fit.
    """
    paper = Paper((layout.width, layout.height), title)
    paper.place(layout)
    return paper.finish()
