"""Why a server cannot be had is said in one sentence, and a password is found where people put it."""

import logging
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.outage import CentralTrouble
from app.central.postgres.address import read_address
from app.central.postgres.diagnosis import why
from app.central.postgres.lineage import SeenHere
from app.central.postgres.patience import Patience
from app.central.postgres.secrets import FILE_VARIABLE, SERVICE, VARIABLE, masked
from tests.app.central.postgres.safe import MemorySafe
from tests.databases.proxy import Proxy
from tests.databases.server import Server, free_port

BRIEF = Patience(silence=1)
RIGHT = "open sesame"
WRONG = "not-the-word"


@contextmanager
def opened(url: str) -> Iterator[Central]:
    central = open_central(url, patience=BRIEF, seen=SeenHere())
    try:
        yield central
    finally:
        central.close()


def user(url: str) -> str:
    """Connects, and gives whom the server takes us for."""
    with opened(url) as central, central.reading() as connection:
        return str(connection.scalar(sa.text("SELECT session_user")))


def trouble(url: str) -> CentralTrouble:
    with pytest.raises(CentralTrouble) as caught:
        user(url)
    return caught.value


def url_of(server: Server, name: str = "locksmith", password: str = "", database: str = "postgres") -> str:
    who = f"{name}:{password}" if password else name
    return f"postgresql+psycopg://{who}@127.0.0.1:{server.port}/{database}"


@pytest.mark.parametrize(
    ("name", "database", "reason"),
    [
        ("pasillo", "elsewhere", "central.unknown_database"),
        ("stranger", "postgres", "central.unknown_role"),
        ("banned", "postgres", "central.not_admitted"),
        ("inactive", "postgres", "central.not_admitted"),
        ("hermit", "postgres", "central.no_connections"),
    ],
)
def test_what_a_server_says_at_its_door_is_understood(guarded: Server, name: str, database: str, reason: str) -> None:
    assert trouble(url_of(guarded, name, database=database)).reason == reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("la autentificación password falló para el usuario «ana»", "central.password_wrong"),
        ("no existe el rol «ana»", "central.unknown_role"),
        ("no existe la base de datos «x»", "central.unknown_database"),
        ("lo siento, ya tenemos demasiados clientes", "central.no_connections"),
        ("demasiadas conexiones para el rol «ana»", "central.no_connections"),
        ("el sistema de base de datos está iniciándose", "central.starting"),
        ("la conexión requiere un certificado de cliente válido", "central.client_certificate"),
        ("no hay una línea en pg_hba.conf para «10.0.0.7», usuario «ana»", "central.not_admitted"),
        ("remaining connection slots are reserved for roles with the SUPERUSER attribute", "central.no_connections"),
        ("the database system is shutting down", "central.starting"),
        ("die Katze sitzt auf dem Kabel", "central.refused"),
    ],
)
def test_a_server_that_speaks_spanish_is_understood_and_one_that_speaks_otherwise_quoted(
    said: str, reason: str
) -> None:
    error = psycopg.OperationalError(f'connection failed: connection to server at "127.0.0.1" failed: FATAL:  {said}')
    address = read_address(sa.make_url("postgresql://ana@127.0.0.1/x"))
    found = why(error, address, address.hosts[0], "127.0.0.1")
    assert found.reason == reason
    assert found.names["why"] == said


def test_a_name_nobody_knows_and_a_port_nobody_listens_at(guarded: Server) -> None:
    unknown = trouble("postgresql+psycopg://u@server.invalid/x?sslrootcert=ca.crt")
    assert (unknown.reason, unknown.names) == ("central.unknown_host", {"host": "server.invalid"})
    port = free_port()
    refused = trouble(f"postgresql+psycopg://u@127.0.0.1:{port}/x")
    assert (refused.reason, refused.names["port"]) == ("central.refused_port", port)
    assert trouble("postgresql+psycopg://u@/x?host=/nowhere/at/all").reason == "central.refused_port"


def test_something_that_is_no_database_server_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ear:
        port = ear.getsockname()[1]
        assert trouble(f"postgresql+psycopg://u@127.0.0.1:{port}/x").reason == "central.silent"


