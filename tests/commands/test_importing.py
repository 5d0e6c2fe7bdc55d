import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.domain.clock import SystemClock
from app.services.site import Site
from tests.builders import SUPERVISOR, a_site, a_station, orders_csv, release, states, table
from tests.commands.conftest import Command
from tests.commands.typing_in import DEMO, PNG

COUNTS = {
    "orders_new",
    "orders_unchanged",
    "orders_changed",
    "orders_cancelled",
    "lines",
    "rows_read",
    "rows_taken",
    "rows_rejected",
    "rows_ignored",
}
HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    file = tmp_path / "orders.csv"
    file.write_bytes(orders_csv({"600001": {"NOSUCH": 2}, "600002": {"ITEM01": 1, "ITEM02": 3}}))
    return file


@pytest.mark.parametrize(
    ("channel", "file", "taken"),
    [("items", "items.csv", 1262), ("places", "places.csv", 1447), ("people", "people.csv", 6)],
)
def test_the_demos_own_lists_are_taken_whole(at_site: Command, channel: str, file: str, taken: int) -> None:
    came = at_site("import", DEMO / file, "--channel", channel, "--json")
    assert came.status == 0
    assert came.json["rows_taken"] == came.json["rows_read"] == taken
    assert came.json["rejected"] == came.json["ignored"] == []


def test_the_demos_orders_are_told_whole(at_site: Command) -> None:
    came = at_site("import", DEMO / "orders_2010-12-07.csv", "--channel", "online-retail", "--json")
    told = came.json
    assert came.status == 0
    assert set(told) == COUNTS | {"rejected", "ignored"}
    assert (told["orders_new"], told["lines"], told["rows_read"]) == (84, 2910, 2963)
    assert told["rows_read"] == told["rows_taken"] + told["rows_rejected"] + told["rows_ignored"]
    assert len(told["ignored"]) == told["rows_ignored"] == 53
    assert {key for each in told["ignored"] for key in each} == {"file", "row", "reason"}
    assert "orders new" in came.err  # the table for people stays off standard output


def test_without_json_the_table_stands_on_standard_output(at_site: Command, orders: Path) -> None:
    came = at_site("import", orders, "--channel", "online-retail")
    assert (came.status, came.err) == (0, "")
    assert "orders new                              2" in came.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(came.out.splitlines()[-1])


def test_importing_twice_changes_nothing(at_site: Command, orders: Path, tmp_path: Path) -> None:
    stock = tmp_path / "stock.csv"
    stock.write_text("place,sku,quantity\nA01-01-A,84029G,118\n", encoding="utf-8")
    for file, channel in ((DEMO / "items.csv", "items"), (DEMO / "places.csv", "places")):
        assert at_site("import", file, "--channel", channel).status == 0
    seen = []
    for again in range(2):
        assert at_site("import", stock, "--channel", "stock", "--json").json["rows_taken"] == 1
        told = at_site("import", orders, "--channel", "online-retail", "--json").json
        assert (told["orders_new"], told["orders_unchanged"]) == ((2, 0), (0, 2))[again]
        seen.append(everything(tmp_path / "site"))
    assert seen[0] == seen[1]


TABLES = ("sales_order", "order_line", "item", "place", "stock", "movement", "fact", "rejected_row", "exception")


def everything(folder: Path) -> dict[str, object]:
    with opened(folder) as site:
        return {name: table(site, name) for name in TABLES}


def opened(folder: Path) -> closing[Site]:
    return closing(Site(folder, "", SystemClock()))


def test_an_unknown_product_becomes_a_draft_and_its_order_waits_for_goods(
    command: Command, orders: Path, tmp_path: Path
) -> None:
    with a_site(tmp_path / "site"):
        pass
    told = command("--data", tmp_path / "site", "import", orders, "--channel", "online-retail", "--json").json
    assert (told["orders_new"], told["rejected"]) == (2, [])
    with opened(tmp_path / "site") as site:
        site.start_booking()
        drafts = [row["sku"] for row in table(site, "item") if row["draft"]]
        assert drafts == ["NOSUCH"]
        release(a_station(site, "ST09", SUPERVISOR))
        assert states(site) == {"600001": "backordered", "600002": "released"}
    assert command("--data", tmp_path / "site", "check").status == 0


