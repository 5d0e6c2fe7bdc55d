"""Where the site's benchmarks run: a file of SQLite, and a PostgreSQL server whose commits reach the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.central.engine import Central, open_central
from app.central.schema import migrate
from tests.databases.homes import FileHome, Home, ServerHome
from tests.databases.server import Server

HONEST = {"fsync": "on", "autovacuum": "on", "shared_buffers": "256MB", "max_wal_size": "2GB"}
"""What differs from a test's server: nothing is spared that a site's own server has to do."""


@contextmanager
def a_server(folder: Path | None = None, **settings: str) -> Iterator[Server]:
    """Makes and starts a PostgreSQL server, in a folder of its own, and throws it away afterwards."""
    server = Server(folder)
    try:
        server.make(**{**HONEST, **settings})
        server.start()
        yield server
    finally:
        server.close()


@contextmanager
def both_homes() -> Iterator[tuple[Home, Home]]:
    """Gives a home of SQLite files and one of PostgreSQL databases."""
    with TemporaryDirectory(prefix="bench-") as folder, a_server() as server:
        yield FileHome(Path(folder)), ServerHome(server)


@contextmanager
def a_database(home: Home) -> Iterator[Central]:
    """Opens a new migrated database; its statistics are fresh, as on a site whose server looks after itself."""
    url = home.empty()
    central = open_central(url)
    try:
        migrate(central)
        yield central
    finally:
        central.close()
        home.forget(url)


def libpq(central: Central) -> str:
    """Gives what psycopg needs to reach the same PostgreSQL database."""
    url = central.engine.url
    return f"host={url.host} port={url.port} user={url.username} dbname={url.database}"
