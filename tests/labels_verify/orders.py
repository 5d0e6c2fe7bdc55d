"""Makes up orders nobody would think of: every field of every kind of label at its extremes, one or many at a time."""

import string
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from app.labels import KINDS, check_digit, make_sscc
from app.language import LANGUAGES

NASTY = (
    "^XZ^XA^FO50,50^A0N,50,50^FDHACK^FS^XZ",
    "~JA",
    "~HS ^PQ99 ^CC! ^CT! ^CD;",
    "PRINT 9,9\r\nCLS\r\n",
    "\x1b@\x1dV\x42\x00\x10\x04\x01",
    'O\'Neil "El Niño" `x`',
    "C:\\new\\5EXA \\& \\\\ \\F1",
    "_5EXZ_7EJA _1",
    ">;>8>5>6>0",
    "\U0001f600\U0001f469\u200d\U0001f469\u200d\U0001f467 Ann",
    "محمد שלום 李小龍",
    "\u202eabc\u202c \u200fxyz",
    "a\nb\r\nc\td\x00\x1b\x07e\x1d",
    "<b>&amp;</b> {0} %s {{x}} {recipient.name}",
    "\ud800 lone",
    "e\u0301" * 20,
    "W" * 60,
    "i" * 200,
    "Donaudampfschifffahrtsgesellschaftskapitän",
    " \u00a0\u2003 ",
)
PEOPLE = (
    "María Núñez de la Constitución",
    "Bartholomäus Österreicher-Müller",
    "Grzegorz Brzęczyszczykiewicz",
    "Ελευθέριος Παπαδόπουλος",
    "Straße Größe Łódź Żółć Ø Å",
    "Avda. de la Constitución, 5, 3.º B, Urbanización Las Águilas",
    (
        "Calle del Excelentísimo Señor Marqués de Santa María de la Real Villa de Peñíscola y de los Condes, "
        "número 1234, escalera derecha, entreplanta, puerta B, junto a la farmacia, llamar al segundo timbre, Polígono"
    ),
)
"""The last one has 200 characters or more."""

_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])
_TEXTS = st.one_of(
    st.sampled_from(PEOPLE),
    st.sampled_from(NASTY),
    st.text(st.sampled_from(string.printable + "ñáéíóúüçßäöłżąęćθλΩϊ"), max_size=40),
    st.text(_LETTERS, max_size=30),
    st.lists(st.sampled_from(PEOPLE + NASTY), max_size=3).map(" ".join),
    st.just(""),
)
_PLAIN = st.one_of(
    st.from_regex(r"[A-Z0-9#]{1,12}", fullmatch=True),
    st.from_regex(r"(99)?[0-9]{1,12}", fullmatch=True),
    st.sampled_from(["99", "990", "9912", "99A", "A99", "0", "#OK", "W" * 14, "1" * 26]),
)
_PRINTABLE = st.one_of(
    _PLAIN,
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=12),
    st.sampled_from(
        ["404-1234567-1234567", ">;>8", ">0>5>6", "\\5E", "^XZ", "_1_~", "a>b<c^d~e\\f", "(01)12", " x ", "'\""]
    ),
)
_WRONG_CODES = st.sampled_from(["", "ñ", "camión", "a\x1db", "A\n", "\xf1", "é" * 5, "X" * 60, "٣", "^XZ^XA"])
_CODES = st.one_of(_PLAIN, _PRINTABLE, _PLAIN, _PRINTABLE, _WRONG_CODES)


def _checked(digits: str) -> str:
    return f"{digits}{check_digit(digits)}"


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.integers(0, 10**count - 1).map(lambda number: f"{number:0{count}d}")


_GTIN_13 = _digits(12).map(_checked)
_GTINS = st.one_of(
    _GTIN_13, st.sampled_from([7, 11, 13]).flatmap(_digits).map(_checked), _digits(13), st.just(""), st.just("12x")
)
_SSCCS = st.one_of(
    *[st.builds(make_sscc, st.just("9520000"), st.integers(0, 10**9 - 1), extension=st.integers(0, 9))] * 8, _digits(18)
)
_LOTS = st.one_of(
    st.from_regex(r"[A-Z0-9]{1,20}", fullmatch=True),
    st.text(st.sampled_from(string.ascii_letters + string.digits + "!\"%&'()*+,-./:;<=>?_"), min_size=1, max_size=20),
    st.sampled_from(
        ["", "LOT-7", "1", "17271231", "123456789012345678901", "a b", "[10]", "#", "ñ", "^XZ", ">8", "(10)"]
    ),
)
_LIFE = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.dates())

_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "sscc": _SSCCS,
    "gtin": _GTINS,
    "content_gtin": _GTINS,
    "lot": _LOTS,
    "expiry": _LIFE,
    "best_before": _LIFE,
    "barcode": st.one_of(_GTIN_13, _CODES),
    "code": _CODES,
    "order_code": _CODES,
    "reference": _CODES,
    "check_digits": st.one_of(st.from_regex(r"[0-9]{0,5}", fullmatch=True), _TEXTS),
    "language": st.sampled_from(LANGUAGES),
    "parcel_no": st.sampled_from([1, 1, 2, 7, 999, 0]),
    "parcel_count": st.sampled_from([0, 2, 999, 12_345, 1]),
    "weight_g": st.one_of(st.integers(0, 99_999), st.sampled_from([0, 10**9, -1])),
    "units": st.one_of(st.integers(1, 99_999), st.sampled_from([0, 1, 99_999_999, 10**9])),
}
"""Fields that are more than words or numbers."""

_BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    str: _TEXTS,
    int: st.one_of(st.integers(0, 99_999), st.sampled_from([-1, 0, 10**9])),
    date: st.dates(),
}


def records(kind: str) -> st.SearchStrategy[Any]:
    """Makes records of a kind: its example with none, some or all fields changed."""
    return st.sampled_from(LANGUAGES).map(KINDS[kind].sample).flatmap(_changed)


@st.composite
def _changed(draw: st.DrawFn, record: Any) -> Any:
    names = [field.name for field in fields(record)]
    some = st.lists(st.sampled_from(names), max_size=3, unique=True)
    chosen = draw(st.one_of(some, some, some, st.just(names)))
    return replace(record, **{name: draw(_value(name, getattr(record, name))) for name in chosen})


def _value(name: str, usual: Any) -> st.SearchStrategy[Any]:
    if name in _BY_NAME:
        return _BY_NAME[name]
    if is_dataclass(usual):
        return _changed(usual)
    if isinstance(usual, tuple):
        return st.lists(_changed(usual[0]), max_size=12).map(tuple)
    return _BY_TYPE[type(usual)]
