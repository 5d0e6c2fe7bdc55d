"""Sums come back as whole numbers on either database.

PostgreSQL adds up large integers as ``numeric``, which its driver gives as ``Decimal``. Nothing in the books has a
fraction, and code that divides or draws with a quantity must not depend on where it was added up.
"""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from psycopg.abc import Buffer
from psycopg.types.numeric import NumericBinaryLoader, NumericLoader


class _Whole(NumericLoader):
    def load(self, data: Buffer) -> Decimal | int:  # type: ignore[override]
        """Reads the text form."""
        return _whole(super().load(data))


class _WholeBinary(NumericBinaryLoader):
    def load(self, data: Buffer) -> Decimal | int:  # type: ignore[override]
        """Reads the binary form."""
        return _whole(super().load(data))


def read_whole_numbers(engine: sa.Engine) -> None:
    """Makes every connection of a PostgreSQL engine give whole numbers as ``int``; a fraction stays a ``Decimal``."""
    sa.event.listen(engine, "connect", _teach)


def _teach(connection: Any, _record: object) -> None:
    connection.adapters.register_loader("numeric", _Whole)
    connection.adapters.register_loader("numeric", _WholeBinary)


def _whole(number: Decimal) -> Decimal | int:
    return int(number) if number.is_finite() and number == number.to_integral_value() else number
