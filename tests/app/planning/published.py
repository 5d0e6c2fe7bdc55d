"""Published problems beside the checkout, where somebody has put them; tests that want them are skipped without."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "planning"

wanted = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the published planning problems do not lie beside the checkout"
)


def best_known(family: str, table: str) -> list[dict[str, str]]:
    """The rows of a family's table of best known values; none where the files are not there."""
    file = FOLDER / family / table
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def data_of(family: str, name: str) -> bytes:
    return (FOLDER / family / "instances" / name).read_bytes()
