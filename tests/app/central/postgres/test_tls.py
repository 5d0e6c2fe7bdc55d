"""The way to the server is proven in both directions: who it is, and which station we are."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.engine import open_central
from app.central.outage import CentralTrouble
from app.central.postgres.lineage import SeenHere
from tests.app.central.postgres.authority import Authority
from tests.databases.homes import ServerHome
from tests.databases.programs import server_user, with_tls
from tests.databases.server import Server

pytestmark = pytest.mark.skipif(
    with_tls() is None, reason="no PostgreSQL with TLS here: the wheel's has none, a distribution's has"
)

RULES = """
hostssl all station-07 127.0.0.1/32 cert
hostssl all station-08 127.0.0.1/32 cert
hostssl all pasillo 127.0.0.1/32 trust
hostnossl all all 127.0.0.1/32 reject
"""


class Office:
    """A server with a certificate, and the authority that the site trusts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = Authority(folder, "site-ca")
        self.server = Server(bin_folder=with_tls())
        self.server.make()
        self._install(self.authority.file, "ca.crt")
        self.certify("127.0.0.1")
        self.server.configure(ssl="on", ssl_cert_file=self._at("own.crt"), ssl_key_file=self._at("own.key"),
                              ssl_ca_file=self._at("ca.crt"))  # fmt: skip
        (self.server.data / "pg_hba.conf").write_text(RULES, encoding="utf-8")
        self.server.start()
        self.server.sql('CREATE ROLE "station-07" LOGIN', 'CREATE ROLE "station-08" LOGIN')

    def certify(self, *hosts: str, days: int = 30) -> None:
        """Gives the server a certificate for some names."""
        certificate, secret = self.authority.issue("own", *hosts, days=days)
        self._install(certificate, "own.crt")
        self._install(secret, "own.key")

    def certify_anew(self, *hosts: str, days: int = 30) -> None:
        """Gives the running server another certificate."""
        self.server.stop()
        self.certify(*hosts, days=days)
        self.server.start()

    def url(self, role: str, **options: object) -> str:
        """Gives the address that a station of the role has, but for some options."""
        told = {"sslmode": "verify-full", "sslrootcert": self.authority.file, **options}
        query = "&".join(f"{name}={value}" for name, value in told.items())
        return f"postgresql+psycopg://{role}@127.0.0.1:{self.server.port}/postgres?{query}"

    def _install(self, file: Path, name: str) -> None:
        target = self.server.home / name
        shutil.copy(file, target)
        target.chmod(0o600)
        if user := server_user():
            shutil.chown(target, user)

    def _at(self, name: str) -> str:
        return str(self.server.home / name)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.server.close()


@pytest.fixture(scope="module")
def badge(office: Office) -> dict[str, object]:
    """The certificate of station 07, as options of an address."""
    certificate, key = office.authority.issue("station-07")
    return {"sslcert": certificate, "sslkey": key}


def session(url: str) -> tuple[str, str]:
    """Connects; gives the role we are and the protocol that protects it."""
    central = open_central(url, seen=SeenHere())
    try:
        with central.reading() as connection:
            query = "SELECT session_user, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            role, protocol = connection.execute(sa.text(query)).one()
            return str(role), str(protocol)
    finally:
        central.close()


def reason(url: str) -> str:
    with pytest.raises(CentralTrouble) as caught:
        session(url)
    return caught.value.reason


def test_a_station_with_its_certificate_is_the_role_of_that_name(office: Office, badge: dict[str, object]) -> None:
    assert session(office.url("station-07", **badge)) == ("station-07", "TLSv1.3")


def test_a_stations_certificate_opens_no_other_role(office: Office, badge: dict[str, object]) -> None:
    assert reason(office.url("station-08", **badge)) == "central.client_certificate"


def test_a_station_without_a_certificate_is_not_let_in(office: Office) -> None:
    assert reason(office.url("station-07")) == "central.client_certificate"


def test_a_certificate_of_somebody_elses_authority_is_not_taken(office: Office, tmp_path: Path) -> None:
    certificate, key = Authority(tmp_path, "forgers").issue("station-07")
    assert reason(office.url("station-07", sslcert=certificate, sslkey=key)) == "central.client_certificate"


def test_a_station_that_speaks_plainly_is_not_let_in(office: Office) -> None:
    assert reason(office.url("station-07", sslmode="disable")) == "central.not_admitted"


def test_a_server_that_another_authority_vouches_for_is_not_trusted(office: Office, tmp_path: Path) -> None:
    other = Authority(tmp_path, "others").file
    assert reason(office.url("pasillo", sslrootcert=other)) == "central.unknown_authority"


def test_an_authority_whose_file_is_not_there_is_missed(office: Office, tmp_path: Path) -> None:
    assert reason(office.url("pasillo", sslrootcert=tmp_path / "none.crt")) == "central.no_authority"


def test_a_key_that_others_may_read_is_not_used(office: Office, badge: dict[str, object], tmp_path: Path) -> None:
    key = tmp_path / "open.key"
    shutil.copy(str(badge["sslkey"]), key)
    key.chmod(0o644)
    assert reason(office.url("station-07", **{**badge, "sslkey": key})) == "central.certificate_file"
    assert reason(office.url("station-07", **{**badge, "sslkey": tmp_path / "no.key"})) == "central.certificate_file"


def test_a_server_with_another_name_or_an_expired_certificate_is_not_trusted(office: Office) -> None:
    office.certify_anew("elsewhere.example")
    assert reason(office.url("pasillo")) == "central.wrong_host_name"
    office.certify_anew("127.0.0.1", days=1)
    assert reason(office.url("pasillo")) == "central.certificate_expired"
    office.certify_anew("127.0.0.1")
    assert session(office.url("pasillo"))[0] == "pasillo"


def test_a_server_without_tls_is_not_used_where_it_is_asked_for(office: Office, server_home: ServerHome) -> None:
    url = office.url("pasillo").replace(f":{office.server.port}/", f":{server_home.server.port}/")
    assert reason(url) == "central.no_tls"
