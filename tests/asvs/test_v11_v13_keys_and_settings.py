"""ASVS V11, V13, V15: reviewed cryptography, real randomness, nothing loose in the settings, nothing unpinned."""

import ast
import re
import subprocess
import sys
from contextlib import nullcontext
from importlib.metadata import distributions
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from keukentafel import vault
from keukentafel.site import settings as shipped
from keukentafel.site.environment import Environment
from keukentafel.site.logins import own_logins
from keukentafel.site.postgres import running_cluster
from keukentafel.site.standing import standing
from keukentafel.vault.provider.choosing import WrongChoice
from tests.asvs.code import HOUSE, NOT_SERVED, ROOT, calling, importing, imports, sources
from tests.support.house import House

NETWORK = (
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "smtplib",
    "imaplib",
    "poplib",
    "ftplib",
    "telnetlib",
    "socket",
    "boto3",
    "botocore",
    "hvac",
    "websockets",
)
CALLS_OUT = {
    "site/cli/demo.py": "asks its own server whether it answers",
    "site/measuring/": "loads its own server",
    "site/faults/": "the same, and kills it",
    "vault/provider/": "the key-encryption keys of the provider that the installation names",
    "vault/bucket.py": "the storage for sealed files that the installation names, by https",
    "media/scanner.py": "the virus scanner on this machine, by its socket",
    "notices/push/": "push services that browsers name: only public addresses, by https (notices/push/addresses.py)",
    "site/mail.py": "takes the refusals of the mail server that is set, which Django speaks to",
    "people/oidc/fetching.py": "the identity providers that the installation names",
}
"""Who may speak to another computer at all. PostgreSQL is asked by psycopg, and letters go by Django's own mail, both to the
server that is set."""
WEAK = re.compile(r"\b(md5|sha1|DES|TripleDES|ARC4|Blowfish|ECB|PKCS1v15|RC4|MD5|SHA1)\b")


def test_randomness_that_somebody_could_guess_comes_from_the_system() -> None:
    """`random` draws stories and measurements, never anything of a visitor."""
    assert importing("random", "numpy", but=NOT_SERVED) - {"look/table_picture.py"} == set()
    assert calling(lambda called, _: called in ("uuid.uuid1", "uuid1", "time.time_ns")) == []


COUNTED = {
    "site/backups/digest.py": "a sum over rows, to see that a restored table is whole: it proves nothing to anybody"
}


def test_no_weak_primitive_is_named_anywhere() -> None:
    named = {name for name, tree in sources().items() if WEAK.search(ast.unparse(_without_words(tree)))}
    assert named - set(COUNTED) == set()


