import os
import stat
from pathlib import Path

import pytest
from typing_extensions import override

from app.services.pepper import CHOICE, FILE, KeyUnavailable, Pepper


class Box:
    """A safe in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service_name: str, username: str) -> str | None:
        return self.kept.get((service_name, username))

    def set_password(self, service_name: str, username: str, password: str) -> None:
        self.kept[service_name, username] = password


class Broken(Box):
    """What a computer without a safe has."""

    @override
    def get_password(self, service_name: str, username: str) -> str | None:
        raise RuntimeError(service_name)

    @override
    def set_password(self, service_name: str, username: str, password: str) -> None:
        raise RuntimeError(service_name)


def test_a_chosen_file_is_for_this_user_only(tmp_path: Path) -> None:
    key = Pepper(tmp_path).make()
    mode = stat.S_IMODE((tmp_path / FILE).stat().st_mode)
    assert (len(key), mode) == (32, 0o600)
    assert Pepper(tmp_path).key() == Pepper(tmp_path).make() == key


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_file_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    Pepper(tmp_path).make()
    (tmp_path / FILE).chmod(0o640)
    with pytest.raises(KeyUnavailable) as told:
        Pepper(tmp_path).key()
    assert told.value.reason == "pin.open_key"


def test_the_systems_safe_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOICE)
    box = Box()
    key = Pepper(tmp_path, may_use_file=True, safe=box).make()
    assert list(box.kept.values()) == [key.hex()]
    assert not (tmp_path / FILE).exists()
    assert Pepper(tmp_path, safe=box).key() == key


def test_without_a_safe_a_file_is_used_only_where_it_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CHOICE)
    with pytest.raises(KeyUnavailable) as told:
        Pepper(tmp_path, safe=Broken()).make()
    assert (told.value.reason, list(tmp_path.iterdir())) == ("pin.no_safe", [])
    key = Pepper(tmp_path, may_use_file=True, safe=Broken()).make()
    assert Pepper(tmp_path, safe=Broken()).key() == key


def test_a_missing_key_is_told_and_never_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailable) as told:
        Pepper(tmp_path).key()
    assert (told.value.reason, list(tmp_path.iterdir())) == ("pin.no_key", [])


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "0" * 66])
def test_what_is_no_key_is_not_taken(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Pepper(tmp_path).take(text)
    assert list(tmp_path.iterdir()) == []
