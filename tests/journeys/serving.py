"""The real site in a process of its own, over plain http as in the demo, or over TLS."""

import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.support.house import House

from keukentafel.site.cli.serve import tls_options
from keukentafel.site.environment import Environment

COLLECT = "import django; django.setup(); from keukentafel.site.standing import collected; collected()"
PATIENCE = 90


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def around(house: House, origin: str) -> dict[str, str]:
    """The environment of a server on this worker's database."""
    return os.environ | {
        "KEUKENTAFEL_WEB_URL": house.web_url,
        "KEUKENTAFEL_WORKER_URL": "",
        "KEUKENTAFEL_OWNER_URL": "",
        "KEUKENTAFEL_DATA": str(Environment.read().data),
        "KEUKENTAFEL_MODE": "demo",
        "KEUKENTAFEL_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "keukentafel.site.settings",
    }


@contextmanager
def collected(house: House) -> Iterator[None]:
    """The static files, under names with a hash, for as long as the block lasts."""
    subprocess.run([sys.executable, "-c", COLLECT], env=around(house, "http://127.0.0.1"), check=True)
    try:
        yield
    finally:
        # A list of files that stays behind would outlive the files: the next run would look for what is gone.
        shutil.rmtree(Environment.read().data / "static", ignore_errors=True)


@dataclass(frozen=True)
class Certificate:
    """Files of one that nobody vouches for."""

    chain: Path
    key: Path

    @property
    def trusting(self) -> ssl.SSLContext:
        """A client that trusts this one and no other."""
        return ssl.create_default_context(cafile=str(self.chain))


@contextmanager
def served(house: House, certificate: Certificate | None = None, more: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """The address of the site, served by granian on this worker's database."""
    port = free_port()
    origin = f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
    tls = tls_options(str(certificate.chain), str(certificate.key)) if certificate else []
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "2",
        "--log-level", "warning", "--workers-kill-timeout", "2", *tls, "keukentafel.site.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=around(house, origin) | dict(more), cwd=Path(__file__).parents[2])
    try:
        _until_it_answers(origin, certificate)
        yield origin
    finally:
        server.terminate()
        server.wait(10)


def _until_it_answers(origin: str, certificate: Certificate | None) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(
                origin + "/healthz", timeout=2, context=certificate.trusting if certificate else None
            ):
                return
        except urllib.error.HTTPError:
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(origin)


def certificate_in(folder: Path) -> Certificate:
    """Make one for this machine, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    files = Certificate(folder / "chain.pem", folder / "key.pem")
    files.chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files
