import pytest

from app.language import LANGUAGES, load_phrases
from app.planning.instances.model import BatchingInstance, Order, RoutingInstance, Stock, WaveInstance
from app.planning.instances.reading import read_instance
from app.planning.instances.trouble import InstanceError
from app.planning.layout import Layout, Place
from tests.app.planning.instances.texts import BATCHING, ROUTING, WAVE

HOUSE = Layout(3, 4, pitch=5, step=1, top=1.5, bottom=1.5, depot_aisle=1, depot_at_top=False, stub=0.5)


def trouble(text: str) -> InstanceError:
    with pytest.raises(InstanceError) as caught:
        read_instance("day.txt", text.encode())
    for language in LANGUAGES:
        assert "day.txt" in load_phrases(language)(caught.value.key, **caught.value.names)
    return caught.value


def test_a_walk_to_plan() -> None:
    stock = (Stock(0, Place(0, 1), 1), Stock(1, Place(2, 3), 4), Stock(2, Place(2, 0), 1))
    assert read_instance("day.txt", ROUTING.encode()) == RoutingInstance("day.txt", HOUSE, stock, {0: 1, 1: 3})


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_orders_to_batch_in_any_coding(coding: str, newline: str) -> None:
    orders = Order(0, 3, frozenset({Place(0, 1), Place(2, 0)})), Order(1, 4, frozenset({Place(2, 3)}))
    read = read_instance("day.txt", BATCHING.replace("\n", newline).encode(coding))
    assert read == BatchingInstance("day.txt", HOUSE, 6, orders)


def test_a_house_of_two_blocks() -> None:
    read = read_instance("day.txt", ROUTING.encode(), blocks=2)
    assert isinstance(read, RoutingInstance)
    assert read.layout.crossings == (0, 4, 8)
    assert read.layout.depths == (1.5, 2.5, 5.5, 6.5)


def test_a_wave_to_release() -> None:
    expected = WaveInstance("day.txt", ({0: 1, 2: 2}, {1: 3}), ({0: 4}, {1: 3, 2: 2}), 3, 6)
    assert read_instance("day.txt", WAVE.encode()) == expected


@pytest.mark.parametrize("text", [ROUTING, BATCHING], ids=["walk", "orders"])
def test_a_file_cut_anywhere_is_said_to_be_cut(text: str) -> None:
    for end in range(10, len(text.rstrip()) - 1):
        error = trouble(text[:end])
        assert error.key == "plan.error.cut"
        assert error.names["line"] == len(text[:end].splitlines())


def test_a_wave_cut_after_any_line_is_said_to_be_cut() -> None:
    lines = WAVE.splitlines()
    for end in range(1, len(lines)):
        assert trouble("\n".join(lines[:end])).key == "plan.error.cut"


@pytest.mark.parametrize(
    ("before", "after", "key", "line"),
    [
        ("PICKER_CAPACITY : 6", "PICKER_CAPACITY : 0", "least", 4),
        ("PICKER_CAPACITY : 6", "PICKER_CAPACITY : many", "line", 4),
        ("PICKER_CAPACITY : 6", "PICKER_CAPACITY : 6.5", "line", 4),
        ("single-block", "spiral", "line", 5),
        ("NUM_AISLES : 3", "NUM_AISLES : 0", "least", 6),
        ("DEPOT_AISLE : 1", "DEPOT_AISLE : 3", "depot", 8),
        ("_TO_AISLE : 5", "_TO_AISLE : -5", "least", 10),
        ("_TO_AISLE : 5", "_TO_AISLE : 5.0.1", "line", 10),
        ("ID 1 WEIGHT 1", "ID 1 WEIGHT", "line", 18),
        ("ID 1 WEIGHT 1", "ID 1 WEIGHT -1", "least", 18),
        ("AISLE 0 CELL 1", "AISLE 3 CELL 1", "place", 22),
        ("AISLE 2 CELL 0", "AISLE 2 CELL 4", "place", 24),
        ("ID 1 AISLE", "ID 8 AISLE", "article", 23),
        ("ID 2 AISLE 2 CELL 0", "AISLE 2 CELL 0 X 2", "line", 24),
        ("ID 2 QUANTITY 1\n", "ID 7 QUANTITY 1\n", "article", 29),
        ("ID 2 AISLE 2 CELL 0 QUANTITY 1", "ID 1 AISLE 2 CELL 0 QUANTITY 1", "nowhere", 29),
        ("ORDER_SECTION", "ORDERS", "line", 25),
    ],
)
def test_a_line_that_makes_no_sense_is_named(before: str, after: str, key: str, line: int) -> None:
    error = trouble(BATCHING.replace(before, after, 1))
    assert (error.key, error.names["line"]) == (f"plan.error.{key}", line)


def test_a_header_that_lacks_something_names_it() -> None:
    error = trouble(BATCHING.replace("PICKER_CAPACITY : 6\n", ""))
    assert (error.key, error.names["entry"]) == ("plan.error.missing", "PICKER_CAPACITY")


def test_more_wanted_than_there_is() -> None:
    error = trouble(ROUTING.replace("ID 1 QUANTITY 3", "ID 1 QUANTITY 5"))
    assert (error.key, error.names["wanted"], error.names["held"]) == ("plan.error.short", 5, 4)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2 3 2\n2 0 1 3 2\n1 1 3\n1 0 4\n2 1 3 2 2\n3 6\n", "item"),
        ("2 3 2\n2 0 1 2\n1 1 3\n1 0 4\n2 1 3 2 2\n3 6\n", "line"),
        ("2 3 2\n2 0 1 2 2\n1 1 x\n1 0 4\n2 1 3 2 2\n3 6\n", "line"),
        ("2 3 2\n2 0 1 2 2\n1 1 3\n1 0 4\n2 1 3 2 2\n7 6\n", "bounds"),
        (f"{WAVE}1 1\n", "rest"),
        ("", "format"),
        ("id;name\n1;2\n", "format"),
    ],
)
def test_a_wave_that_makes_no_sense(text: str, key: str) -> None:
    assert trouble(text).key == f"plan.error.{key}"
