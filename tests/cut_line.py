"""The way to a centre, which a test can cut and mend."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.central.engine import Central
from app.central.postgres.patience import Patience
from app.domain.errors import Unavailable


class Line(Central):
    """The way to the centre, which can be cut."""

    def __init__(self, real: Central, *, cut: bool = False) -> None:
        self.real, self.cut = real, cut
        self.engine = real.engine

    @contextmanager
    def reading(self, patience: Patience | None = None) -> Iterator[sa.Connection]:
        """Reads unless it is cut."""
        self._require()
        with self.real.reading(patience) as connection:
            yield connection

    @contextmanager
    def writing(self, patience: Patience | None = None) -> Iterator[sa.Connection]:
        """Writes unless it is cut."""
        self._require()
        with self.real.writing(patience) as connection:
            yield connection

    def close(self) -> None:
        """Closes it."""
        self.real.close()

    def _require(self) -> None:
        if self.cut:
            raise Unavailable("somebody cut the line")