def test_a_first_server_that_is_dead_or_silent_does_not_keep_us_from_the_second(guarded: Server) -> None:
    silent = Proxy(guarded.port)
    silent.freeze()
    for port in (free_port(), silent.port):
        both = f"host=127.0.0.1:{port}&host=127.0.0.1:{guarded.port}&target_session_attrs=read-write"
        assert user(f"postgresql+psycopg://pasillo@/postgres?{both}") == "pasillo"
    silent.close()


def test_a_server_that_takes_no_changes_is_passed_over_unless_that_will_do(guarded: Server) -> None:
    read_only = f"{url_of(guarded, 'pasillo')}?options=-c%20default_transaction_read_only%3Don"
    assert trouble(read_only).reason == "central.standby"
    assert user(f"{read_only}&target_session_attrs=any") == "pasillo"


def test_a_reason_to_act_is_told_rather_than_that_another_server_is_away(guarded: Server) -> None:
    hosts = f"host=127.0.0.1:{free_port()}&host=127.0.0.1:{guarded.port}&host=127.0.0.1:{free_port()}"
    assert trouble(f"postgresql+psycopg://stranger@/postgres?{hosts}").reason == "central.unknown_role"


def test_a_password_in_the_address_is_used_and_never_shown(guarded: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert user(url_of(guarded, password=RIGHT)) == "locksmith"
    wrong = trouble(url_of(guarded, password=WRONG))
    assert (wrong.reason, wrong.names["user"]) == ("central.password_wrong", "locksmith")
    with opened(url_of(guarded, password=WRONG)) as central:
        shown = [repr(central.engine), str(central.engine.url), repr(wrong), str(wrong), str(wrong.__cause__)]
    assert not [text for text in (*shown, caplog.text) if WRONG in text]


def test_a_password_is_found_in_the_environment(
    guarded: Server, no_safe: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert trouble(url_of(guarded)).reason == "central.password_missing"
    file = tmp_path / "password"
    file.write_text(f"{RIGHT}\n", encoding="utf-8")
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    assert user(url_of(guarded)) == "locksmith"
    file.chmod(0o640)
    assert trouble(url_of(guarded)).reason == "central.secret_open"
    file.unlink()
    assert trouble(url_of(guarded)).reason == "central.secret_unreadable"
    monkeypatch.setenv(VARIABLE, RIGHT)
    assert user(url_of(guarded)) == "locksmith"


def test_a_password_is_found_in_the_systems_safe_and_may_change_there(guarded: Server, safe: MemorySafe) -> None:
    key = f"locksmith@127.0.0.1:{guarded.port}/postgres"
    with opened(url_of(guarded)) as central:

        def why() -> str:
            with pytest.raises(CentralTrouble) as caught, central.reading():
                pass
            return caught.value.reason

        assert why() == "central.password_missing"
        safe.set_password(SERVICE, key, "an old one")
        assert why() == "central.password_wrong"
        safe.set_password(SERVICE, key, RIGHT)
        with central.reading() as connection:
            assert connection.scalar(sa.text("SELECT session_user")) == "locksmith"


def test_the_librarys_own_password_file_is_used_unless_others_may_read_it(
    guarded: Server, no_safe: object, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "passes"
    file.write_text(f"*:*:*:locksmith:{RIGHT}\n", encoding="utf-8")
    file.chmod(0o600)
    url = f"{url_of(guarded)}?passfile={file}"
    assert user(url) == "locksmith"
    file.chmod(0o644)
    assert trouble(url).reason == "central.secret_open"
    assert RIGHT not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://u:secret@host/db", "postgresql+psycopg://u:***@host/db"),
        ("postgresql+psycopg://u:se@c:re/t@host:54x/db", "postgresql+psycopg://u:***@host:54x/db"),
        ("mysql://u:secret@host", "mysql://u:***@host"),
        ("postgresql+psycopg://u@/db?password=secret&host=a", "postgresql+psycopg://u@/db?password=***&host=a"),
        ("postgresql+psycopg://u@h/db?sslpassword=secret", "postgresql+psycopg://u@h/db?sslpassword=***"),
        ("postgresql+psycopg://u@host/db", "postgresql+psycopg://u@host/db"),
        ("sqlite:////data/central.db", "sqlite:////data/central.db"),
    ],
)
def test_an_address_is_shown_without_its_passwords(url: str, shown: str) -> None:
    assert masked(url) == shown
