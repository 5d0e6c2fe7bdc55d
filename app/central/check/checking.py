"""Runs every rule on one unchanging view of the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.central.check.chain import broken_chain, changed_facts
from app.central.check.fact_rules import FACT_RULES
from app.central.check.floor_rules import FLOOR_RULES
from app.central.check.guard_rules import extra_rights, missing_guards, missing_rights
from app.central.check.order_rules import ORDER_RULES
from app.central.check.schema_rules import dangling_keys, is_column, missing_parts
from app.central.check.stock_rules import STOCK_RULES
from app.central.engine import Central
from app.central.postgres.patience import LONG

MOST = 100
"""Violations told of one rule at most; the first ones are enough to see what happened."""

SQL_RULES: Mapping[str, str] = {**STOCK_RULES, **ORDER_RULES, **FLOOR_RULES, **FACT_RULES}
"""Every rule that is one SQL statement; it gives one row for each violation, with the names for its sentence."""

RULES = (*SQL_RULES, "fact_chain", "fact_changed", "missing_part", "dangling_key", "missing_right", "extra_right")
"""Every rule there is; each has its sentence under ``check.<rule>``."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that the database breaks.

    Attributes:
        rule: One of ``RULES``.
        detail: Names for the sentence ``check.<rule>``: which item, place, line, fact, and how far it is off.
    """

    rule: str
    detail: Mapping[str, Any]


def check(central: Central) -> list[Violation]:
    """Proves the invariants of the books.

    Returns:
        What is wrong, at most ``MOST`` of each rule; nothing when the books are right. Where tables or columns
        are missing, only that is told.

    Raises:
        Unavailable: The database cannot be read now.
    """
    with central.reading(LONG) as connection:
        missing = [Violation("missing_part", detail) for detail in missing_parts(connection)]
        if any(is_column(violation.detail) for violation in missing):
            return missing[:MOST]
        return [*missing[:MOST], *_violations(connection)]


def _violations(connection: sa.Connection) -> Iterator[Violation]:
    for rule, statement in SQL_RULES.items():
        for row in connection.execute(sa.text(statement)).mappings().fetchmany(MOST):
            yield Violation(rule, dict(row))
    for rule, found in (
        ("fact_chain", broken_chain(connection)),
        ("fact_changed", changed_facts(connection)),
        ("dangling_key", dangling_keys(connection)),
        ("missing_part", missing_guards(connection)),
        ("missing_right", missing_rights(connection)),
        ("extra_right", extra_rights(connection)),
    ):
        for _, detail in zip(range(MOST), found, strict=False):
            yield Violation(rule, detail)
