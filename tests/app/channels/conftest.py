import csv
import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook

from app.domain.intake import Intake
from app.language import LANGUAGES, load_phrases

Spoken = Callable[[Intake], list[str]]
Csv = Callable[..., bytes]
Sheet = Callable[[Sequence[Sequence[object]]], bytes]


@pytest.fixture
def spoken() -> Spoken:
    """Says everything an intake reports in both languages: a missing sentence or name raises."""

    def speak(intake: Intake) -> list[str]:
        told = [(wrong.reason, wrong.placeholders()) for wrong in intake.rejected]
        told += [(note.reason, note.placeholders()) for note in intake.ignored]
        told += [(cancel.reason, {"reference": cancel.reference}) for cancel in intake.cancels]
        return [load_phrases(language)(reason, **names) for language in LANGUAGES for reason, names in told]

    return speak


@pytest.fixture
def as_csv() -> Csv:
    def write(*rows: Sequence[object], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
        return text.getvalue().encode(encoding)

    return write


@pytest.fixture
def as_xlsx() -> Sheet:
    def write(rows: Sequence[Sequence[object]]) -> bytes:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        data = io.BytesIO()
        book.save(data)
        return data.getvalue()

    return write
