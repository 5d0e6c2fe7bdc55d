"""The walls that safety rests on: tables, columns, constraints and indexes must really be there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from app.central.dialect import is_sqlite
from app.central.tables import metadata

_Detail = dict[str, Any]
_MOST_ORPHANS = 100


def missing_parts(connection: sa.Connection) -> Iterator[_Detail]:
    """Finds what the tables should have and do not."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    for table in metadata.sorted_tables:
        if table.name not in there:
            yield {"table": table.name, "part": table.name}
            continue
        found = _found(inspector, table.name)
        for part in sorted(set(_wanted(table)) - found):
            yield {"table": table.name, "part": part}


def is_column(detail: Mapping[str, Any]) -> bool:
    """Tells whether a missing part is a table or a column, so that nothing more can be asked."""
    return detail["part"] == detail["table"] or detail["part"] in metadata.tables[detail["table"]].columns


def dangling_keys(connection: sa.Connection) -> Iterator[_Detail]:
    """Finds rows that refer to others that are not there: written with the guards off, or restored that way."""
    if is_sqlite(connection):
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield {"table": row[0], "row": row[1], "parent": row[2]}
        return
    for table in metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            for row in connection.execute(_orphans(table, reference)):
                yield {"table": table.name, "row": row[0], "parent": reference.referred_table.name}


def _orphans(table: sa.Table, reference: sa.ForeignKeyConstraint) -> sa.Select[Any]:
    parent = reference.referred_table.alias()
    same = [each.parent == parent.c[each.column.name] for each in reference.elements]
    given = [each.parent.is_not(None) for each in reference.elements]
    first_key = next(iter(table.primary_key))
    return sa.select(first_key).where(*given, ~sa.exists().where(*same)).order_by(first_key).limit(_MOST_ORPHANS)


def _wanted(table: sa.Table) -> Iterator[str]:
    yield from (column.name for column in table.columns)
    yield from (str(constraint.name) for constraint in table.constraints if constraint.name)
    yield from (str(index.name) for index in table.indexes)


def _found(inspector: sa.Inspector, table: str) -> set[str]:
    parts: list[Iterable[Any]] = [
        inspector.get_columns(table),
        inspector.get_unique_constraints(table),
        inspector.get_check_constraints(table),
        inspector.get_foreign_keys(table),
        inspector.get_indexes(table),
        [inspector.get_pk_constraint(table)],
    ]
    return {str(part["name"]) for group in parts for part in group}
