"""What the second renderer is known to get wrong: where one of these fails, it was repaired and needs no exception."""

import pytest

from tests.labels_verify.printing.presses import Head, Picture, zplkit_press
from tests.labels_verify.printing.second_renderer import SecondRenderer, misreads
from tests.labels_verify.symbols import black_and_white, payloads

HEAD = Head(140, 40, 203)
MISREAD = [
    (">:A", "A"),
    (">:\\2D", "-"),
    (">;1234>64", "12344"),
    (">;>8020952000012345137>64", "0209520000123451374"),
    (">:AB>51234", "AB1234"),
    (">;>80109520000123451>610LOT7>8>53712", "010952000012345110LOT7\x1d3712"),
]
RIGHT = [
    (">:AB", "AB"),
    (">;1234", "1234"),
    (">;1234>6AB", "1234AB"),
    (">;>80109520000123451>610LOT7>821XY", "010952000012345110LOT7\x1d21XY"),
    (">:A>0B>0", "A>B>"),
    (">:\\5EXZ\\7E", "^XZ~"),
]


def label(field: str) -> bytes:
    return f"^XA^CI28^PW1120^LL320^FO100,50^BY3^BCN,100,N,N,N,N^FH\\^FD{field}^FS^PQ1^XZ\n".encode()


def read(pictures: list[Picture]) -> list[str]:
    (picture,) = pictures
    return [payload for payload, _ in payloads(black_and_white(picture))]


@pytest.mark.parametrize(("field", "payload"), MISREAD + RIGHT)
def test_the_first_renderer_prints_what_the_field_says(field: str, payload: str) -> None:
    assert read(zplkit_press(label(field), HEAD)) == [payload]


@pytest.mark.parametrize(("field", "payload"), RIGHT)
def test_the_second_agrees(field: str, payload: str, second_renderer: SecondRenderer) -> None:
    assert not misreads(label(field))
    assert read(second_renderer.press(label(field), HEAD)) == [payload]


@pytest.mark.parametrize(("field", "payload"), MISREAD)
def test_what_it_gets_wrong_is_known(field: str, payload: str, second_renderer: SecondRenderer) -> None:
    assert misreads(label(field))
    assert read(second_renderer.press(label(field), HEAD)) != [payload]


def test_it_prints_every_label_and_says_what_it_cannot(second_renderer: SecondRenderer) -> None:
    assert len(second_renderer.press(b"^XA^FO50,50^A0N,40,40^FDB^FS^XZ" + label(">:AB"), HEAD)) == 2
    with pytest.raises(ValueError, match="no labels"):
        second_renderer.press(b"nothing^PQ1\n", HEAD)
    assert read(second_renderer.press(label(">:AB"), HEAD)) == ["AB"]
