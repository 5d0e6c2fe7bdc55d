"""A layout as a black and white picture at a print head's dots, for printers that are best given pictures.

The letters are those of the bundled typeface, so that every printer shows every script the same way.
"""

from collections.abc import Callable

from PIL import Image, ImageDraw

from app.labels.drawing import graphic
from app.labels.drawing.dots import dots_of, place_bars, place_matrix
from app.labels.drawing.fit import SetLine, fit
from app.labels.drawing.fonts import inter_width, showable
from app.labels.drawing.layout import Bars, Layout, Matrix, Rule, TextBox
from app.labels.drawing.modules import bars as merged
from app.labels.drawing.modules import modules_of

_WHITE, _BLACK = 0, 255


def raster(layout: Layout, dpi: int) -> Image.Image:
    """Draws a label; mode ``"1"``, set dots are black, a whole number of bytes a row.

    Args:
        layout: What stands where.
        dpi: 203 or 300.

    Raises:
        LabelError: No such print head, or something does not fit.
    """
    dots = dots_of(dpi)
    width = -(-int(layout.width * dots) // 8) * 8
    picture = Image.new("1", (width, int(layout.height * dots)), _WHITE)
    pen = ImageDraw.Draw(picture)

    def fill(x: int, y: int, wide: int, high: int) -> None:
        pen.rectangle((x, y, x + wide - 1, y + high - 1), fill=_BLACK)

    for element in layout.elements:
        match element:
            case TextBox():
                for line in fit(element, inter_width, showable):
                    _write(picture, line, dots)
            case Bars():
                _bars(element, dots, fill)
            case Matrix():
                at = place_matrix(element, dots)
                _paste(picture, at.x, at.y, at.rows)
            case Rule():
                wide, high = max(1, round(element.width * dots)), max(1, round(element.height * dots))
                fill(round(element.x * dots), round(element.y * dots), wide, high)
    return picture


def _write(picture: Image.Image, line: SetLine, dots: float) -> None:
    drawn = graphic.draw(line.text, dots=line.size * dots, bold=line.bold)
    if drawn is not None:
        x, y = max(0, round(line.x * dots) + drawn.x), max(0, round(line.y * dots) + drawn.y)
        _paste(picture, x, y, drawn.rows)


def _bars(bars: Bars, dots: float, fill: Callable[[int, int, int, int], None]) -> None:
    modules = modules_of(bars.symbology, bars.payload)
    at = place_bars(bars, len(modules), dots)
    for first, wide in merged(modules):
        fill(at.x + first * at.module, at.y, wide * at.module, at.height)


def _paste(picture: Image.Image, x: int, y: int, rows: tuple[bytes, ...]) -> None:
    ink = Image.frombytes("1", (len(rows[0]) * 8, len(rows)), b"".join(rows))
    picture.paste(_BLACK, (x, y), ink)
