"""What the stations of a test's site do their work with."""

from collections.abc import Callable
from typing import Any

import psycopg

from app.central.engine import Central

As = Callable[[str], Central]
"""Opens the site's database as a station."""

Raw = Callable[[str], psycopg.Connection[Any]]
"""Connects as a station's role, for SQL of its own."""
