"""Says why a server could not be connected to.

The library hands over a text and no code, so the certain signs come first: what the socket says, what the TLS of
Python says about the server's certificate, whether a password was asked for. A server's own words are known in English
and Spanish; where they are neither, they are shown as they are.
"""

import re
import socket
import ssl
import struct

import psycopg

from app.central.outage import CentralTrouble
from app.central.postgres.address import Address, Host
from app.central.postgres.patience import CONNECT_S

_WORDS: tuple[tuple[str, str], ...] = (
    (r"password authentication failed|autentificaci.n password fall", "central.password_wrong"),
    (r'role ".*" does not exist|no existe el rol', "central.unknown_role"),
    (r'database ".*" does not exist|no existe la base de datos', "central.unknown_database"),
    (r"too many (clients|connections)|remaining connection slots|demasiad[ao]s (clientes|conexiones)|slots de conexi",
     "central.no_connections"),
    (r"database system is|el sistema de base de datos (est|no est)", "central.starting"),
    (r"(valid client certificate|certificate authentication failed|autentificaci.n certificate|certificado de cliente)",
     "central.client_certificate"),
    (r"alert (certificate required|unknown ca|bad certificate|certificate expired|decrypt error)|handshake failure",
     "central.client_certificate"),
    (r"no pg_hba\.conf entry|pg_hba\.conf rejects|not permitted to log in|no hay una l.nea en pg_hba",
     "central.not_admitted"),
    (r"permission denied|permiso denegado", "central.not_allowed"),
    (r"does not support SSL", "central.no_tls"),
    (r"does not match host name", "central.wrong_host_name"),
    (r"root certificate file", "central.no_authority"),
    (r"certificate file|private key|could not load|could not read", "central.certificate_file"),
)  # fmt: skip

_EXPIRED, _NOT_YET = 10, 9  # OpenSSL's verdicts, X509_V_ERR_CERT_HAS_EXPIRED and _NOT_YET_VALID
_TLS_PLEASE = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest


def why(error: psycopg.OperationalError, address: Address, host: Host, at: str) -> CentralTrouble:
    """Tells what kept a connection from being made.

    Args:
        error: What the library raised.
        address: What was called.
        host: Which server of it.
        at: The IP address of the server, empty for a Unix socket.
    """
    said = str(error)
    names = {"host": host.name or "localhost", "port": host.port, "user": address.user, "database": address.database}
    if isinstance(error, psycopg.errors.ConnectionTimeout):
        return CentralTrouble("central.silent", said)
    if "certificate verify failed" in said:
        return CentralTrouble(_verdict(address, host, at), said, **names)
    for words, reason in _WORDS:
        if re.search(words, said):
            return CentralTrouble(reason, said, **names, why=_last_words(said))
    if "FATAL" in said:
        return CentralTrouble("central.refused", said, why=_last_words(said))
    return CentralTrouble("central.refused_port" if _is_refused(host, at) else "central.away", said, **names)


def _last_words(said: str) -> str:
    """Takes the library's preamble off what was said."""
    return said.strip().splitlines()[-1].rpartition("FATAL:")[2].rpartition("failed: ")[2].strip().rstrip(".")


def _is_refused(host: Host, at: str) -> bool:
    if not at:
        return True  # nobody listens on that socket: there is no wire that could be broken
    try:
        socket.create_connection((at, host.port), timeout=CONNECT_S).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return False


def _verdict(address: Address, host: Host, at: str) -> str:
    """Asks a second time what is wrong with the server's certificate: the library only says that something is."""
    try:
        proof = ssl.create_default_context(cafile=address.options.get("sslrootcert"))
        proof.check_hostname = False
        with socket.create_connection((at, host.port), timeout=CONNECT_S) as wire:
            wire.sendall(_TLS_PLEASE)
            wire.recv(1)
            proof.wrap_socket(wire, server_hostname=host.name).close()
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in {_EXPIRED, _NOT_YET}:
            return "central.certificate_expired"
    except (OSError, ValueError):
        pass  # the first refusal stands
    return "central.unknown_authority"
