"""One table of a template's file, read key by key: every value is of the sort that is asked for, or refused."""

from collections.abc import Mapping
from typing import Any, TypeVar

from app.labels.codes import LabelError
from app.labels.drawing.layout import Area

_AREA = 4
_Choice = TypeVar("_Choice")


class Part:
    """A table of a template, with the names a refusal needs.

    Attributes:
        file: The template's file, as people find it.
        name: What the table is called in refusals.
    """

    def __init__(self, file: str, name: str, table: Any) -> None:
        """Takes a table.

        Raises:
            LabelError: It is none.
        """
        self.file, self.name = file, name
        self._asked: list[str] = []
        if not isinstance(table, dict):
            raise self.refusal("labels.template.not_table", value=table)
        self._table: dict[str, Any] = table

    def refusal(self, key: str, **names: object) -> LabelError:
        """Makes the refusal of this table."""
        return LabelError(key, file=self.file, element=self.name, **names)

    def number(self, key: str, usual: float | None = None) -> float:
        """Gives a number above 0; without a usual one it must be there."""
        value = self._value(key, usual)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise self.refusal("labels.template.not_number", setting=key, value=value)
        return float(value)

    def text(self, key: str, usual: str | None = "") -> str:
        """Gives a text; without a usual one it must be there."""
        value = self._value(key, usual)
        if not isinstance(value, str):
            raise self.refusal("labels.template.not_text", setting=key, value=value)
        return value

    def flag(self, key: str) -> bool:
        """Gives a yes or no; no where it is left out."""
        value = self._value(key, usual=False)
        if not isinstance(value, bool):
            raise self.refusal("labels.template.not_flag", setting=key, value=value)
        return value

    def choice(self, key: str, known: Mapping[str, _Choice], usual: str | None = None) -> _Choice:
        """Gives what one of the known words stands for."""
        value = self._value(key, usual)
        if not isinstance(value, str) or value not in known:
            raise self.refusal("labels.template.not_known", setting=key, value=value, known=", ".join(known))
        return known[value]

    def area(self) -> Area:
        """Gives the rectangle: left, top, width and height, the last two above 0."""
        value = self._value("area", None)
        if not isinstance(value, list) or len(value) != _AREA or not all(map(_is_number, value)):
            raise self.refusal("labels.template.not_area", value=value)
        left, top, width, height = map(float, value)
        if min(left, top) < 0 or min(width, height) <= 0:
            raise self.refusal("labels.template.not_area", value=value)
        return left, top, width, height

    def parts(self, key: str, *, needed: bool = True) -> list["Part"]:
        """Gives the tables of a list, each called by its own name or by its number."""
        value = self._value(key, None if needed else [])
        if not isinstance(value, list) or (needed and not value):
            raise self.refusal("labels.template.not_list", setting=key)
        return [Part(self.file, self._name_of(key, number, each), each) for number, each in enumerate(value, 1)]

    def part(self, key: str) -> "Part":
        """Gives the table of a key."""
        return Part(self.file, f"{self.name} {key}".strip(), self._value(key, None))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...] | None:
        """Gives a list of pairs of texts, or None where something else stands there."""
        value = self._value(key, None)
        if not isinstance(value, list):
            return None
        if not value or not all(_is_pair(each) for each in value):
            raise self.refusal("labels.template.not_pairs", setting=key, value=value)
        return tuple((first, second) for first, second in value)

    def finish(self) -> None:
        """Refuses keys that nobody asked for: they would be left out without a word."""
        for key in self._table:
            if key not in self._asked:
                raise self.refusal("labels.template.unknown_key", setting=key, known=", ".join(self._asked))

    def _value(self, key: str, usual: object) -> object:
        if key not in self._asked:
            self._asked.append(key)
        if key in self._table:
            return self._table[key]
        if usual is None:
            raise self.refusal("labels.template.missing", setting=key)
        return usual

    def _name_of(self, key: str, number: int, table: object) -> str:
        own = table.get("name") if isinstance(table, dict) else None
        return own if isinstance(own, str) and own else f"{self.name} {key} {number}".strip()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)  # noqa: PLR2004 - a pair
