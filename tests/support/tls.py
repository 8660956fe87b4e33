"""Authorities and certificates that are made for a test, and what they vouch for."""

import datetime
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """Files (PEM): a chain, and its private key."""

    chain: Path
    key: Path

    def server(self) -> ssl.SSLContext:
        """To serve with it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context


class Authority:
    """``file``: what somebody names to trust it."""

    def __init__(self, folder: Path, name: str = "Authority of the tests") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.file = folder / "authority.pem"
        made = _begun(self._name, self._name, self._key.public_key(), 30 * DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def certificate(self, name: str = "127.0.0.1", *, days: int = 7) -> Certificate:
        """For a host or address; ``days``: how long from now, or how long ago it ended."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = _begun(subject, self._name, key.public_key(), days * DAY)
        made = made.add_extension(x509.SubjectAlternativeName([_named(name)]), critical=False)
        chain, private = self._folder / f"{name}-{days}.pem", self._folder / f"{name}-{days}.key"
        chain.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        private.chmod(0o600)
        return Certificate(chain, private)


def _begun(
    subject: x509.Name, by: x509.Name, key: ec.EllipticCurvePublicKey, lasts: datetime.timedelta
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(by).public_key(key)
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(now - 60 * DAY).not_valid_after(now + lasts)


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
