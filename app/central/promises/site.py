"""The settings of the site: read by everybody, changed by command."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.audit import note
from app.central.engine import Central
from app.central.settings import read_settings
from app.central.tables import site
from app.central.upserts import insert_into


def settings(central: Central) -> dict[str, Any]:
    """Gives all settings by name."""
    with central.reading() as connection:
        return read_settings(connection)


def setting(central: Central, key: str, otherwise: Any = None) -> Any:
    """Gives one setting, or ``otherwise`` when nobody has set it."""
    with central.reading() as connection:
        text = connection.execute(sa.select(site.c.value).where(site.c.key == key)).scalar()
    return otherwise if text is None else json.loads(text)


def keep(central: Central, key: str, value: Any) -> None:
    """Stores a value that nobody commanded at a screen: read from the site's own file, or a note of the program."""
    with central.writing() as connection:
        _store(connection, key, value)


def change_setting(central: Central, key: str, value: Any, *, badge: str, station: str, now: datetime) -> None:
    """Changes a setting; ``value`` is anything JSON can hold."""
    with central.writing() as connection:
        _store(connection, key, value)
        note(connection, badge=badge, station=station, action="setting", what=key, at=now, value=value)


def _store(connection: sa.Connection, key: str, value: Any) -> None:
    statement = insert_into(connection, site).values(key=key, value=json.dumps(value, ensure_ascii=False))
    connection.execute(
        statement.on_conflict_do_update(index_elements=[site.c.key], set_={"value": statement.excluded.value})
    )
