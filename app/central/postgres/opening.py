"""Makes SQLAlchemy's engine for a site's PostgreSQL, with connections of our own."""

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from app.central.postgres.address import read_address, without_password
from app.central.postgres.dialling import Dial
from app.central.postgres.line import Line
from app.central.postgres.lineage import Seen
from app.central.postgres.patience import PING_S, Patience
from app.central.postgres.whole_numbers import read_whole_numbers

# A statement that fails inside a pipeline is raised as well; that the pipeline ended with it is no news.
logging.getLogger("psycopg").setLevel(logging.ERROR)


def make_engine(url: sa.URL, patience: Patience, seen: Seen) -> sa.Engine:
    """Makes the engine; nobody is called before it is used.

    Args:
        url: The site's address; the password in it is not part of the engine's own address.
        patience: How long a conversation may take when nothing else is said.
        seen: What is remembered of the site's servers.

    Raises:
        Unavailable: The address has a mistake, or would not protect what it carries.
    """
    dial = Dial(read_address(url), patience, seen)
    engine = sa.create_engine(
        without_password(url),
        pool_pre_ping=True,
        pool_timeout=patience.silence,
        hide_parameters=True,  # errors are logged, and rows hold addresses of customers
        use_native_hstore=False,  # it would be looked for at each first connection, and nothing here uses it
    )

    read_whole_numbers(engine)

    @sa.event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, _arguments: object, options: dict[str, Any]) -> Line:
        return dial.connect(context=options.get("context"))

    @sa.event.listens_for(engine, "checkout")
    def _look_back(line: Line, _record: object, _proxy: object) -> None:
        if dial.is_outdated(line):
            raise exc.InvalidatePoolError("another server is the primary now")
        line.silence_s = patience.silence

    @sa.event.listens_for(engine, "checkin")
    def _await_ping(line: Line | None, _record: object) -> None:
        if line is not None:
            line.silence_s = min(PING_S, patience.silence)

    return engine


def take_time(connection: sa.Connection, patience: Patience) -> None:
    """Lets the transaction that begins take more time, or less, than others, its commit included."""
    line = connection.connection.driver_connection
    assert isinstance(line, Line)  # noqa: S101 - every connection of the engine above is one
    line.silence_s = patience.silence
    connection.execute(
        sa.select(*(sa.func.set_config(name, value, True) for name, value in patience.settings().items()))
    )
