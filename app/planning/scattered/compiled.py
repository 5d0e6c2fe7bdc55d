"""Compiling the loops of this room when they are first called; what was compiled is kept in the user's caches.

The folder is named after all loops of the room, since a change in one of them is inlined into others: so a new version
of the program never runs old code, and a read-only installation works.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar, cast

import numba
from platformdirs import user_cache_path

_Loop = TypeVar("_Loop", bound=Callable[..., object])


def _version() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


_FOLDER = str(user_cache_path("pasillo", appauthor=False) / "scattered" / _version())


def compiled(loop: _Loop) -> _Loop:
    """Compiles a loop of plain arithmetic on arrays; while it runs, other threads of Python run too."""
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, _FOLDER
    try:
        return cast(_Loop, numba.njit(cache=True, nogil=True)(loop))
    finally:
        numba.config.CACHE_DIR = before
