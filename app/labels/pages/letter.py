"""A short letter on A4: a headline and a few sentences, e.g. somebody's PIN, which is never on the badge itself."""

from collections.abc import Sequence

from app.labels.drawing.layout import Paragraph, text_box
from app.labels.pages.canvas import A4, Paper

_MARGIN = 25.0
_HEIGHT = 110.0
_SIZE = 9.0


def letter_pdf(title: str, big: str, sentences: Sequence[str]) -> bytes:
    """Prints a letter: what it is about, one text in large signs, and what to do with it.

    Raises:
        LabelError: It does not fit on the page.
    """
    small = [Paragraph(sentence, scale=0.6) for sentence in sentences]
    paper = Paper(A4, title)
    box = (_MARGIN, _MARGIN, A4[0] - 2 * _MARGIN, _HEIGHT)
    paper.draw(text_box(box, Paragraph(title), Paragraph(big, bold=True, scale=1.6), *small, size=_SIZE))
    return paper.finish()
