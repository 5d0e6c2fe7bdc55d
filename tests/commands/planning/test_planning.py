import json
from pathlib import Path

import pytest

from tests.app.planning.instances.texts import BATCHING, ROUTING
from tests.commands.conftest import Command
from tests.commands.typing_in import in_a_process


@pytest.fixture
def batches(tmp_path: Path) -> Path:
    file = tmp_path / "batches.txt"
    file.write_text(BATCHING, encoding="latin-1")
    return file


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    file = tmp_path / "walk.txt"
    file.write_text(ROUTING, encoding="utf-8")
    return file


def test_each_file_is_planned_and_its_plan_proven(command: Command, batches: Path, walk: Path) -> None:
    came = command("plan", batches, walk, "--seconds", "0.1")
    assert came.status == 0
    first, second = came.json["files"]
    assert (first["name"], first["plan"]) == ("batches.txt", [[0], [1]])
    assert first["lower_bound"] <= first["objective"] == 33 + 14
    assert (second["name"], second["objective"], second["lower_bound"]) == ("walk.txt", 31, 31)
    assert sorted(second["plan"][0]) == [[0, 1], [2, 3]]

    plan = batches.with_name("plan.json")
    plan.write_text(came.out, encoding="utf-8")
    proven = command("plan", "--verify", plan, batches, walk)
    assert proven.status == 0
    assert [(each["feasible"], each["faults"]) for each in proven.json["files"]] == [(True, [])] * 2

    plan.write_text(json.dumps(json.loads(came.out.replace("[[0], [1]]", "[[0, 1], []]")), indent=2), encoding="utf-8")
    spoilt = command("plan", "--verify", plan, batches)
    assert spoilt.status == 1
    assert spoilt.json["files"][0]["feasible"] is False
    assert "batches.txt: walk 1 carries 7, and a cart holds 6." in spoilt.err.splitlines()


def test_a_file_cut_in_half_is_named_and_the_others_are_planned(command: Command, batches: Path, walk: Path) -> None:
    batches.write_text(BATCHING[: len(BATCHING) // 2], encoding="utf-8")
    came = command("plan", batches, "nowhere.txt", walk, "--seconds", "0")
    assert came.status == 2
    assert ["error" in each for each in came.json["files"]] == [True, True, False]
    assert "batches.txt ends after line" in came.err
    assert "nowhere.txt" in came.err


def test_an_order_too_heavy_for_a_cart_is_named_and_the_rest_is_planned(command: Command, batches: Path) -> None:
    batches.write_text(BATCHING.replace("CAPACITY : 6", "CAPACITY : 3"), encoding="utf-8")
    came = command("plan", batches, "--seconds", "0")
    assert came.status == 1
    assert came.json["files"][0]["plan"] == [[0]]
    assert came.json["files"][0]["left_out"][0]["order"] == 1
    assert "batches.txt: order 1 weighs 4, and a cart holds 3; it is not in the plan." in came.err


def test_a_habit_needs_one_block(command: Command, walk: Path) -> None:
    came = command("plan", walk, "--blocks", "2", "--policy", "s-shape")
    assert came.status == 2
    assert "--blocks 1" in came.complaint


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "inf"])
def test_seconds_are_a_number(command: Command, walk: Path, text: str) -> None:
    came = command("plan", walk, f"--seconds={text}")
    assert came.status == 2
    assert "no number of seconds" in came.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "does not hold what"),
        ('{"files": [7]}', "does not hold what"),
        ('{"files": []}', "There is no plan for walk.txt"),
        ('{"files": [{"name": "walk.txt"}]}', "“plan” is missing"),
        ('{"files": [{"name": "walk.txt", "blocks": 7}]}', "“blocks” is missing"),
    ],
)
def test_what_is_no_plan_cannot_be_verified(command: Command, walk: Path, text: str, words: str) -> None:
    plan = walk.with_name("plan.json")
    plan.write_text(text, encoding="utf-8")
    came = command("plan", "--verify", plan, walk)
    assert came.status == 2
    assert words in came.complaint


def test_it_works_in_spanish_and_touches_no_site(walk: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    came = in_a_process("plan", str(walk), "--json", env={"LANG": "es_ES.UTF-8"}, home=home)
    assert came.status == 0
    assert came.json["files"][0]["objective"] == 31
    assert came.err.startswith("walk.txt: un recorrido, longitud 31")
    assert [file.name for file in home.iterdir() if file.name != ".cache"] == []
