"""Makes a label or paper of any kind in any form it can have: the one door that services, commands and tests use."""

from typing import Any

from app.labels.codes import LabelError
from app.labels.drawing.layout import Layout
from app.labels.kinds import KINDS, Kind
from app.labels.pages.canvas import layout_pdf
from app.labels.pages.paper import paper_pdf
from app.labels.pages.sheets import command_sheet_pdf
from app.labels.records.papers import CommandSheet
from app.labels.templates.filling import lay_out
from app.labels.templates.shelf import Templates


def make_label(
    kind: str,
    record: Any,
    *,
    form: str = "zpl",
    dpi: int = 203,
    size: str = "",
    templates: Templates,
) -> bytes:
    """Makes one label or paper.

    Args:
        kind: Which of ``KINDS``.
        record: What is printed on it, of the kind's class.
        form: One of the kind's formats: ``"zpl"``, ``"tspl"``, ``"escpos"`` or ``"pdf"``.
        dpi: The print head, 203 or 300 dots per inch; a PDF needs none.
        size: Which of the kind's sizes, e.g. ``"100x150"``; empty for its usual one.
        templates: Where its template is found.

    Raises:
        LabelError: There is no such kind, form, size or print head, the template is wrong, the record makes
            no sense, or something cannot be shown whole.
        TypeError: The record is of another kind.
    """
    known = kind_of(kind)
    if not isinstance(record, known.record):
        raise TypeError(f"{type(record).__name__} is no {known.record.__name__}")
    if form not in known.formats:
        raise LabelError("labels.error.form", kind=kind, form=form, known=", ".join(known.formats))
    if isinstance(record, CommandSheet):
        return command_sheet_pdf(record, templates)
    if known.rows:
        return paper_pdf(templates.paper(known), known, record)
    return _printed(lay_out(templates.label(known, size), known, record), form, dpi, f"{kind} {size}".strip())


def kind_of(name: str) -> Kind:
    """Gives the kind of a name.

    Raises:
        LabelError: There is none.
    """
    if name not in KINDS:
        raise LabelError("labels.error.kind", kind=name, known=", ".join(KINDS))
    return KINDS[name]


def _printed(layout: Layout, form: str, dpi: int, title: str) -> bytes:
    from app.labels.printers.escpos import to_escpos  # noqa: PLC0415 - draws with Pillow: takes 40 ms, and no scan needs it
    from app.labels.printers.raster import raster  # noqa: PLC0415 - the same
    from app.labels.printers.tspl import to_tspl  # noqa: PLC0415 - the same
    from app.labels.printers.zpl import to_zpl  # noqa: PLC0415 - the same

    match form:
        case "zpl":
            return to_zpl(layout, dpi)
        case "tspl":
            return to_tspl(raster(layout, dpi), layout.width, layout.height)
        case "escpos":
            return to_escpos(raster(layout, dpi))
        case _:
            return layout_pdf(layout, title)
