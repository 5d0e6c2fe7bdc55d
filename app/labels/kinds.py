"""The kinds of labels and papers there are: what each is made of, what its template may name, and an example."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from app.labels import contents, samples
from app.labels.codes import LabelError
from app.labels.records.papers import CommandSheet, Manifest, PackingSlip
from app.labels.records.parcels import LogisticLabel, ReturnLabel, ShippingLabel
from app.labels.records.small import BadgeLabel, CommandCard, ItemLabel, PlaceLabel, ToteLabel
from app.labels.wording import day
from app.language import LANGUAGES, Phrases, load_phrases

FORMATS = ("zpl", "tspl", "escpos", "pdf")
"""The forms of a label: three printer languages, and a PDF page of exactly its size."""

PAPER = ("pdf",)
"""The forms of a paper, which an office printer prints on A4."""

_YYMMDD = "%y%m%d"

Values = Mapping[str, str]
"""Names that a template may put in braces, and what stands there on this label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of label or paper.

    Attributes:
        name: What it is called; its template's file begins with it.
        record: The class of what is printed on it.
        sample: Makes an example in a language; every part of it is filled.
        formats: Forms it can be made in.
        size: Its usual size; empty where it has only one.
        check: Refuses a record that makes no sense, with a ``LabelError``.
        composed: Texts put together of several parts of a record.
        logistic: Whether GS1's sizes for logistic labels hold for its parcel number.
        rows: Name of the record's part with the rows of a paper's table; empty for a label.
    """

    name: str
    record: type[Any]
    sample: Callable[[str], Any]
    formats: tuple[str, ...] = FORMATS
    size: str = ""
    check: Callable[[Any], None] = contents.accept
    composed: Callable[[Any, Phrases], Values] = contents.nothing_more
    logistic: bool = False
    rows: str = ""

    def values(self, record: Any) -> Values:
        """Gives what a record says under each name a template may use.

        A day is there as people read it, and as ``name.yymmdd`` for GS1 barcodes.

        Raises:
            LabelError: A part of it makes no sense.
        """
        phrases = phrases_of(record)
        return {**dict(_parts(record, phrases)), **self.composed(record, phrases)}

    def rows_of(self, record: Any) -> tuple[Values, ...]:
        """Gives the rows of a paper's table, each like ``values``; a label has none.

        Raises:
            LabelError: A part of a row makes no sense.
        """
        phrases = phrases_of(record)
        rows = getattr(record, self.rows) if self.rows else ()
        return tuple({**dict(_parts(row, phrases)), **contents.of_row(row, phrases)} for row in rows)

    @property
    def fields(self) -> frozenset[str]:
        """The names a template of this kind may put in braces."""
        return frozenset(self.values(self.sample(LANGUAGES[0])))

    @property
    def row_fields(self) -> frozenset[str]:
        """The names a column of this paper may show."""
        return frozenset().union(*self.rows_of(self.sample(LANGUAGES[0])))


def phrases_of(record: Any) -> Phrases:
    """Gives the sentences of a record's language; the product's first where it speaks none.

    Raises:
        LabelError: It is a language the product does not speak.
    """
    language = getattr(record, "language", LANGUAGES[0])
    if language not in LANGUAGES:
        raise LabelError("labels.error.language", language=language, known=", ".join(LANGUAGES))
    return load_phrases(language)


def _parts(record: Any, phrases: Phrases, prefix: str = "") -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    for field in fields(record):
        name, value = prefix + field.name, getattr(record, field.name)
        if is_dataclass(value):
            parts += _parts(value, phrases, f"{name}.")
        elif isinstance(value, date) or value is None:  # only a day may be unknown
            parts += [(name, day(phrases, value) if value else "")]
            parts += [(f"{name}.yymmdd", value.strftime(_YYMMDD) if value else "")]
        elif not isinstance(value, tuple):
            parts.append((name, str(value)))
    return parts


_ALL = (
    Kind(
        name="shipping",
        record=ShippingLabel,
        sample=samples.shipping,
        size="4x6",
        check=contents.check_shipping,
        composed=contents.of_shipping,
    ),
    Kind(
        name="logistic",
        record=LogisticLabel,
        sample=samples.logistic,
        size="4x6",
        check=contents.check_logistic,
        composed=contents.of_logistic,
        logistic=True,
    ),
    Kind(name="return", record=ReturnLabel, sample=samples.returned, size="4x6", check=contents.check_return),
    Kind(name="tote", record=ToteLabel, sample=samples.tote, check=contents.check_tote),
    Kind(name="place", record=PlaceLabel, sample=samples.place, check=contents.check_place),
    Kind(name="item", record=ItemLabel, sample=samples.item, check=contents.check_item, composed=contents.of_item),
    Kind(name="badge", record=BadgeLabel, sample=samples.badge, check=contents.check_code),
    Kind(name="command", record=CommandCard, sample=samples.command, check=contents.check_code),
    Kind(name="commands", record=CommandSheet, sample=samples.commands, formats=PAPER),
    Kind(
        name="slip",
        record=PackingSlip,
        sample=samples.slip,
        formats=PAPER,
        composed=contents.of_slip,
        rows="lines",
    ),
    Kind(
        name="manifest",
        record=Manifest,
        sample=samples.manifest,
        formats=PAPER,
        check=contents.check_manifest,
        composed=contents.of_manifest,
        rows="parcels",
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind of label and paper by its name."""
