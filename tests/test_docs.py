"""The documents say what the program does: their diagrams, tables and examples are compared with it and run."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.central.check import check
from app.central.promises.site import settings as site_settings
from app.channels import CHANNELS, house_data, master_data, online_retail, shopify
from app.channels.tables.columns import Layout, plain
from app.commands.house import open_site
from app.domain.clock import SystemClock
from app.domain.codes import Command, ItemCode, Meaning, PlaceCode, ToteCode, read_code, templates
from app.domain.orders import MAY_FOLLOW
from app.domain.picking.advance import advance
from app.domain.picking.moves import begun
from app.domain.picking.walk import Finished, Step, Walk
from app.labels import KINDS, Templates, make_label
from app.labels.templates.elements import READERS as ELEMENTS
from app.labels.templates.elements import SYMBOLOGIES
from app.services.office.house_rules import SETTINGS
from app.services.site import Site
from hardware.registry import DRIVERS
from tests.app.domain.codes.shelf import Shelf
from tests.app.domain.picking.test_any_scans import right_scan, walks

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
NAMES = sorted(file.name for file in DOCS.glob("*.md"))
LANGUAGES = {"en": DOCS, "es": DOCS / "es"}
LAYOUTS: dict[str, Layout] = {
    "items": master_data.ITEMS,
    "places": house_data.PLACES,
    "people": house_data.PEOPLE,
    "stock": master_data.STOCK,
    "online-retail": online_retail.LAYOUT,
    "shopify": shopify.LAYOUT,
}
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ARROW = re.compile(r"^ +(\S+) --> ([^\s:]+)", re.MULTILINE)
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:\"']+)\)")
_NOWHERE = "[*]"

in_both = pytest.mark.parametrize("folder", LANGUAGES.values(), ids=LANGUAGES)


def text_of(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return [body for head, body in _FENCE.findall(text) if head == kind]


def arrows(text: str, first: str) -> set[tuple[str, str]]:
    """The arrows of the diagram in which a state is drawn; where it begins and ends is no state."""
    (diagram,) = (block for block in blocks(text, "mermaid") if re.search(rf"\b{first} -->", block))
    return {(one, other) for one, other in _ARROW.findall(diagram) if _NOWHERE not in {one, other}}


def heads(text: str) -> list[int]:
    return [len(marks) for marks in _HEADING.findall(_FENCE.sub("", text))]


def test_every_document_is_there_in_both_languages() -> None:
    assert {
        "channels.md",
        "codes.md",
        "design.md",
        "devices.md",
        "first-day.md",
        "labels.md",
        "picking-methods.md",
        "screens.md",
    } <= {*NAMES}
    assert sorted(file.name for file in (DOCS / "es").glob("*.md")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings_examples_and_tables(name: str) -> None:
    english, spanish = (text_of(folder, name) for folder in LANGUAGES.values())
    assert heads(english) == heads(spanish)
    assert [head for head, _ in _FENCE.findall(english)] == [head for head, _ in _FENCE.findall(spanish)]
    assert blocks(english, "mermaid") == blocks(spanish, "mermaid")
    assert len(re.findall(r"^\|", english, re.MULTILINE)) == len(re.findall(r"^\|", spanish, re.MULTILINE))


@in_both
@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(folder: Path, name: str) -> None:
    assert [to for to in _LINK.findall(text_of(folder, name)) if not (folder / to).exists()] == []


@in_both
@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_the_program_that_is_named_exists(folder: Path, name: str) -> None:
    named = re.findall(r"`((?:app|ui|hardware|tests|resources)/[\w/.-]+)`", text_of(folder, name))
    assert [path for path in named if not (ROOT / path).exists()] == []


@in_both
def test_the_drawn_life_of_an_order_is_the_one_that_is_programmed(folder: Path) -> None:
    programmed = {(str(before), str(after)) for before, afters in MAY_FOLLOW.items() for after in afters}
    assert arrows(text_of(folder, "design.md"), "backordered") == programmed


def test_every_step_of_a_walk_is_drawn() -> None:
    drawn = {step for arrow in arrows(text_of(DOCS, "design.md"), "AtDrop") for step in arrow}
    assert drawn == {step.__name__ for step in get_args(Step)}


DRAWN = arrows(text_of(DOCS, "design.md"), "AtDrop")


SLIPS: tuple[Meaning, ...] = (
    *map(Command, ("SHORT", "SKIP", "UNDO", "FULL", "YES")),
    Command("R", 1),
    Command("QTY", 2),
    ToteCode("TO0001"),
    PlaceCode("PACK-1"),
)


@settings(max_examples=300, deadline=None)
@given(walks(), st.randoms(use_true_random=False))
def test_scans_lead_only_along_drawn_ways(start: Walk, chance: Random) -> None:
    walk, free = begun(start), [f"TO7{number:03}" for number in range(150)]
    for _ in range(120):
        if isinstance(walk.step, Finished):
            break
        scan = chance.choice(SLIPS) if chance.random() < 0.4 else right_scan(walk, free)
        after = advance(walk, scan).walk
        way = type(walk.step).__name__, type(after.step).__name__
        assert way[0] == way[1] or way in DRAWN
        walk = after


def columns_of(text: str) -> Iterator[dict[str, tuple[frozenset[str], bool]]]:
    """The tables of columns: what is in code quotes in the first two cells, and whether the third says anything."""
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [row.replace("\\|", " ").split("|")[1:-1] for row in table.splitlines()[2:]]
        if rows and all(len(row) == 4 for row in rows):
            yield {
                key.strip(" `"): (
                    frozenset(plain(name) for name in re.findall(r"`([^`]+)`", names)),
                    bool(must.strip()),
                )
                for key, names, must, _ in rows
            }


@in_both
def test_the_described_columns_are_the_ones_that_are_read(folder: Path) -> None:
    described = list(columns_of(text_of(folder, "channels.md")))
    read = [
        {column.key: (frozenset(map(plain, column.names)), column.required) for column in layout}
        for layout in LAYOUTS.values()
    ]
    assert described == read
    assert LAYOUTS.keys() == CHANNELS.keys()


@in_both
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_example_is_read_without_a_rejected_row(folder: Path, channel: str) -> None:
    (example,) = blocks(text_of(folder, "channels.md"), f"csv {channel}")
    intake = CHANNELS[channel]("example.csv", example.encode())
    assert intake.rejected == ()
    assert intake.rows_taken == intake.rows_read == len(example.splitlines()) - 1


@in_both
def test_the_examples_together_furnish_a_house_and_a_second_import_changes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    text = text_of(folder, "channels.md")
    site = Site(tmp_path, "", SystemClock())
    try:
        for turn in ("new", "unchanged"):
            for channel in LAYOUTS:
                (example,) = blocks(text, f"csv {channel}")
                report = site.import_file(channel, "example.csv", example.encode())
                assert report.rejected == ()
                assert report.orders_changed == 0
                orders = 2 if channel in {"online-retail", "shopify"} else 0
                assert (report.orders_new, report.orders_unchanged) == ((orders, 0) if turn == "new" else (0, orders))
                assert report.stock_rows == (3 if (channel, turn) == ("stock", "new") else 0)
        assert not check(site.centre)
    finally:
        site.close()


@in_both
def test_the_described_devices_are_understood_by_their_drivers(folder: Path) -> None:
    (example,) = blocks(text_of(folder, "devices.md"), "toml")
    tables = tomllib.loads(example)
    assert {table["driver"] for table in tables.values()} == DRIVERS.keys() - {"wedge"}
    for table in tables.values():
        assert DRIVERS[table.pop("driver")].read(table)


@in_both
def test_every_setting_of_every_driver_is_described(folder: Path) -> None:
    described: dict[str, list[str]] = {}
    for driver, setting in re.findall(
        r"^\| (?:`([\w-]+)`)? ?\| `(\w+)` \|", text_of(folder, "devices.md"), re.MULTILINE
    ):
        described.setdefault(driver or list(described)[-1], []).append(setting)
    assert described == {name: [field.name for field in fields(driver.settings)] for name, driver in DRIVERS.items()}


@in_both
def test_the_site_file_of_the_first_day_is_taken_over(folder: Path, tmp_path: Path) -> None:
    (example,) = blocks(text_of(folder, "first-day.md"), "toml")
    (tmp_path / "site.toml").write_text(example, encoding="utf-8")
    site = open_site(tmp_path, None)
    assert site_settings(site.centre) == tomllib.loads(example)
    site.close()


@in_both
def test_every_setting_of_the_site_is_described(folder: Path) -> None:
    table = text_of(folder, "first-day.md").split("## 4.")[1].split("## 5.")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert described == set(SETTINGS)


def _named(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


@in_both
def test_every_kind_of_label_is_described_with_its_sizes_and_fields(folder: Path) -> None:
    text, templates = text_of(folder, "labels.md"), Templates()
    kinds = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]*) \| [^|]+ \|$", text, re.MULTILINE)
    assert {name: _named(sizes) for name, sizes in kinds if name in KINDS} == {
        name: {size for size in templates.sizes(kind) if size} for name, kind in KINDS.items()
    }
    fields_of = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", text, re.MULTILINE))
    columns_of_papers = dict(re.findall(r"^\| `(\w+)` \w+ \| ([^|]+) \|$", text, re.MULTILINE))
    assert fields_of.keys() == KINDS.keys() - {"commands"}
    for name, cell in fields_of.items():
        starred = {each for each in KINDS[name].fields if each.startswith(("sender.", "recipient."))}
        own = {f"{each.partition('.')[0]}.*" for each in starred} | (KINDS[name].fields - starred)
        assert _named(cell) == own, name
    assert {name: _named(cell) for name, cell in columns_of_papers.items()} == {
        name: set(kind.row_fields) for name, kind in KINDS.items() if kind.rows
    }


@in_both
def test_the_example_of_a_template_is_one(folder: Path, tmp_path: Path) -> None:
    (example,) = blocks(text_of(folder, "labels.md"), "toml")
    (tmp_path / "tote.toml").write_text(example, encoding="utf-8")
    templates = Templates(tmp_path)
    templates.check()
    assert make_label("tote", KINDS["tote"].sample("es"), templates=templates).startswith(b"^XA")


@in_both
def test_every_element_of_a_template_is_described(folder: Path) -> None:
    text = text_of(folder, "labels.md")
    assert set(ELEMENTS) <= set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert [name for name in SYMBOLOGIES if f"`{name}`" not in text] == []


@in_both
def test_the_described_in_store_codes_are_read_as_described(folder: Path) -> None:
    text = text_of(folder, "codes.md")
    (example,) = blocks(text, "toml")
    layouts = templates(tomllib.loads(example)["in_store"])
    empty, bare, scanned = re.findall(r"`(2123456\d*)`", text)
    for registered in (empty, bare):
        shelf = Shelf({registered: ("CHEESE", "Cheese", 1)}, tuple(layouts))
        assert read_code(scanned, shelf) == ItemCode("CHEESE", "Cheese", 1, grams=1250)
