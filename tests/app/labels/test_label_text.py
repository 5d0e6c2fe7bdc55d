import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from zplkit import Options, render
from zplkit.rendering import Limits

from app.labels import DOTS_PER_MM
from app.labels.codes import LabelError
from app.labels.drawing.fit import fit, wrap
from app.labels.drawing.fonts import REPLACEMENT, inter_width, showable
from app.labels.drawing.graphic import compressed, draw
from app.labels.drawing.layout import Align, Layout, Paragraph, text_box
from app.labels.printers.fields import escaped
from app.labels.printers.zpl import _FONT_0, to_zpl
from app.language import load_phrases
from tests.app.labels.reading import print_zpl


def plain_width(part: str) -> float:
    return float(len(part))


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("ab c"), max_size=80).map(lambda text: " ".join(text.split())), st.integers(1, 12))
def test_wrapping_loses_nothing_and_never_overflows(text: str, room: int) -> None:
    lines = wrap(text, room, plain_width)
    assert all(len(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_when_a_smaller_size_can_show_them() -> None:
    box = text_box((0, 0, 40, 20), Paragraph("Donaudampfschifffahrtsgesellschaft"), size=8, least=2)
    (line,) = fit(box, inter_width, showable)
    assert line.text == "Donaudampfschifffahrtsgesellschaft"
    assert line.width <= 40


@pytest.mark.parametrize("align", Align)
def test_set_lines_stay_inside_their_box(align: Align) -> None:
    box = text_box((5, 7, 60, 30), Paragraph("uno dos tres " * 12), size=9, least=2, align=align, middle=True)
    lines = fit(box, inter_width, showable)
    for line in lines:
        assert line.x >= 5 - 1e-6
        assert line.x + line.width <= 65 + 1e-6
        assert line.y >= 7 - 1e-6
        assert line.y + line.size * 1.2 <= 37 + 1e-6


def test_text_that_does_not_fit_is_refused_with_its_own_sentence() -> None:
    box = text_box((0, 0, 10, 4), Paragraph("demasiado " * 20), size=4, least=3, too_long="labels.error.sender_long")
    with pytest.raises(LabelError) as refusal:
        fit(box, inter_width, showable)
    assert refusal.value.key == "labels.error.sender_long"


def test_unknown_characters_become_boxes_and_white_space_one_space() -> None:
    assert showable("a\n\tb  c") == "a b c"
    assert showable("😀李") == REPLACEMENT * 2
    assert showable("\x00\u200b\ufeff\ue000") == REPLACEMENT * 4
    assert showable("n\u0303") == "ñ"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_escaped_text_decodes_to_itself_and_holds_no_command(text: str) -> None:
    encodable = text.encode("utf-8", "replace").decode()
    data = escaped(encodable)
    assert not set(data) & set("^~_")
    decoded = bytearray()
    while data:
        if data[0] == "\\":
            decoded.append(int(data[1:3], 16))
            data = data[3:]
        else:
            decoded += data[0].encode()
            data = data[1:]
    assert decoded.decode() == encodable


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(min_size=60, max_size=60), min_size=1, max_size=6), st.binary(max_size=1))
def test_compressed_pictures_print_dot_for_dot(rows: list[bytes], fill: bytes) -> None:
    rows = [*rows, rows[-1], bytes(60), (fill or b"\xff") * 60, bytes(59) + b"\x01"]
    size = 60 * len(rows)
    zpl = f"^XA^FO0,0^GFA,{size},{size},60,{compressed(tuple(rows))}^FS^XZ".encode()
    label = render(zpl, Options(width=480, height=len(rows), dpi=203), limits=Limits(graphic_bytes=100_000)).labels[0]
    printed = Image.open(io.BytesIO(label.png())).convert("L")
    wanted = ImageChops.invert(Image.frombytes("1", (480, len(rows)), b"".join(rows)).convert("L"))
    assert ImageChops.difference(printed, wanted).getbbox() is None


@pytest.mark.parametrize("wide", [1, 10, 19, 20, 21, 40, 200, 210, 400, 410])
def test_long_runs_of_dots_are_counted_right(wide: int) -> None:
    row = b"\x0f" + b"\xff" * wide + b"\x80\x00"
    size = len(row) * 2
    zpl = f"^XA^FO0,0^GFA,{size},{size},{len(row)},{compressed((row, row))}^FS^XZ".encode()
    options = Options(width=len(row) * 8, height=2, dpi=203)
    ink = Image.open(io.BytesIO(render(zpl, options).labels[0].png())).convert("L").point([255] * 128 + [0] * 128)
    assert ink.getbbox() == (4, 0, 8 + wide * 8 + 1, 2)


def test_drawn_text_is_as_wide_as_measured() -> None:
    for text in ("María Núñez de la Constitución", "Żółć", "11111"):
        picture = draw(text, dots=30, bold=False)
        assert picture is not None
        assert picture.width - 8 <= inter_width(text, False, 30) + 2
        assert picture.width + 8 >= inter_width(text, False, 30) * 0.9


def test_spaces_alone_draw_nothing() -> None:
    assert draw(" ", dots=30, bold=True) is None


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", [1.6, 1.8, 2.4, 3, 4.3, 5])
@pytest.mark.parametrize("chars", ["".join(sorted(_FONT_0)[start : start + 4]) for start in range(1, len(_FONT_0), 4)])
def test_the_printers_own_letters_are_as_wide_as_the_layout_believes(chars: str, size: float, dpi: int) -> None:
    boxes = tuple(
        text_box((2, 2 + 8 * row, 96, 8), Paragraph(char * 20), size=size, least=size, align=Align.RIGHT)
        for row, char in enumerate(chars)
    )
    dots = DOTS_PER_MM[dpi]
    picture = print_zpl(to_zpl(Layout(width=100, height=36, elements=boxes), dpi), 100, 36, dpi)
    ink = picture.point([255 - grey for grey in range(256)]).getbbox()
    assert ink is not None
    assert 90 * dots < ink[2] <= 98 * dots + 2


def test_both_languages_have_the_same_label_phrases() -> None:
    spanish, english = load_phrases("es").table, load_phrases("en").table
    own = {key for key in spanish if key.startswith("labels.")}
    assert own == {key for key in english if key.startswith("labels.")}
