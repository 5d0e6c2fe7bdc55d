"""Pulling reference data: nothing that was committed late is skipped, and what is gone is told."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.central.engine import Central
from app.central.link.feed import Pulled, pull_changes, pull_whole
from app.central.reads.catalogue import catalogue
from app.central.tables import barcode, feed, item, person, place, site
from tests.databases.homes import Home, ServerHome


@pytest.fixture
def central(home: Home) -> Iterator[Central]:
    with home.fresh() as opened:
        yield opened


def change(central: Central, *statements: sa.UpdateBase) -> None:
    with central.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def pulled(central: Central, cursor: int) -> Pulled:
    found = pull_changes(central, cursor)
    assert found is not None
    return found


def mug(sku: str = "MUG", name: str = "A mug") -> sa.Insert:
    return sa.insert(item).values(sku=sku, name=name)


def test_the_first_pull_is_the_whole_catalogue_with_the_settings(central: Central) -> None:
    change(central, mug(), sa.insert(site).values(key="name", value='"Almacén"'))
    first = pull_whole(central)
    assert first.rows == catalogue(central)
    assert first.whole
    assert first.settings == {"name": "Almacén"}


def test_every_sort_of_change_comes_once_and_what_is_gone_is_named(central: Central) -> None:
    change(central, mug("MUG"), mug("CUP", "A cup"), sa.insert(barcode).values(code="111", sku="MUG"))
    cursor = pull_whole(central).cursor
    change(
        central,
        sa.update(item).where(item.c.sku == "CUP").values(name="A tall cup"),
        sa.delete(barcode).where(barcode.c.code == "111"),
        sa.insert(place).values(code="A-1", barcode="PLA1", kind="shelf"),
        sa.insert(place).values(code="TO0001", barcode="TO0001", kind="tote"),
        sa.insert(person).values(badge="BA1", name="Ana", role="picker", language="es"),
    )
    found = pulled(central, cursor)
    assert found.gone == {"item": ("CUP",), "barcode": ("111",), "place": ("A-1",), "person": ("BA1",)}
    assert [each.name for each in found.rows.items] == ["A tall cup"]
    assert found.rows.barcodes == ()
    assert [each.place.code for each in found.rows.places] == ["A-1"]
    assert [each.badge for each in found.rows.people] == ["BA1"]
    assert found.settings is None
    nothing = pulled(central, found.cursor)
    assert not any(nothing.gone.values())


def test_a_person_who_left_is_told_as_gone(central: Central) -> None:
    change(central, sa.insert(person).values(badge="BA1", name="Ana", role="picker", language="es"))
    cursor = pull_whole(central).cursor
    change(central, sa.update(person).values(active=False))
    found = pulled(central, cursor)
    assert (found.gone["person"], found.rows.people) == (("BA1",), ())


def test_a_key_that_was_renamed_is_gone_and_the_new_one_is_there(central: Central) -> None:
    change(central, mug())
    cursor = pull_whole(central).cursor
    change(central, sa.update(item).values(sku="MUG-2"))
    found = pulled(central, cursor)
    assert set(found.gone["item"]) == {"MUG", "MUG-2"}
    assert [each.sku for each in found.rows.items] == ["MUG-2"]


def test_settings_come_whole_when_one_changed_and_notes_of_the_program_do_not_count(central: Central) -> None:
    cursor = pull_whole(central).cursor
    change(central, sa.insert(site).values(key="seen.something", value="1"))
    assert pulled(central, cursor).settings is None
    change(central, sa.insert(site).values(key="totes", value="40"))
    assert pulled(central, cursor).settings == {"totes": 40}


def test_a_cursor_of_another_life_asks_for_the_whole(central: Central) -> None:
    assert pull_changes(central, pull_whole(central).cursor + 1_000_000) is None


def test_a_row_that_is_committed_late_is_not_skipped(server_home: ServerHome) -> None:
    """The first transaction began before the second one and ends after a station has pulled the second one's row."""
    with server_home.fresh() as central:
        cursor = pull_whole(central).cursor
        with central.engine.connect() as late:
            late.execute(mug("LATE"))
            change(central, mug("EARLY"))
            first = pulled(central, cursor)
            assert first.gone["item"] == ("EARLY",)
            late.commit()
        second = pulled(central, first.cursor)
        assert "LATE" in second.gone["item"]
        third = pulled(central, second.cursor)
        assert third.gone["item"] == ()


def test_numbers_of_another_server_are_not_told_again_and_again(server_home: ServerHome) -> None:
    with server_home.fresh() as central:
        change(central, mug(), sa.update(feed).values(version=10**12))
        assert pulled(central, pull_whole(central).cursor).gone["item"] == ()


def test_a_row_that_was_written_again_as_it_stood_has_not_changed(central: Central) -> None:
    change(central, mug(), sa.insert(person).values(badge="BA1", name="Ana", role="picker", language="es"))
    with central.reading() as connection:
        before = connection.execute(sa.select(feed).order_by(feed.c.entity, feed.c.key)).all()
    change(
        central,
        sa.update(item).values(name=item.c.name, weight_g=item.c.weight_g),
        sa.update(person).values(language="es"),
    )
    with central.reading() as connection:
        assert connection.execute(sa.select(feed).order_by(feed.c.entity, feed.c.key)).all() == before
