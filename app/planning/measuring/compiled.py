"""Compiling the hot loops, once a computer: what was compiled is kept in the user's folder for caches.

The folder is named after everything that goes into the machine code: the loops themselves, since a change in one of
them is inlined into others. So a new version of the program never runs old code, and a read-only installation works.
Where the user's folder cannot be written to, a folder for temporary files takes its place.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import TypeVar, cast

import numba
from platformdirs import user_cache_path

_Loop = TypeVar("_Loop", bound=Callable[..., object])
_PLANNING = Path(__file__).parents[1]


def _version() -> str:
    sources = sorted(_PLANNING.rglob("*.py"))
    return sha256(
        b"".join(source.read_bytes() for source in sources if b"@compiled" in source.read_bytes())
    ).hexdigest()


def cache_folder(wished: Path) -> Path:
    """Makes a folder for compiled loops.

    Args:
        wished: Where it should be.

    Returns:
        That folder; one for temporary files where it cannot be made or written to.
    """
    try:
        wished.mkdir(parents=True, exist_ok=True)
        probe = wished / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="pasillo-", dir=gettempdir()))
    return wished


_FOLDER = cache_folder(user_cache_path("pasillo", appauthor=False) / "planning" / _version()[:16])
numba.config.CACHE_DIR = str(_FOLDER)  # type: ignore[attr-defined]  # made from the environment when numba is loaded


def compiled(loop: _Loop) -> _Loop:
    """Compiles a loop of plain arithmetic on arrays when it is first called, or takes what was compiled before.

    While it runs, other threads of Python run too.
    """
    return cast(_Loop, numba.njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})(loop))
