"""Questions asked together are answered as if each had been asked by itself."""

from datetime import UTC, datetime

import sqlalchemy as sa

from app.central.sets.gathered import Gathered
from app.central.tables import item, place, wave
from tests.databases.homes import Home

NOW = datetime(2010, 12, 7, 8, 30, tzinfo=UTC)
NAMED = sa.select(item.c.sku, item.c.name).where(item.c.weight_g > sa.bindparam("least"))
ALL = Gathered(
    heavy=NAMED.order_by(item.c.weight_g.desc()),
    places=sa.select(place.c.code, sa.literal(None, sa.Integer).label("lacking")).where(place.c.code == "nowhere"),
    wave=sa.select(wave.c.id, wave.c.name).order_by(wave.c.id.desc()),
)


def test_each_question_is_answered_in_its_own_order(home: Home) -> None:
    names = ['Ñandú "big"', "tab\tand \\", "", "50 % of {0}"]
    with home.fresh() as central, central.writing() as connection:
        rows = [{"sku": f"S{n}", "name": name, "weight_g": n} for n, name in enumerate(names)]
        connection.execute(sa.insert(item), rows)
        waves = [{"name": f"w{n}", "released_at": NOW, "released_by": "BA1"} for n in range(3)]
        connection.execute(sa.insert(wave), waves)

        found = ALL.ask(connection, least=0)
        assert [(row.sku, row.name) for row in found["heavy"]] == [(f"S{n}", names[n]) for n in (3, 2, 1)]
        assert [row.name for row in found["wave"]] == ["w2", "w1", "w0"]
        assert found["places"] == []
        assert [row.sku for row in ALL.ask(connection, least=2)["heavy"]] == ["S3"]