def test_a_bad_row_is_told_and_kept_and_the_rest_is_taken(at_site: Command, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    rows = ["700001,ITEM01,,four,2026-03-02 08:00:00", "700002,ITEM01,,4,2026-03-02 08:00:00"]
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    came = at_site("import", file, "--channel", "online-retail", "--json")
    assert came.status == 0
    told = came.json
    assert (told["orders_new"], told["rows_read"], told["rows_rejected"]) == (1, 2, 1)
    (rejected,) = told["rejected"]
    assert set(rejected) == {"file", "row", "column", "value", "reason"}
    assert (rejected["file"], rejected["row"], rejected["column"]) == ("bad.csv", 2, "Quantity")
    assert rejected["value"] == "four"
    assert "four" in rejected["reason"]
    assert rejected["reason"] in came.err
    with opened(tmp_path / "site") as site:
        (kept,) = table(site, "rejected_row")
    assert (kept["file"], kept["row"], kept["column"], kept["value"]) == ("bad.csv", 2, "Quantity", "four")


def test_more_notes_than_anybody_reads_are_counted(at_site: Command, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    rows = [f"7{number:05},ITEM01,,-x,2026-03-02 08:00:00" for number in range(30)]
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    came = at_site("import", file, "--channel", "online-retail")
    assert came.out.count("  ! ") == 20
    assert "… and 10 more" in came.out


def test_several_files_are_added_up(at_site: Command, orders: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_bytes(orders_csv({"600003": {"ITEM01": 1}}))
    told = at_site("import", orders, more, "--channel", "online-retail", "--json").json
    assert (told["orders_new"], told["lines"]) == (3, 4)


@pytest.mark.parametrize("kind", ["missing", "picture", "empty", "folder", "other columns"])
@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_input_that_cannot_be_read_ends_with_two_and_one_sentence(
    at_site: Command, tmp_path: Path, kind: str, extra: tuple[str, ...]
) -> None:
    file = tmp_path / "input.csv"
    match kind:
        case "picture":
            file.write_bytes(PNG)
        case "empty":
            file.touch()
        case "folder":
            file.mkdir()
        case "other columns":
            file.write_text("a,b\n1,2\n", encoding="utf-8")
    came = at_site("import", file, "--channel", "online-retail", *extra)
    assert came.status == 2
    last = came.err.splitlines()[-1]
    assert "input.csv" in last
    assert last.endswith(".")
    assert "Traceback" not in came.err
    if extra:
        assert came.json["orders_new"] == 0
    else:
        assert came.complaint == last


def test_one_unreadable_file_does_not_keep_the_others_out(at_site: Command, orders: Path, tmp_path: Path) -> None:
    came = at_site("import", tmp_path / "nowhere.csv", orders, "--channel", "online-retail", "--json")
    assert came.status == 2
    assert came.json["orders_new"] == 2


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """A person without rights, also where the tests themselves run as root; the folder is that person's own."""
    root = os.geteuid() == 0
    if root:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, 65534, 65534)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_without_permission_is_unreadable(command: Command) -> None:
    folder = Path(mkdtemp(prefix="pasillo-test-"))  # a folder that other people reach too
    try:
        file = folder / "secret.csv"
        file.write_bytes(orders_csv({"600001": {"ITEM01": 2}}))
        assert command("--data", folder, "check").status == 0  # makes the tables
        with nobody(folder):
            file.chmod(0)
            came = command("--data", folder, "import", file, "--channel", "online-retail")
            assert came.status == 2
            assert "Permission denied" in came.complaint
    finally:
        shutil.rmtree(folder)


def test_a_data_folder_without_permission_is_said(command: Command) -> None:
    folder = Path(mkdtemp(prefix="pasillo-test-"))
    try:
        with nobody(folder):
            folder.chmod(0o500)
            came = command("--data", folder, "check")
            assert came.status == 2
            assert "Permission denied" in came.complaint
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
