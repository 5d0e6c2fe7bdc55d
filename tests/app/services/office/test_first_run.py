"""The first run of a site: a supervisor who can sign in, and a badge that is never lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.tables import person
from app.commands.house import open_site
from app.labels import Templates
from app.services.office.first_run import first_badge, first_run, first_sheets
from app.services.site import Site
from tests.app.labels.reading import print_pdf, read


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with closing(open_site(tmp_path, None)) as opened:
        yield opened


def test_the_first_supervisors_badge_is_on_the_sheet_that_the_first_run_names(site: Site, tmp_path: Path) -> None:
    made = first_run(site.centre, tmp_path, "es")
    assert made is not None
    assert not made.paper.exists()
    first_badge(site.centre, tmp_path, Templates())
    assert [text for text, _ in read(print_pdf(made.paper.read_bytes(), 203)[0])] == [made.badge]


def test_a_start_that_was_cut_short_before_the_badge_is_made_up_for_by_the_next(site: Site, tmp_path: Path) -> None:
    made = first_run(site.centre, tmp_path, "es")
    assert made is not None
    assert first_run(site.centre, tmp_path, "es") is None
    first_badge(site.centre, tmp_path, Templates())
    assert made.paper.exists()


def test_a_badge_that_is_there_is_left_alone(site: Site, tmp_path: Path) -> None:
    made = first_run(site.centre, tmp_path, "es")
    assert made is not None
    made.paper.parent.mkdir()
    made.paper.write_bytes(b"signed by hand")
    first_badge(site.centre, tmp_path, Templates())
    assert made.paper.read_bytes() == b"signed by hand"


def test_once_more_people_are_known_no_badge_is_made_by_itself(site: Site, tmp_path: Path) -> None:
    first_run(site.centre, tmp_path, "es")
    with site.centre.writing() as connection:
        other = {"badge": "BA7777", "name": "Eva", "role": "picker", "language": "es"}
        connection.execute(sa.insert(person).values(**other))
    first_badge(site.centre, tmp_path, Templates())
    assert list(tmp_path.glob("badges/*")) == []


def test_the_sheets_every_house_needs_are_written_where_they_are_missing(tmp_path: Path) -> None:
    first_sheets(tmp_path, 3, Templates())
    assert sorted(file.name for file in tmp_path.glob("*.pdf")) == ["commands-en.pdf", "commands-es.pdf", "totes.pdf"]
    codes = [text for text, _ in read(print_pdf((tmp_path / "totes.pdf").read_bytes(), 203)[0])]
    assert sorted(codes) == ["TO0001", "TO0002", "TO0003"]
