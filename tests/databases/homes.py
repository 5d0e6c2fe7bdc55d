"""Where a test's central databases live: files of SQLite, or databases of a PostgreSQL server.

A home makes each template once and hands out copies of it, which takes some milliseconds.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.schema import migrate
from tests.databases.server import Server

Furnish = Callable[[Central], None]
"""Fills a migrated database."""


class Home(ABC):
    """Makes, copies and forgets central databases."""

    def __init__(self) -> None:
        self._templates: dict[str, str] = {}
        self._numbers = count(1)

    @property
    @abstractmethod
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""

    @abstractmethod
    def empty(self) -> str:
        """Gives the address of a new database without tables."""

    @abstractmethod
    def copy(self, url: str) -> str:
        """Copies a database that nobody has open; gives the copy's address."""

    @abstractmethod
    def forget(self, url: str) -> None:
        """Throws a database away."""

    def template(self, name: str, furnish: Furnish | None = None) -> str:
        """Gives the address of a migrated, furnished database to copy; it is made the first time it is asked for."""
        if name not in self._templates:
            url = self.empty()
            central = open_central(url)
            migrate(central)
            if furnish is not None:
                furnish(central)
            central.close()
            self._templates[name] = url
        return self._templates[name]

    @contextmanager
    def fresh(self, name: str = "empty", furnish: Furnish | None = None) -> Iterator[Central]:
        """Opens a copy of a template and throws it away afterwards."""
        with self.another(self.template(name, furnish)) as central:
            yield central

    @contextmanager
    def another(self, url: str) -> Iterator[Central]:
        """Opens a copy of a database and throws it away afterwards."""
        copied = self.copy(url)
        central = open_central(copied)
        try:
            yield central
        finally:
            central.close()
            self.forget(copied)


class FileHome(Home):
    """SQLite files in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    @property
    def dialect(self) -> str:
        return "sqlite"

    def empty(self) -> str:
        folder = self._folder / f"{next(self._numbers)}"
        folder.mkdir()
        return f"sqlite:///{folder / 'central.db'}"

    def copy(self, url: str) -> str:
        copied = self.empty()
        shutil.copy(self._path(url), self._path(copied))
        return copied

    def forget(self, url: str) -> None:
        shutil.rmtree(self._path(url).parent)

    @staticmethod
    def _path(url: str) -> Path:
        return Path(str(sa.make_url(url).database))


class ServerHome(Home):
    """Databases of one PostgreSQL server."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server

    @property
    def dialect(self) -> str:
        return "postgresql"

    def empty(self) -> str:
        return self._create("")

    def copy(self, url: str) -> str:
        return self._create(f" TEMPLATE {sa.make_url(url).database}")

    def forget(self, url: str) -> None:
        self.server.sql(f"DROP DATABASE {sa.make_url(url).database} WITH (FORCE)")

    def _create(self, more: str) -> str:
        name = f"books_{next(self._numbers)}"
        self.server.sql(f"CREATE DATABASE {name}{more}")
        return self.server.url(name)
