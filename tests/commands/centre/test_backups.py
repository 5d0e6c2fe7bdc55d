from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.schema import migrate
from tests.app.central.floor import lay_out_floor
from tests.builders import a_site, orders_csv
from tests.commands.conftest import Command
from tests.databases.homes import ServerHome
from tests.databases.programs import ENVIRONMENT, programs


@pytest.fixture
def stocked(tmp_path: Path) -> Path:
    """A site with goods and an order, closed."""
    folder = tmp_path / "site"
    with a_site(folder) as site:
        site.import_file("online-retail", "orders.csv", orders_csv({"600001": {"ITEM01": 2}}))
    return folder


@pytest.fixture
def urls(server_home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Gives addresses of databases that are not there yet; drops whatever came of them."""
    monkeypatch.setenv(ENVIRONMENT, str(programs()))
    made: list[str] = []

    def another() -> str:
        made.append(f"shop_{len(made)}")
        return server_home.server.url(made[-1])

    yield another
    for (name,) in server_home.server.ask("SELECT datname FROM pg_database WHERE datname LIKE 'shop_%'"):
        server_home.server.sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_file_goes_out_and_comes_back(command: Command, stocked: Path, tmp_path: Path) -> None:
    file = tmp_path / "night.pasillo"
    made = command("--data", stocked, "backup", file, "--json")
    assert (made.status, made.json["orders"]) == (0, 1)
    assert "is whole" in made.err
    came = command("--data", tmp_path / "new", "restore", file, "--json")
    assert (came.status, came.json["ok"], came.json["kept"]) == (0, True, "")
    assert command("--data", tmp_path / "new", "check").status == 0
    refused = command("--data", stocked, "restore", file)
    assert (refused.status, refused.out) == (2, "")
    assert "--replace" in refused.complaint
    replaced = command("--data", stocked, "restore", file, "--replace")
    assert replaced.status == 0
    assert "central.db.before-" in replaced.out
    assert "the books are right" in replaced.out


def test_books_that_were_wrong_come_back_wrong_and_are_said_to_be(
    command: Command, stocked: Path, tmp_path: Path
) -> None:
    central = open_central(f"sqlite:///{stocked / 'central.db'}")
    with central.writing() as connection:
        connection.execute(sa.text("UPDATE stock SET on_hand = on_hand + 5 WHERE sku = 'ITEM01'"))
    central.close()
    command("--data", stocked, "backup", tmp_path / "file")
    came = command("--data", tmp_path / "new", "restore", tmp_path / "file", "--json")
    assert (came.status, came.json["ok"], came.json["violations"]) == (1, False, 1)
    assert "ITEM01" in came.err


@pytest.mark.parametrize("arguments", [("backup", "nowhere/file"), ("restore", "nothing"), ("backup", "file")])
def test_what_cannot_be_done_is_one_sentence(
    command: Command, tmp_path: Path, arguments: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    came = command("--data", tmp_path / "empty", *arguments)
    assert (came.status, came.out) == (2, "")
    assert came.complaint
    assert not (tmp_path / "empty" / "central.db").exists()


def test_a_servers_database_goes_out_and_comes_back_where_there_was_none(
    command: Command, urls: Callable[[], str], server_home: ServerHome, tmp_path: Path
) -> None:
    first, second = urls(), urls()
    server = server_home.server
    server.sql("CREATE DATABASE shop_0", "CREATE ROLE shop_reader NOLOGIN")
    furnish(first)
    server.sql("GRANT SELECT ON stock TO shop_reader", database="shop_0")
    file = tmp_path / "night.pasillo"
    assert command("--data", tmp_path, "backup", file, "--database", first).status == 0
    server.sql("DROP DATABASE shop_0", "DROP ROLE shop_reader")
    came = command("--data", tmp_path, "restore", file, "--database", second, "--json")
    assert (came.status, came.json["ok"]) == (0, True)
    granted = "SELECT has_table_privilege('shop_reader', 'stock', 'SELECT'), rolcanlogin FROM pg_roles"
    assert list(server.ask(f"{granted} WHERE rolname = 'shop_reader'", database="shop_1")) == [(True, False)]
    server.sql("DROP OWNED BY shop_reader", "DROP ROLE shop_reader", database="shop_1")


def test_whoever_is_connected_finds_the_restored_database(
    command: Command, urls: Callable[[], str], server_home: ServerHome, tmp_path: Path
) -> None:
    url = urls()
    server_home.server.sql("CREATE DATABASE shop_0")
    furnish(url)
    working = open_central(url)
    assert facts(working) > 0
    before = facts(working)
    assert command("--data", tmp_path, "--database", url, "backup", tmp_path / "file").status == 0
    came = command("--data", tmp_path, "--database", url, "restore", tmp_path / "file", "--replace", "--json")
    assert came.json["kept"].startswith("shop_0_before_")
    assert facts(working) == before
    working.close()


def test_a_role_without_rights_is_told_what_it_lacks(
    command: Command, urls: Callable[[], str], server_home: ServerHome, tmp_path: Path
) -> None:
    url = urls()
    server_home.server.sql("CREATE DATABASE shop_0", "CREATE ROLE shop_clerk LOGIN")
    furnish(url)
    assert command("--data", tmp_path, "--database", url, "backup", tmp_path / "file").status == 0
    urls()
    as_clerk = server_home.server.url("shop_1", user="shop_clerk")
    came = command("--data", tmp_path, "--database", as_clerk, "restore", tmp_path / "file")
    assert (came.status, came.out) == (2, "")
    assert "CREATEDB" in came.complaint
    server_home.server.sql("DROP ROLE shop_clerk")


def furnish(url: str) -> None:
    central = open_central(url)
    migrate(central)
    lay_out_floor(central)
    central.close()


def facts(central: Central) -> int:
    with central.reading() as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM fact")) or 0)
