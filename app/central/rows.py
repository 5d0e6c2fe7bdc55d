"""The name of a row of any shape, for functions that take rows apart by their columns' names."""

from typing import Any

import sqlalchemy as sa

Row = sa.Row[*tuple[Any, ...]]
"""A row of a query; its columns are its attributes."""
