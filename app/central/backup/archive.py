"""The file of a backup: a ZIP with the database in the form its kind is copied in, and a manifest that describes it."""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import IO, Any

from app.central.backup.trouble import BackupTrouble, disk_trouble

PRODUCT, FORMAT = "pasillo", 1
_DATABASE, _MANIFEST = "database", "manifest.json"
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        kind: ``sqlite`` or ``postgresql``.
        schema: The step its tables are at.
        made_at: When it was made, in UTC.
        program: Version of the database's own program: SQLite's or the server's.
        counts: Rows by table.
        roles: Roles of the server that have rights in it; none for SQLite.
        doors: Who may do what with the database itself, as pairs of a role (or ``PUBLIC``) and a privilege; the tables'
            rights are in the copy. None when nobody ever changed what a server gives to everybody.
        sha256: Digest of the database in it.
        product: Always ``pasillo``.
        format: Of the file.
    """

    kind: str
    schema: str
    made_at: str
    program: str
    counts: Mapping[str, int]
    roles: tuple[str, ...] = ()
    doors: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    product: str = PRODUCT
    format: int = FORMAT


class _Digesting:
    """Passes bytes on and digests them."""

    def __init__(self, below: IO[bytes]) -> None:
        self._below, self.digest = below, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._below.write(data)


def write_archive(file: Path, manifest: Manifest, pour: Callable[[Any], None]) -> Manifest:
    """Writes a backup; under its name there is a whole one or the one that was there before.

    Args:
        file: Where to.
        manifest: What it is, without the digest.
        pour: Writes the database into what it is given.

    Returns:
        The manifest with the digest.

    Raises:
        BackupTrouble: The file cannot be written, or what ``pour`` raises.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        whole = _written(part, manifest, pour)
        part.replace(file)
    except OSError as error:
        raise disk_trouble(error, file) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return whole


def _written(part: Path, manifest: Manifest, pour: Callable[[Any], None]) -> Manifest:
    with part.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            with archive.open(_DATABASE, "w", force_zip64=True) as entry:
                stream = _Digesting(entry)
                pour(stream)
            whole = replace(manifest, sha256=stream.digest.hexdigest())
            archive.writestr(_MANIFEST, json.dumps(asdict(whole), indent=1))
        raw.flush()
        os.fsync(raw.fileno())
    return whole


def read_manifest(file: Path) -> Manifest:
    """Reads what a backup says of itself, and proves that the whole file is as it was written.

    Raises:
        BackupTrouble: It cannot be read, is no backup of Pasillo, of a newer program, or damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(file, json.loads(archive.read(_MANIFEST)))
            digest = hashlib.sha256()
            with archive.open(_DATABASE) as entry:
                while piece := entry.read(_PIECE):
                    digest.update(piece)
    except _BROKEN as error:
        raise BackupTrouble("restore.no_backup", file=file) from error
    except OSError as error:
        raise BackupTrouble("restore.unreadable", file=file, why=error.strerror or str(error)) from error
    if digest.hexdigest() != manifest.sha256:
        raise BackupTrouble("restore.damaged", file=file)
    return manifest


def _manifest(file: Path, found: Any) -> Manifest:
    if not isinstance(found, dict) or found.get("product") != PRODUCT:
        raise BackupTrouble("restore.no_backup", file=file)
    if found.get("format") != FORMAT:
        raise BackupTrouble("restore.newer", file=file)
    known = {field.name for field in fields(Manifest)}
    return Manifest(**{name: value for name, value in found.items() if name in known})


@contextmanager
def database_of(file: Path) -> Iterator[IO[bytes]]:
    """Opens the database in a backup for reading.

    Raises:
        OSError: It cannot be read.
    """
    with zipfile.ZipFile(file) as archive, archive.open(_DATABASE) as entry:
        yield entry


def unpack(file: Path, target: Path) -> None:
    """Writes the database in a backup to a file of its own.

    Raises:
        BackupTrouble: That file cannot be written.
    """
    try:
        with database_of(file) as entry, target.open("wb") as out:
            shutil.copyfileobj(entry, out, _PIECE)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        target.unlink(missing_ok=True)
        raise disk_trouble(error, target) from error
