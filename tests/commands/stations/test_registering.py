"""``station``: who may log in to the site's database, from the command line."""

import re

import pytest

from tests.commands.conftest import Command


def test_a_station_is_registered_shown_and_shut_out(at_server: Command) -> None:
    added = at_server("station", "add", "ST41")
    assert (added.status, added.err) == (0, "")
    assert re.search(r"^ST41 logs in as pasillo_st41 with the password \S{32}$", added.out, re.MULTILINE)
    office = at_server("station", "add", "ST42", "--office", "--cert", "--json")
    assert office.json == {"station": "ST42", "role": "pasillo_st42", "duty": "office", "password": None}
    assert "CN" in office.err
    hub = at_server("station", "add", "ST43", "--hub", "--password", "--json")
    assert len(hub.json["password"]) == 32
    shown = at_server("station", "list", "--json").json["stations"]
    assert [(row["station"], row["role"], row["duty"]) for row in shown] == [
        ("ST41", "pasillo_st41", "floor"),
        ("ST42", "pasillo_st42", "office"),
        ("", "pasillo_st43", "hub"),
    ]
    assert at_server("check").status == 0
    assert at_server("station", "revoke", "ST41").out == "ST41 is shut out.\n"
    listed = at_server("station", "list").out
    assert "ST41" not in listed
    assert "ST42    pasillo_st42      office" in listed


def test_who_is_not_there_is_not_shut_out(at_server: Command) -> None:
    came = at_server("station", "revoke", "ST77")
    assert (came.status, came.complaint) == (2, "Station ST77 is not registered at the database server.")


def test_a_station_registers_nobody(at_server: Command) -> None:
    at_server("station", "add", "ST44")
    came = at_server("station", "add", "ST45", user="pasillo_st44")
    assert came.status == 2
    assert "database role may not do that" in came.complaint


def test_a_site_in_a_file_has_nobody_to_register(at_site: Command) -> None:
    for deed in (("add", "ST01"), ("revoke", "ST01"), ("list",)):
        came = at_site("station", *deed)
        assert came.status == 2
        assert "no server" in came.complaint


@pytest.mark.parametrize("code", ["ST", "st01", "ST01; DROP ROLE pasillo", '"ST01"'])
def test_a_code_is_nothing_but_a_code(at_site: Command, code: str) -> None:
    assert at_site("station", "add", code).status == 2
