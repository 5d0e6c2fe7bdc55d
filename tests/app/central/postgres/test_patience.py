"""The document says how long is waited; so does the program."""

import re
from pathlib import Path

import pytest

from app.central.postgres.patience import BOOKING, CONNECT_S, FLOOR, LONG, PING_S

DOCS = Path(__file__).resolve().parents[4] / "docs"
KINDS = (FLOOR, BOOKING, LONG)


def said(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 60 else f"{seconds / 60:g} min"


@pytest.mark.parametrize("name", ["database.md", "es/database.md"])
def test_the_document_says_how_long_anybody_waits(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8").replace("1,5 s", "1.5 s")
    table = re.findall(
        r"^\|[^|]+\| ([\d.]+ \w+)[^|]* \| ([\d.]+ \w+)[^|]* \| ([\d.]+ \w+)[^|]* \|$", text, re.MULTILINE
    )
    assert table == [
        (said(CONNECT_S),) * 3,
        (said(PING_S),) * 3,
        tuple(said(each.silence) for each in KINDS),
        tuple(said(each.statement) for each in KINDS),
        tuple(said(each.lock) for each in KINDS),
    ]
