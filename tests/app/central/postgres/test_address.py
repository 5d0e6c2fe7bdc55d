"""An address is looked over before anybody is called: hosts, ports, options, and what would protect the data."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.engine import open_central
from app.central.outage import CentralTrouble
from app.central.postgres.address import Address, read_address, without_password
from app.central.postgres.lineage import Lineage, SeenFile, admit

HERE = "postgresql+psycopg://u@127.0.0.1"


def read(url: str) -> Address:
    return read_address(sa.make_url(url))


def hosts(url: str) -> list[str]:
    return [str(host) for host in read(url).hosts]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("postgresql+psycopg://u@db.site/x", ["db.site:5432"]),
        ("postgresql+psycopg://u@db.site:6000/x", ["db.site:6000"]),
        ("postgresql://u@/x?host=a:1&host=b:2", ["a:1", "b:2"]),
        ("postgresql://u@/x?host=a,b&port=7", ["a:7", "b:7"]),
        ("postgresql://u@/x?host=a,b&port=7,8", ["a:7", "b:8"]),
        ("postgresql://u@/x?host=a&host=b:2", ["a:5432", "b:2"]),
        ("postgresql://u@[::1]:7/x", ["::1:7"]),
        ("postgresql://u@/x?host=[::1]:7", ["::1:7"]),
        ("postgresql://u@/x?host=/run/pg", ["/run/pg:5432"]),
        ("postgresql://u@/x", ["localhost:5432"]),
    ],
)
def test_servers_are_named_in_several_ways(url: str, found: list[str]) -> None:
    assert hosts(url) == found


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{HERE}:70000/x", "central.bad_port"),
        (f"{HERE}:0/x", "central.bad_port"),
        ("postgresql+psycopg://u@/x?host=a:5x&host=b:2", "central.bad_port"),
        ("postgresql+psycopg://u@/x?host=a,b,c&port=1,2", "central.bad_port"),
        (f"{HERE}/x?sslmod=require", "central.unknown_option"),
        (f"{HERE}/x?hostaddr=10.0.0.1", "central.unknown_option"),
        (f"{HERE}/x?service=other", "central.unknown_option"),
        (f"{HERE}/x?autocommit=true", "central.unknown_option"),
        (f"{HERE}/", "central.no_database_named"),
        ("postgresql+psycopg://u@db.site/x?sslmode=require", "central.weak_tls"),
        ("postgresql+psycopg://u@db.site/x?sslmode=verify-ca", "central.weak_tls"),
        ("postgresql+psycopg://u@10.0.0.1/x?sslmode=disable", "central.weak_tls"),
        ("postgresql+psycopg://u@/x?host=127.0.0.1:1&host=db.site:2&sslmode=prefer", "central.weak_tls"),
    ],
)
def test_a_mistake_in_an_address_is_said_before_anybody_is_called(url: str, reason: str) -> None:
    with pytest.raises(CentralTrouble) as caught:
        open_central(url)
    assert caught.value.reason == reason


@pytest.mark.parametrize("text", ["postgresql+psycopg://u:secret@h:54x/x", "mysql://u:secret@h/x", "postgres"])
def test_what_is_no_address_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(ValueError, match="not the address") as caught:
        open_central(text)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://u@db.site/x", "verify-full"),
        ("postgresql://u@10.1.2.3/x", "verify-full"),
        ("postgresql://u@/x?host=127.0.0.1:1&host=db.site:2", "verify-full"),
        ("postgresql://u@127.0.0.1/x", "prefer"),
        ("postgresql://u@localhost/x", "prefer"),
        ("postgresql://u@/x?host=/run/pg", "prefer"),
        ("postgresql://u@127.0.0.9/x?sslmode=disable", "disable"),
    ],
)
def test_whatever_leaves_the_machine_goes_to_a_proven_server_only(url: str, mode: str) -> None:
    assert read(url).options["sslmode"] == mode


def test_a_password_is_taken_out_of_an_address() -> None:
    for url in ("postgresql://u:secret@127.0.0.1/x", "postgresql://u@127.0.0.1/x?password=secret"):
        address = read(url)
        assert address.password == "secret"  # noqa: S105 - the word of the test
        assert "secret" not in repr(address) + address.key
        assert "secret" not in without_password(sa.make_url(url)).render_as_string(hide_password=False)


def test_only_a_wish_for_a_copy_lets_a_copy_do() -> None:
    assert read(f"{HERE}/x").writable
    assert read(f"{HERE}/x?target_session_attrs=read-write").writable
    assert not read(f"{HERE}/x?target_session_attrs=prefer-standby").writable


def test_the_order_of_the_servers_makes_no_other_database() -> None:
    assert read("postgresql://u@/x?host=a:1&host=b:2").key == read("postgresql://u@/x?host=b:2&host=a:1").key


def test_what_was_seen_of_a_database_is_kept_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "servers.json"
    admit(SeenFile(file), "one", Lineage("7", 3))
    admit(SeenFile(file), "other", Lineage("8", 1))
    seen = SeenFile(file)
    assert (seen.last("one"), seen.last("other")) == (Lineage("7", 3), Lineage("8", 1))
    with pytest.raises(CentralTrouble, match="timeline 2, 3 was seen"):
        admit(seen, "one", Lineage("7", 2))
    with pytest.raises(CentralTrouble, match="Another database server"):
        admit(seen, "one", Lineage("9", 9))
    seen.forget("one")
    admit(seen, "one", Lineage("9", 1))
    assert SeenFile(file).last("one") == Lineage("9", 1)


def test_what_another_program_has_seen_counts_at_once(tmp_path: Path) -> None:
    mine, theirs = SeenFile(tmp_path / "servers.json"), SeenFile(tmp_path / "servers.json")
    admit(mine, "one", Lineage("7", 1))
    admit(theirs, "one", Lineage("7", 2))
    with pytest.raises(CentralTrouble, match="timeline 1, 2 was seen"):
        admit(mine, "one", Lineage("7", 1))
    theirs.forget("one")
    admit(mine, "one", Lineage("9", 1))
    assert theirs.last("one") == Lineage("9", 1)


@pytest.mark.parametrize("text", ["{", "[]", '{"one": {"system": "7"}}', '{"one": 3}', "\x00"])
def test_a_spoiled_file_costs_the_memory_and_nothing_else(tmp_path: Path, text: str, expected_logs: list[str]) -> None:
    expected_logs.append("cannot be read")
    file = tmp_path / "servers.json"
    file.write_text(text, encoding="utf-8")
    admit(SeenFile(file), "one", Lineage("7", 3))
    assert SeenFile(file).last("one") == Lineage("7", 3)


def test_a_full_disk_costs_the_memory_and_nothing_else(tmp_path: Path, expected_logs: list[str]) -> None:
    expected_logs.append("cannot be kept")
    seen = SeenFile(tmp_path / "nowhere" / "servers.json")
    admit(seen, "one", Lineage("7", 3))
    assert seen.last("one") == Lineage("7", 3)
