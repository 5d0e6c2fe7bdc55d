"""The tables: the migrated ones are the declared ones, on every way there."""

import re
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.central import schema
from app.central.engine import Central, open_central
from app.central.schema import HEAD, REVISIONS, migrate, schema_version
from app.central.tables import metadata, place
from app.domain.errors import Unavailable
from app.domain.master.places import STRAY, VIRTUAL
from tests.databases.homes import Home


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "app.central:migrations")
    return ScriptDirectory.from_config(config)


def test_the_program_knows_every_step_and_the_newest_one() -> None:
    steps = [step.revision for step in script().walk_revisions()]
    assert list(reversed(steps)) == list(REVISIONS)
    assert script().get_current_head() == HEAD


def test_the_migrated_tables_are_the_declared_ones(floor: Central) -> None:
    with floor.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: name not in SERVERS_OWN}
        )
        assert compare_metadata(context, metadata) == []


def test_even_the_checks_and_partial_indexes_are_the_declared_ones(floor: Central, home: Home) -> None:
    declared = open_central(home.empty())
    with declared.writing() as connection:
        metadata.create_all(connection)
    with floor.reading() as migrated, declared.reading() as other:
        assert statements(migrated) == statements(other)
    declared.close()


def statements(connection: sa.Connection) -> dict[str, list[str]]:
    """What the database keeps of every table and index: its lines, whatever their order."""
    found: dict[str, list[str]] = {}
    for name, text in connection.execute(sa.text(KEPT[connection.dialect.name])):
        if any(each in text for each in SERVERS_OWN):
            continue
        found.setdefault(name, []).extend(line.strip(" \t,") for line in _LINE.split(text.replace('"', "")))
    return {name: sorted(lines) for name, lines in found.items()}


SERVERS_OWN = ("ix_walk_next",)
"""Indexes that only a server has, in an order that a declared index cannot name on both databases."""

_LINE = re.compile(r"\n|, (?=\w+ [A-Z])")
"""SQLite appends the columns that a later step adds to the last line of the table."""

KEPT = {
    "sqlite": """
        SELECT name, sql FROM sqlite_master
        WHERE sql IS NOT NULL AND type <> 'trigger' AND name <> 'alembic_version'""",
    "postgresql": """
        SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        UNION ALL SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
        UNION ALL SELECT table_name, concat_ws(' ', column_name, data_type, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'""",
}


def test_every_site_has_the_places_outside_and_the_place_for_strays(home: Home) -> None:
    central = open_central(home.empty())
    assert schema_version(central) is None
    migrate(central)
    assert schema_version(central) == HEAD
    with central.reading() as connection:
        rows = connection.execute(sa.select(place.c.code, place.c.barcode, place.c.kind)).all()
    assert {tuple(row) for row in rows} == {(code, f"PL{code}", code.lower()) for code in {*VIRTUAL, STRAY}}
    central.close()


def test_a_migrated_database_is_left_alone_without_importing_alembic(floor: Central) -> None:
    program = (
        "import sys; from app.central.engine import open_central; from app.central.schema import migrate; "
        "migrate(open_central(sys.argv[1])); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(floor.engine.url)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_migrating_prints_nothing(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    central = open_central(home.empty())
    migrate(central)
    central.close()
    assert capfd.readouterr() == ("", "")


def test_a_database_of_a_newer_program_is_refused(floor: Central) -> None:
    with floor.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match="newer program"):
        migrate(floor)


def test_a_migration_that_fails_leaves_nothing_behind(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    central = open_central(home.empty())
    whole = schema._upgrade

    def cut_short(connection: sa.Connection) -> None:
        whole(connection)
        raise Unavailable("the lights went out")

    monkeypatch.setattr(schema, "_upgrade", cut_short)
    with pytest.raises(Unavailable, match="lights"):
        migrate(central)
    assert schema_version(central) is None
    with central.reading() as connection:
        assert sa.inspect(connection).get_table_names() == []
    monkeypatch.undo()
    migrate(central)
    assert schema_version(central) == HEAD
    central.close()


def test_two_programs_may_migrate_at_the_same_moment(home: Home) -> None:
    program = (
        "import sys; from app.central.engine import open_central; from app.central.schema import migrate; "
        "migrate(open_central(sys.argv[1]))"
    )
    command = [sys.executable, "-c", program, home.empty()]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(each.communicate()[1], each.returncode) for each in both] == [("", 0), ("", 0)]
