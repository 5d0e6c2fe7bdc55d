import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.central.schema import HEAD
from tests.builders import a_site, orders_csv
from tests.commands.conftest import Command
from tests.commands.typing_in import DEMO


def spoil(folder: Path, statement: str) -> None:
    """Changes the database behind the program's back."""
    with sqlite3.connect(folder / "central.db") as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        assert connection.execute(statement).rowcount > 0
    connection.close()


@pytest.fixture
def stocked(tmp_path: Path) -> Path:
    """A site with goods and an order, closed."""
    folder = tmp_path / "site"
    with a_site(folder) as site:
        site.import_file("online-retail", "orders.csv", orders_csv({"600001": {"ITEM01": 2}}))
    return folder


def test_an_empty_database_is_right(at_site: Command) -> None:
    came = at_site("check", "--json")
    assert came.status == 0
    assert came.json == {"ok": True, "violations": []}
    assert "the books are right" in came.err


def test_a_stocked_database_is_right(command: Command, stocked: Path) -> None:
    came = command("--data", stocked, "check")
    assert (came.status, came.err) == (0, "")
    assert came.out == "Every rule holds: the books are right.\n"


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE stock SET on_hand = on_hand + 5 WHERE sku = 'ITEM01'", "stock_sum"),
        ("UPDATE fact SET who = 'BA9999' WHERE seq = 1", "fact_changed"),
        ("DELETE FROM item WHERE sku = 'ITEM01'", "dangling_key"),
    ],
)
def test_a_database_that_was_tampered_with_is_found_out(
    command: Command, stocked: Path, statement: str, rule: str
) -> None:
    spoil(stocked, statement)
    came = command("--data", stocked, "check", "--json")
    assert came.status == 1
    assert came.json["ok"] is False
    found = came.json["violations"]
    assert rule in {each["rule"] for each in found}
    assert all(each["sentence"] and each["sentence"] in came.err for each in found)
    assert "supervisor" in came.err.splitlines()[-1]
    plain = command("--data", stocked, "check")
    assert (plain.status, plain.err) == (1, "")
    assert all(each["sentence"] in plain.out for each in found)


def test_migrate_makes_the_tables_and_may_be_run_again(at_site: Command, tmp_path: Path) -> None:
    first = at_site("migrate", "--json")
    again = at_site("migrate")
    assert (first.status, again.status) == (0, 0)
    assert first.json == {"version": HEAD}
    assert again.out == f"The central database has tables of version {HEAD}.\n"
    assert (tmp_path / "site" / "central.db").is_file()


def a_text(folder: Path) -> None:
    (folder / "central.db").write_text("this is a letter, not a database. " * 100, encoding="utf-8")


def a_folder(folder: Path) -> None:
    (folder / "central.db").mkdir()


def of_a_newer_program(folder: Path) -> None:
    with sqlite3.connect(folder / "central.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()


@pytest.mark.parametrize("arguments", [("check",), ("migrate", "--json"), ("import", "x.csv", "--channel", "items")])
@pytest.mark.parametrize(
    ("spoiled", "word"),
    [(a_text, "not a Pasillo database"), (a_folder, "cannot be opened"), (of_a_newer_program, "newer program")],
)
def test_a_database_that_cannot_be_used_is_said_in_one_sentence(
    at_site: Command, tmp_path: Path, spoiled: Callable[[Path], None], word: str, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "site").mkdir()
    spoiled(tmp_path / "site")
    came = at_site(*arguments)
    assert (came.status, came.out) == (2, "")
    assert word in came.complaint


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "not the address of a database"),
        ("foo://host/name", "not the address of a database"),
        ("sqlite:////nowhere/at/all/central.db", "cannot be opened"),
        ("mysql+pymysql://u:secret@127.0.0.1/x", "pymysql"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(at_site: Command, url: str, word: str) -> None:
    came = at_site("--database", url, "check")
    assert (came.status, came.out) == (2, "")
    assert word in came.complaint
    assert "secret" not in came.err


def test_the_central_database_may_lie_elsewhere(at_site: Command, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    file = DEMO / "people.csv"
    assert at_site("--database", url, "import", file, "--channel", "people", "--json").json["rows_taken"] == 6
    assert (tmp_path / "elsewhere.db").is_file()
    assert not (tmp_path / "site" / "central.db").exists()


@pytest.mark.parametrize("where", ["file", "below a file"])
def test_a_data_folder_that_cannot_be_is_said(command: Command, tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    came = command("--data", tmp_path / ("file" if where == "file" else "file/below"), "check")
    assert (came.status, came.out) == (2, "")
    assert str(tmp_path / "file") in came.complaint
