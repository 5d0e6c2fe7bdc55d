"""Several questions asked in one statement: one round trip for them all, each answered as rows of JSON.

A server and its network take about as long for one question as for ten, and what a claim asks is many small ones.
"""

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

_FORMS = {
    "sqlite": (sa.func.json_group_array, sa.func.json_object),
    "postgresql": (sa.func.json_agg, sa.func.json_build_object),
}
"""What makes a list of rows and what makes a row, in the words of each database."""

Answers = Mapping[str, list[SimpleNamespace]]
"""By the question's name: its rows in its own order; the columns are attributes, and hold text, numbers or nothing."""


class Gathered:
    """Questions that belong together; made once, asked often."""

    def __init__(self, **questions: sa.Select[Any]) -> None:
        """Puts questions into one statement.

        Args:
            questions: By name; every column needs a name of its own within its question.
        """
        self._names = tuple(questions)
        self._asked = {
            dialect: sa.select(*(_as_json(question, *forms) for question in questions.values()))
            for dialect, forms in _FORMS.items()
        }

    def ask(self, connection: sa.Connection, **parameters: object) -> Answers:
        """Asks them all at one moment; gives the answer to each by its name."""
        row = connection.execute(self._asked[connection.dialect.name], parameters).one()
        return {name: _rows(text) for name, text in zip(self._names, row, strict=True)}


def _as_json(question: sa.Select[Any], listed: Any, built: Any) -> sa.ScalarSelect[Any]:
    rows = question.subquery()
    named = [part for column in rows.c for part in (sa.literal_column(f"'{column.name}'"), column)]
    return sa.select(sa.cast(listed(built(*named)), sa.Text)).select_from(rows).scalar_subquery()


def _rows(text: str | None) -> list[SimpleNamespace]:
    return [] if text is None else json.loads(text, object_hook=lambda fields: SimpleNamespace(**fields))
