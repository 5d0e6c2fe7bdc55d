"""The site's secret key that every PIN is mixed with: whoever steals the database still cannot try PINs against it.

It lies in the safe that the system keeps for its user (Windows' credential store, macOS' keychain, a desktop's secret
service). Where there is none, it lies in a file that only this user may read, if that was chosen.
"""

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from app.domain.errors import Unavailable

CHOICE = "PASILLO_SECRETS"
"""Name in the environment: ``file`` keeps secrets in a file beside the data, also where the system has a safe."""

FILE = "site.key"
"""Name of that file in the folder of the site's data."""

_SERVICE = "pasillo site key"
_BYTES = 32


class Safe(Protocol):
    """Where a system keeps secrets for its user; the module ``keyring`` is one."""

    def get_password(self, service_name: str, username: str) -> str | None:
        """Gives a secret, or None."""
        ...

    def set_password(self, service_name: str, username: str, password: str) -> None:
        """Keeps a secret."""
        ...


class KeyUnavailable(Unavailable):
    """The site's key is not here, or not kept as it must be.

    Attributes:
        reason: Key of the sentence to show.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, reason: str, **names: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.names = names


class Pepper:
    """The key of one site on this computer."""

    def __init__(self, data: Path, *, may_use_file: bool = False, safe: Safe | None = None) -> None:
        """Looks at nothing yet.

        Args:
            data: Folder of the site's data.
            may_use_file: Whether a file does where the system has no safe: on one machine, whose database lies in
                the same folder; a site with a server says so by the environment.
            safe: Another safe than the system's.
        """
        self._file, self._name, self._given = data / FILE, str(data.resolve()), safe
        self._may_use_file = may_use_file
        self._key: bytes | None = None

    def key(self) -> bytes:
        """Gives the key.

        Raises:
            KeyUnavailable: It is not on this computer, or others may read its file.
        """
        if self._key is None:
            text = self._from_file() or self._from_safe()
            if not text:
                raise KeyUnavailable("pin.no_key", file=self._file)
            self._key = bytes.fromhex(text)
        return self._key

    def make(self) -> bytes:
        """Gives the key, and makes it where there is none yet.

        Raises:
            KeyUnavailable: It cannot be kept here.
        """
        with suppress(KeyUnavailable):
            return self.key()
        self.take(secrets.token_hex(_BYTES))
        return self.key()

    def take(self, text: str) -> None:
        """Keeps a key that another station of the site gave out.

        Args:
            text: 64 hex digits.

        Raises:
            ValueError: It is no such text.
            KeyUnavailable: It cannot be kept here.
        """
        key = bytes.fromhex(text.strip())
        if len(key) != _BYTES:
            raise ValueError("the key of a site has 64 hex digits")
        if not self._file.exists() and not _chosen(os.environ):
            with suppress(Exception):  # each system's safe has errors of its own: without a safe there is the file
                self._safe().set_password(_SERVICE, self._name, key.hex())
                self._key = key
                return
            if not self._may_use_file:
                raise KeyUnavailable("pin.no_safe", choice=f"{CHOICE}=file")
        self._write(key.hex())
        self._key = key

    def _from_file(self) -> str:
        try:
            mode = self._file.stat().st_mode
            text = self._file.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise KeyUnavailable("pin.no_key", file=self._file) from error
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyUnavailable("pin.open_key", file=self._file)
        return text

    def _from_safe(self) -> str:
        if _chosen(os.environ):
            return ""
        try:
            return self._safe().get_password(_SERVICE, self._name) or ""
        except Exception:  # noqa: BLE001 - each system's safe has errors of its own, and all mean that there is no key
            return ""

    def _safe(self) -> Safe:
        if self._given is not None:
            return self._given
        import keyring  # noqa: PLC0415 - looks for every safe there is, and is needed once at most

        return keyring

    def _write(self, text: str) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.unlink(missing_ok=True)
            handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text + "\n")
        except OSError as error:
            raise KeyUnavailable("pin.unsaved_key", file=self._file, why=error.strerror or str(error)) from error


def _chosen(environment: Mapping[str, str]) -> bool:
    return environment.get(CHOICE, "") == "file"
