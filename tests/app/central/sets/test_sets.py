from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.central.sets import insert_many, insert_unknown_rows, one_of
from app.central.tables import item, sales_order, wave
from app.domain.orders import OrderState
from tests.databases.homes import Home

NOW = datetime(2010, 12, 7, 8, 30, tzinfo=UTC)


def order(ref: str) -> dict[str, object]:
    head = {"channel": "shop", "external_id": ref, "state": OrderState.OPEN, "recipient": '{"name": "Ñ\\\\\t"}'}
    return {**head, "placed_at": NOW, "cutoff_at": None, "content": "c", "imported_at": NOW}


def test_rows_come_back_as_they_were_inserted(home: Home) -> None:
    rows = [{"name": f"wave\t{n}\\", "cutoff_at": None if n % 2 else NOW, "released_at": NOW} for n in range(50)]
    with home.fresh() as central, central.writing() as connection:
        insert_many(connection, wave, [{**row, "released_by": "BA1"} for row in rows])
        insert_many(connection, wave, [])
        found = connection.execute(sa.select(wave.c.name, wave.c.cutoff_at, wave.c.released_at).order_by(wave.c.id))
        assert [row._asdict() for row in found] == rows


def test_values_are_stored_as_single_rows_store_them(home: Home) -> None:
    with home.fresh() as central, central.writing() as connection:
        connection.execute(sa.insert(sales_order), order("1"))
        insert_many(connection, sales_order, [order("2")])
        insert_unknown_rows(connection, sales_order, [order("3")], sales_order.c.id)
        stored = "SELECT CAST(imported_at AS TEXT), CAST(state AS TEXT), cutoff_at FROM sales_order"
        assert len(set(connection.exec_driver_sql(stored).all())) == 1


def test_only_unknown_rows_are_inserted_and_told(home: Home) -> None:
    with home.fresh() as central, central.writing() as connection:
        columns = (sales_order.c.external_id, sales_order.c.id)
        first = dict(
            tuple(row) for row in insert_unknown_rows(connection, sales_order, [order("1"), order("2")], *columns)
        )
        second = insert_unknown_rows(connection, sales_order, [order("2"), order("3")], *columns)
        again = insert_unknown_rows(connection, sales_order, [order("3")], *columns)
        held = connection.execute(sa.select(sales_order).order_by(sales_order.c.external_id)).all()

        assert sorted(first) == ["1", "2"]
        assert [row.external_id for row in second] == ["3"]
        assert list(again) == []
        assert [row.external_id for row in held] == ["1", "2", "3"]
        assert {row.id for row in held} == {*first.values(), second[0].id}
        assert {(row.state, row.recipient, row.placed_at, row.priority) for row in held} == {
            ("open", '{"name": "Ñ\\\\\t"}', NOW, 0)
        }


def test_nothing_to_insert_is_no_statement(home: Home) -> None:
    with home.fresh() as central, central.writing() as connection:
        assert list(insert_unknown_rows(connection, sales_order, [], sales_order.c.id)) == []


@pytest.mark.parametrize("count", [0, 3, 40_000])
def test_any_number_of_keys_can_be_looked_up(home: Home, count: int) -> None:
    with home.fresh() as central, central.writing() as connection:
        insert_many(connection, item, [{"sku": f"'{n}", "name": "x"} for n in range(3)])
        insert_many(connection, wave, [{"name": "w", "released_at": NOW, "released_by": "BA1"}])
        skus = one_of(connection, item.c.sku, [f"'{n + 1}" for n in range(count)])
        ids = one_of(connection, wave.c.id, list(range(1, count + 1)))

        assert set(connection.scalars(sa.select(item.c.sku).where(skus))) == ({"'1", "'2"} if count else set())
        assert len(connection.scalars(sa.select(wave.c.id).where(ids)).all()) == (1 if count else 0)
