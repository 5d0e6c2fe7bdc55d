from pathlib import Path

import pytest

import main
from tests.builders import orders_csv
from tests.commands.conftest import Command
from tests.commands.typing_in import in_a_process


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("import",),
        ("import", "x.csv"),
        ("import", "--channel", "items"),
        ("import", "x.csv", "--channel", "gossip"),
        ("check", "--loudly"),
        ("demo", "--orders", "many"),
        ("demo", "--orders", "-1"),
        ("demo", "--seed", "x"),
        ("--station", "../elsewhere"),
        ("--station", ""),
        ("--station", "Desk 1", "check"),
        ("--data",),
    ],
)
def test_usage_errors_end_with_two_and_say_what_is_wrong(command: Command, arguments: tuple[str, ...]) -> None:
    came = command(*arguments)
    assert (came.status, came.out) == (2, "")
    assert came.err.startswith("usage: main.py")
    assert "Traceback" not in came.err
    assert "_" not in came.err.splitlines()[-1].partition("error:")[2]  # no name of the program's own


def test_help_names_every_command(command: Command) -> None:
    came = command("--help")
    assert came.status == 0
    assert all(word in came.out for word in ("demo", "import", "check", "migrate", "--data", "--station"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = [", "devices.toml"),
        ('[printer]\ndriver = "carrier-pigeon"\n', "carrier-pigeon"),
        ("[printer]\n", "network-printer"),
        ('printer = "zebra"\n', "network-printer"),
        ('[printer]\ndriver = "network-printer"\nhost = 4\n', "host"),
        ('[printer]\ndriver = "network-printer"\ncolour = "red"\n', "colour"),
        ('[scanner]\ndriver = "serial"\n', "port"),
        ('[printer]\ndriver = "network-printer"\nhost = "x"\ncode = "pr 2"\n', "PR02"),
        ('[scanner]\ndriver = "serial"\nport = "x"\ncode = "PR02"\n', "PR02"),
    ],
)
def test_a_wrong_list_of_devices_is_said_before_a_window_opens(
    at_site: Command, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "devices.toml").write_text(text, encoding="utf-8")
    came = at_site()
    assert (came.status, came.out) == (2, "")
    assert said in came.complaint


def test_a_right_list_of_devices_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('[lane]\ndriver = "serial"\nport = "/dev/x"\n[keys]\ndriver = "wedge"\nprefix = "~"\n', "utf-8")
    assert main._device_tables(file) == {
        "lane": {"driver": "serial", "port": "/dev/x"},
        "keys": {"driver": "wedge", "prefix": "~"},
    }
    assert main._device_tables(tmp_path / "nothing.toml") == {}


def test_the_demo_does_not_play_in_a_folder_that_is_in_use_or_cannot_be(at_site: Command, tmp_path: Path) -> None:
    assert at_site("migrate").status == 0
    came = at_site("demo", "--orders", "1")
    assert (came.status, came.out) == (2, "")
    assert str(tmp_path / "site") in came.complaint
    (tmp_path / "file").touch()
    other = at_site("demo", "--out", tmp_path / "file")
    assert other.status == 2


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, "Every rule holds"),
        ({"LANG": "C"}, "Every rule holds"),
        ({"LANG": "de_DE.UTF-8"}, "Every rule holds"),
        ({"LANG": "es_ES.UTF-8"}, "Se cumplen todas las reglas"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "Every rule holds"),
        ({"LC_MESSAGES": "es_MX", "PYTHONIOENCODING": "ascii:backslashreplace"}, "Se cumplen todas las reglas"),
    ],
)
def test_a_bare_environment_is_enough_and_its_locale_chooses_the_language(
    tmp_path: Path, env: dict[str, str], said: str
) -> None:
    came = in_a_process("--data", str(tmp_path / "site"), "check", "--json", env=env, home=tmp_path)
    assert came.status == 0, came.err
    assert came.json["ok"] is True
    assert said in came.err


def test_without_a_folder_the_persons_own_is_used(tmp_path: Path) -> None:
    came = in_a_process("migrate", "--json", home=tmp_path)
    assert came.status == 0, came.err
    assert len(list(tmp_path.rglob("central.db"))) == 1


def test_a_command_in_a_process_of_its_own_speaks_spanish_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "pedidos.csv").write_bytes(orders_csv({"600001": {"ITEM01": 2}}))
    env = {"LANG": "es_ES.UTF-8"}
    site = ("--data", "site")
    done = in_a_process(*site, "import", "pedidos.csv", "--channel", "online-retail", "--json", env=env, home=tmp_path)
    assert done.status == 0, done.err
    assert done.json["orders_new"] == 1
    assert "pedidos nuevos" in done.err
    lost = in_a_process(*site, "import", "nada.csv", "--channel", "items", env=env, home=tmp_path)
    assert lost.status == 2
    assert "No se puede leer" in lost.complaint
    usage = in_a_process("--station", "mesa", "check", env=env, home=tmp_path)
    assert usage.status == 2
    assert "no es el código de un puesto" in usage.err


def test_a_terminal_that_knows_no_accents_gets_an_answer_all_the_same(tmp_path: Path) -> None:
    env = {"LANG": "es_ES.ISO-8859-1", "PYTHONIOENCODING": "ascii"}
    came = in_a_process("--data", "site", "--station", "x", "check", env=env, home=tmp_path)
    assert came.status == 2
    done = in_a_process("--data", "site", "--help", env=env, home=tmp_path)
    assert done.status == 0, done.err
    (tmp_path / "bad.csv").write_text("sku,name,weight_g\nA1,Jarrón,¿quizás?\n", encoding="utf-8")
    told = in_a_process("import", "bad.csv", "--channel", "items", "--json", env=env, home=tmp_path)
    assert told.status == 0, told.err
    assert [each["value"] for each in told.json["rejected"]] == ["¿quizás?"]
