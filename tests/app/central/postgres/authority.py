"""A certificate authority of a test's own."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Signs certificates.

    Attributes:
        file: Its own certificate, which whoever trusts it names.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, _called(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        own = self._signed(self._name, self._key, days=30).add_extension(x509.BasicConstraints(ca=True, path_length=0),
                                                                       critical=True)  # fmt: skip
        self.file = folder / f"{name}.crt"
        self.file.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str, *hosts: str, days: int = 30) -> tuple[Path, Path]:
        """Signs a certificate for a role, or for a server with some host names; gives its file and its key's.

        Args:
            name: Its common name.
            hosts: Names and IP addresses of the server.
            days: How long it is valid from a day ago on.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        wanted = self._signed(_called(name), key, days)
        if hosts:
            wanted = wanted.add_extension(x509.SubjectAlternativeName([_host(each) for each in hosts]), critical=False)
        certificate, secret = self._folder / f"{name}.crt", self._folder / f"{name}.key"
        certificate.write_bytes(wanted.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        secret.chmod(0o600)
        return certificate, secret

    def _signed(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, days: int) -> x509.CertificateBuilder:
        since = datetime.now(UTC) - timedelta(days=1)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(since + timedelta(days=days, seconds=-60))
        )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _host(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