def _without_words(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return tree


def test_cryptography_is_done_in_the_vault_by_a_reviewed_library() -> None:
    """Whatever else seals, signs or hashes asks the vault, or is listed here with its reason."""
    who = {name.split("/")[0] + "/" for name in importing("cryptography", "nacl", "Crypto", "jwt", "jose", "authlib")}
    assert who <= {"vault/", "people/", "exchange/", "accesslog/", "notices/"}
    assert importing("Crypto", "Cryptodome", "rsa", "ecdsa") == set()


def test_sealing_is_authenticated_with_keys_of_256_bits() -> None:
    used = imports(sources()["vault/sealing.py"])
    assert "cryptography.hazmat.primitives.ciphers.aead" in used
    names = ast.unparse(sources()["vault/sealing.py"])
    assert "AESGCM" in names
    assert not re.search(r"\bmodes\.|algorithms\.", names), "no bare cipher without its seal"
    for key, good in ((b"k" * 32, True), (b"k" * 20, False)):
        with nullcontext() if good else pytest.raises(ValueError, match="key"):
            AESGCM(key).encrypt(b"n" * 12, b"text", b"bound")
    vault.current().create(one := uuid4())
    ring = vault.current().lend(one, shared=(one,), personal=())
    block = ring.seal(one, b"place", b"text")
    assert ring.open(one, b"place", block) == b"text"
    for wrong in (block[:-1] + bytes([block[-1] ^ 1]), block[1:], b""):
        with pytest.raises(vault.Unreadable):
            ring.open(one, b"place", wrong)


def test_passwords_are_hashed_slowly() -> None:
    """Argon2id with at least what OWASP asks (19 MiB, 2 rounds)."""
    assert shipped.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hasher = Argon2PasswordHasher()
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2
    assert hasher.encode("three words together", hasher.salt()).startswith("argon2$argon2id$")


def test_who_speaks_to_another_computer_is_listed() -> None:
    loud = importing(*NETWORK)
    assert {name for name in loud if not name.startswith(tuple(CALLS_OUT))} == set()
    assert [name for name in CALLS_OUT if not any(one.startswith(name) for one in loud)] == [], "these don't any more"


@pytest.mark.parametrize("where", ["", "/run/clamav/clamd.ctl", "localhost:3310", "127.0.0.1:3310", "[::1]:3310"])
def test_the_scanner_is_on_this_machine(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go there as they are, and its protocol seals nothing."""
    monkeypatch.setenv("KEUKENTAFEL_CLAMD", where)
    assert Environment.read().scanner == where


@pytest.mark.parametrize("where", ["scanner.example:3310", "10.0.0.7:3310", "localhost.example:3310", "[::2]:3310"])
def test_a_scanner_elsewhere_is_refused(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEUKENTAFEL_CLAMD", where)
    with pytest.raises(WrongChoice):
        Environment.read().scanner  # noqa: B018  # asking is enough


@pytest.mark.parametrize("mode", ["", "demo"])
def test_debugging_is_off_unless_asked_for(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setenv("KEUKENTAFEL_MODE", mode)
    monkeypatch.delenv("KEUKENTAFEL_DEBUG", raising=False)
    assert Environment.read().debug is False
    assert settings.DEBUG is False


def test_secrets_are_made_here_and_kept_for_the_owner_of_the_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("KEUKENTAFEL_DATA", str(tmp_path_factory.mktemp("data")))
    here = Environment.read()
    first = here.secret("secret_key")
    assert here.secret("secret_key") == first
    assert len(first) >= 43
    assert (here.keys / "secret_key").stat().st_mode & 0o077 == 0
    assert here.keys.stat().st_mode & 0o077 == 0


def test_no_secret_is_in_the_code() -> None:
    secret = re.compile(r"(?i)(password|secret|token|api_?key)\s*=\s*[\"'][A-Za-z0-9+/_=-]{12,}[\"']")
    found = {one[0] for path in HOUSE.rglob("*.py") for one in secret.finditer(path.read_text())}
    assert {one for one in found if "csrfmiddlewaretoken" not in one} == set()
    assert "-----BEGIN" not in "".join(path.read_text() for path in HOUSE.rglob("*.py"))


def test_every_dependency_has_its_reason() -> None:
    """In `pyproject.toml`, on the line that names it."""
    project = (ROOT / "pyproject.toml").read_text()
    named = re.search(r"\ndependencies = \[\n(.*?)\n\]", project, re.DOTALL)
    assert named
    assert [line for line in named[1].splitlines() if "#" not in line] == []
    assert len({one.metadata["Name"] for one in distributions()}) > 10


def test_there_is_no_account_that_everybody_knows(house: object) -> None:
    """Accounts are made by people; the demo makes its own, on this machine only (tests/unit/site/test_demo.py)."""
    from keukentafel.people.models import Person

    assert Person.objects.count() == 0


def test_tests_demos_and_measurements_are_not_reached_by_a_request() -> None:
    reached = {
        name
        for name, tree in sources().items()
        if not name.startswith((*NOT_SERVED, "site/cli/"))
        if any(
            one.startswith(("keukentafel.site.measuring", "keukentafel.site.demo", "tests")) for one in imports(tree)
        )
    }
    assert reached == set()


def test_json_models_take_no_field_that_they_do_not_know() -> None:
    from pydantic import ValidationError

    from keukentafel.dossiers.kinds import all_kinds

    for kind in all_kinds():
        if kind.content.__module__.startswith("keukentafel."):
            assert kind.content.model_config["extra"] == "forbid", kind.name
            with pytest.raises(ValidationError, match=r"surely_unknown"):
                kind.content.model_validate({"surely_unknown": 1})


class TestOurParts:
    """The site and its database: a login of its own for each process, with a password that nobody keeps."""

    @pytest.fixture
    def starting(self, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        for name in ("KEUKENTAFEL_WEB_URL", "KEUKENTAFEL_OWNER_URL", "KEUKENTAFEL_MODE"):
            monkeypatch.setenv(name, "")
        monkeypatch.setenv("DATABASE_URL", house.owner_url)
        monkeypatch.setenv("KEUKENTAFEL_DATA", str(tmp_path / "data"))
        with own_logins(house.owner_url, tmp_path / "before", shared=False):
            """A run that broke off may have left some."""
        return tmp_path / "data"

    @staticmethod
    def logins(house: House) -> set[str]:
        """The site's; each has the worker's beside it, or it is found here."""
        found = house.owner.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE current_database() || '_web_%'")
        both = {row[0] for row in found.fetchall()}
        sites = {name for name in both if not name.endswith("_worker")}
        assert both - sites <= {f"{name}_worker" for name in sites}
        return sites

    def test_each_start_has_its_own(self, house: House, starting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        urls = []
        with standing(live=False) as one:
            monkeypatch.setenv("KEUKENTAFEL_WEB_URL", "")
            with standing(live=False) as other:
                urls = [conninfo_to_dict(here.web_url) for here in (one, other)]
                assert self.logins(house) == {str(url["user"]) for url in urls}
                for url in (one.web_url, one.worker_url, other.web_url, other.worker_url):
                    with psycopg.connect(url) as web:
                        bound = web.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
                        assert bound.fetchone() == (False, False)
        assert len({str(url["user"]) for url in urls}) == len({str(url["password"]) for url in urls}) == 2
        assert all(len(str(url["password"])) >= 43 for url in urls)

    def test_and_it_ends_with_it(self, house: House, starting: Path) -> None:
        with standing(live=False) as here:
            url, password = here.web_url, str(conninfo_to_dict(here.web_url)["password"])
            kept = "".join(path.read_text(errors="replace") for path in starting.rglob("*") if path.is_file())
            assert password not in kept
        assert self.logins(house) == set()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)

    def test_what_a_killed_one_left_goes_and_what_runs_stays(self, house: House, starting: Path) -> None:
        begin = "import sys, time\nfrom pathlib import Path\nfrom keukentafel.site.logins import own_logins\n"
        begin += "with own_logins(sys.argv[1], Path(sys.argv[2])) as made: print(made.web, flush=True); time.sleep(60)"
        command = [sys.executable, "-c", begin, house.owner_url, str(starting / "logins")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as runs:
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
                assert runs.stdout
                assert killed.stdout
                urls = [one.readline().strip() for one in (runs.stdout, killed.stdout)]
                killed.kill()
            assert len(self.logins(house)) == 2
            with standing(live=False) as here:
                mine = {str(conninfo_to_dict(url)["user"]) for url in (urls[0], here.web_url)}
                assert self.logins(house) == mine
            psycopg.connect(urls[0]).close()
            runs.kill()
        with own_logins(house.owner_url, starting / "logins"):
            assert len(self.logins(house)) == 1
        assert self.logins(house) == set()

    def test_on_a_server_of_our_own_what_a_backup_brought_goes_too(self, house: House, starting: Path) -> None:
        """One that another machine made stays on a server that both use."""
        name = f"{conninfo_to_dict(house.owner_url)['dbname']}_web_before"
        house.owner.execute(f'CREATE ROLE "{name}" LOGIN'.encode())
        with own_logins(house.owner_url, starting / "logins"):
            assert name in self.logins(house)
        with own_logins(house.owner_url, starting / "logins", shared=False):
            assert name not in self.logins(house)

    def test_our_own_servers_password_lives_as_long_as_it_runs(self, tmp_path: Path) -> None:
        seen = []
        for _ in range(2):
            with running_cluster(tmp_path / "pg", durable=False) as cluster:
                seen.append(cluster.superuser_password)
                psycopg.connect(cluster.url("postgres")).close()
                with running_cluster(tmp_path / "pg", durable=False) as joined:
                    assert joined == cluster
                with pytest.raises(psycopg.OperationalError):
                    psycopg.connect(cluster.url("postgres", cluster.superuser, "older"))
        assert len(set(seen)) == 2
        assert not list((tmp_path / "pg").glob("*.next"))

    @pytest.mark.parametrize("told", [True, False], ids=["the server knew", "it did not"])
    def test_renewing_may_be_cut_off(self, tmp_path: Path, told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        with running_cluster(tmp_path / "pg", durable=False):
            pass
        if told:
            monkeypatch.setattr(Path, "replace", _cut_off)
        else:
            monkeypatch.setattr(sql, "SQL", _cut_off)
        with pytest.raises(InterruptedError), running_cluster(tmp_path / "pg", durable=False):
            pass
        monkeypatch.undo()
        assert list((tmp_path / "pg").glob("*.next"))
        with running_cluster(tmp_path / "pg", durable=False) as cluster:
            psycopg.connect(cluster.url("postgres")).close()
        assert not list((tmp_path / "pg").glob("*.next"))


def _cut_off(*_: object) -> None:
    raise InterruptedError
