"""The packing screen worked by scanner, by keyboard and by touch, and pictures of every state."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from tests.ui.bench.bench_world import (
    CODES,
    CUP,
    FIRST,
    MUG,
    PEN,
    SECOND,
    Answers,
    MemoryBench,
    Scale,
    long_pack,
    small_pack,
)
from tests.ui.house import House
from ui.grab import grab
from ui.presenters.asking import Question
from ui.presenters.bench.packing import PackingPresenter
from ui.presenters.frame import View
from ui.presenters.lane import InlineLane
from ui.screens.bench.packing import PackingScreen

MakeHouse = Callable[[str], House]
RIGHT, WRONG = 1255, 1500


class Packer:
    """A house with the packing screen open."""

    def __init__(self, house: House, bench: MemoryBench) -> None:
        self.house, self.bench = house, bench
        self.scale, self.answers = Scale(), Answers()
        self.asked: list[Question] = []
        house.move_in("packing", self._make)

    def _make(self, view: View, lane: InlineLane) -> PackingScreen:
        self.presenter = PackingPresenter(
            view, lane, self.bench, ask_weight=self.scale.ask, answer_print=self.answers.take, ask_pin=self.asked.append
        )
        self.screen = PackingScreen(self.presenter)
        return self.screen

    @property
    def step(self) -> str:
        return self.presenter.state.step


MakePacker = Callable[..., Packer]


@pytest.fixture
def packer(house: MakeHouse) -> MakePacker:
    return lambda language, pack=None: Packer(house(language), MemoryBench(pack or small_pack()))


def idle(_: Packer) -> None: ...


def opened(packer: Packer) -> None:
    packer.house.scan("TO0001")


def counting(packer: Packer) -> None:
    packer.house.scan("TO0001", MUG, MUG)


def refused(packer: Packer) -> None:
    counting(packer)
    packer.house.scan(PEN)


def excusing(packer: Packer) -> None:
    counting(packer)
    packer.house.scan("#SHORT")


def weighing(packer: Packer) -> None:
    packer.house.scan("TO0001", MUG, MUG, MUG, CUP, CUP)


def wrong(packer: Packer) -> None:
    weighing(packer)
    packer.presenter.weight(WRONG)


def labelling(packer: Packer) -> None:
    weighing(packer)
    packer.presenter.weight(RIGHT)


def reprinting(packer: Packer) -> None:
    labelling(packer)
    packer.presenter.printer_is("no_media")
    packer.house.scan("#REPRINT")


def second_print(packer: Packer) -> None:
    reprinting(packer)
    packer.house.scan("#R2")


def no_label(packer: Packer) -> None:
    labelling(packer)
    packer.presenter.printer_is("attention", "silent")


def no_weight(packer: Packer) -> None:
    weighing(packer)
    packer.presenter.scale_is("attention", "overload")


def typed_weight(packer: Packer) -> None:
    packer.presenter.scale_is("off")
    weighing(packer)


def asking(packer: Packer) -> None:
    labelling(packer)
    packer.presenter.printer_asks(7, FIRST)


def closed(packer: Packer) -> None:
    labelling(packer)
    packer.house.scan(f"00{FIRST}")


def next_box(packer: Packer) -> None:
    counting(packer)
    packer.house.scan("#BOX")
    packer.presenter.weight(750)
    packer.house.scan(f"00{FIRST}")


def not_a_tote(packer: Packer) -> None:
    packer.house.scan(MUG)


def away(packer: Packer) -> None:
    packer.bench.error = Unavailable("gone")
    packer.house.scan("TO0001")


def helped(packer: Packer) -> None:
    counting(packer)
    packer.house.scan("#HELP")


STATES = {
    each.__name__: each
    for each in (
        idle,
        opened,
        counting,
        refused,
        excusing,
        weighing,
        wrong,
        labelling,
        reprinting,
        second_print,
        no_label,
        no_weight,
        typed_weight,
        asking,
        closed,
        next_box,
        not_a_tote,
        away,
        helped,
    )
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_the_screen_in_both_languages(
    packer: MakePacker, tmp_path: Path, state: str, language: str
) -> None:
    made = packer(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"packing_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []
    assert made.house.tiny() == []


def test_an_order_is_packed_by_scanner_and_scale_alone(packer: MakePacker) -> None:
    made = packer("es")
    weighing(made)
    assert made.scale.asked == 1
    made.presenter.weight(RIGHT)
    made.house.scan(f"00{FIRST}")
    assert made.step == "closed"
    assert made.house.sounder.played[-1] == "done"
    assert [ask.parcel for ask in made.bench.asks] == [FIRST]


def test_an_order_is_packed_by_keyboard_alone(packer: MakePacker) -> None:
    made = packer("es")
    for code in ("TO0001", MUG, "3", CUP):
        made.house.type_by_key(code)
    made.house.key("F2")
    assert made.presenter.state.packed == 3
    for code in (CUP, CUP, "1255", FIRST):
        made.house.type_by_key(code)
    assert made.step == "closed"


def test_an_order_is_packed_by_touch_alone(packer: MakePacker) -> None:
    made = packer("en")
    for code in ("TO0001", MUG, "3", CUP):
        made.house.type_by_touch(code)
    made.house.touch("#SHORT")
    made.house.touch("#R2")
    made.house.type_by_touch("1150")
    made.house.touch("#REPRINT")
    made.house.touch("#R1")
    made.house.type_by_touch(f"00{FIRST}")
    assert made.step == "closed"
    assert [(ask.copy, ask.cause) for ask in made.bench.asks] == [(1, ""), (2, "damaged")]


def test_the_choices_have_number_keys(packer: MakePacker) -> None:
    made = packer("es")
    counting(made)
    made.house.key("F3", "1")
    assert made.step == "weighing"
    made.presenter.weight(750)
    made.house.key("F9", "3")
    assert made.presenter.state.copy == 2
    made.presenter.printer_asks(7, SECOND)
    made.house.key("2")
    assert made.answers.given == [(7, False)]


def test_f10_leads_home_and_back_is_where_one_was(packer: MakePacker) -> None:
    made = packer("es")
    counting(made)
    made.house.key("F10")
    assert made.house.shell.open_name == "home"
    made.house.shell.open("packing")
    assert (made.step, made.presenter.state.packed) == ("verifying", 2)


def test_the_last_scanned_line_of_six_hundred_is_in_sight(packer: MakePacker, tmp_path: Path) -> None:
    made = packer("es", long_pack(600))
    made.house.scan("TO0001", CODES[580])
    assert made.presenter.state.last == 580
    items = made.screen.items
    grab(made.house.shell, tmp_path / "packing_long.png")
    assert items.viewport().rect().contains(items.visualRect(items.model().index(580, 0)))
    changed: list[int] = []
    items.model().dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    made.house.scan(CODES[581])
    assert changed == [580, 581], "only the rows that differ are painted anew"


def test_the_body_keeps_the_task_while_a_refusal_is_shown(packer: MakePacker) -> None:
    made = packer("es")
    counting(made)
    rows = made.screen.items.rows
    made.house.scan(PEN)
    assert made.screen.items.rows == rows
    assert made.house.shell.frame.instruction.mood == "error"
    made.house.scan(CUP)
    assert made.house.shell.frame.instruction.mood == "todo"
