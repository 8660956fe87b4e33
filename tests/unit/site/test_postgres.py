"""The PostgreSQL that comes along, started for real."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from keukentafel.site.postgres import Cluster, ClusterError, binaries, running_cluster, sockets
from keukentafel.site.postgres.probe import is_up

HOLDER = """
import signal, sys, time
from pathlib import Path
from keukentafel.site.postgres import running_cluster
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background doesn't hear Ctrl-C
with running_cluster(Path(sys.argv[1]), durable=False):
    print("up", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("a, house") / "it's data"


@contextmanager
def other_process(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the cluster."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(data)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        try:
            yield process
        finally:
            process.kill()


def ask(cluster: Cluster, statement: str) -> object:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None


def postmaster(data: Path) -> int:
    return int((data / "cluster" / "postmaster.pid").read_text().split()[0])


def test_data_stay_and_the_server_goes(data: Path) -> None:
    with running_cluster(data) as cluster, psycopg.connect(cluster.url("postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert not is_up(cluster.url("postgres"))
    assert list(cluster.socket_dir.iterdir()) == []
    with running_cluster(data) as cluster:
        assert ask(cluster, "SELECT answer FROM kept") == 42
        assert ask(cluster, "SHOW server_encoding") == "UTF8"


def test_nobody_reaches_it_from_outside(data: Path) -> None:
    with running_cluster(data, durable=False) as cluster:
        assert ask(cluster, "SHOW listen_addresses") == ""
        assert cluster.socket_dir.stat().st_mode & 0o077 == 0
        assert data.stat().st_mode & 0o077 == 0
        assert not is_up(cluster.url("postgres", cluster.superuser, "guessed"))
        assert cluster.superuser_password not in repr(cluster)


def test_the_last_one_out_stops_it(data: Path) -> None:
    with running_cluster(data, durable=False) as first:
        with running_cluster(data, durable=False) as second:
            assert first == second
        assert is_up(first.url("postgres"))
    assert not is_up(first.url("postgres"))


def test_real_data_never_join_a_server_for_tests(data: Path) -> None:
    with (
        running_cluster(data, durable=False),
        pytest.raises(ClusterError, match="does not keep data safe"),
        running_cluster(data, durable=True),
    ):
        pass


def test_a_killed_holder_leaves_nothing_running(data: Path) -> None:
    with other_process(data) as process:
        process.kill()
        process.wait()
        left_over = postmaster(data)
        with running_cluster(data, durable=False) as cluster:
            assert postmaster(data) == left_over
    assert not is_up(cluster.url("postgres"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_holder_asked_to_leave_stops_the_server(data: Path, number: signal.Signals) -> None:
    with other_process(data) as process:
        process.send_signal(number)
        assert process.wait(timeout=30) != 0
    assert not (data / "cluster" / "postmaster.pid").exists()


def test_a_killed_server_starts_again(data: Path) -> None:
    with running_cluster(data, durable=False) as cluster:
        os.kill(postmaster(data), signal.SIGKILL)
    assert (data / "cluster" / "postmaster.pid").exists()
    with running_cluster(data, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_a_pid_that_is_now_somebody_elses_does_not_stop_us(data: Path) -> None:
    with running_cluster(data, durable=False):
        left_behind = (data / "cluster" / "postmaster.pid").read_text()
    ours = left_behind.replace(left_behind.split("\n", 1)[0], str(os.getpid()), 1)
    (data / "cluster" / "postmaster.pid").write_text(ours)
    with running_cluster(data, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_a_cut_off_making_is_made_anew(tmp_path: Path) -> None:
    half = tmp_path / "cluster.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running_cluster(tmp_path, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with running_cluster(deep, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1
        assert deep not in cluster.socket_dir.parents
        assert cluster.socket_dir.stat().st_mode & 0o077 == 0


def test_a_socket_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "socket").mkdir()
    (tmp_path / "socket").chmod(0o755)
    with pytest.raises(ClusterError, match="not a private folder"):
        sockets.socket_folder(tmp_path)


def test_what_families_write_stays_out_of_the_log(data: Path) -> None:
    log = data / "postgres.log"
    log.unlink(missing_ok=True)
    with (
        running_cluster(data, durable=False) as cluster,
        psycopg.connect(cluster.url("postgres"), autocommit=True) as db,
    ):
        db.execute("CREATE TEMP TABLE person (email text PRIMARY KEY CHECK (email <> 'Tessa empty'))")
        db.execute("INSERT INTO person VALUES ('Tessa')")
        for bad in (
            "INSERT INTO person VALUES (%s)",
            "SELECT %s::text::integer",
            "INSERT INTO person VALUES (%s || ' empty')",
        ):
            with pytest.raises(psycopg.Error, match="Tessa"):
                db.execute(bad.encode(), ["Tessa"])
        with pytest.raises(psycopg.Error, match="Tessa"):
            db.execute("SELECT Tessa FROM person")
    assert "ready to accept connections" in log.read_text()
    assert "tessa" not in log.read_text().lower()


def test_an_address_survives_odd_characters() -> None:
    cluster = Cluster(Path("/a b/c,d?&"), 5432, "super", "p@:/ ?")
    for url, user, password in (
        (cluster.url("data base"), "super", "p@:/ ?"),
        (cluster.url("data base", "web", "é%"), "web", "é%"),
    ):
        read = psycopg.conninfo.conninfo_to_dict(url)
        assert read == {"user": user, "password": password, "dbname": "data base", "host": "/a b/c,d?&", "port": "5432"}


@pytest.fixture
def only_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without the wheel, with programs of versions 9 and 15."""
    monkeypatch.setattr(binaries, "find_spec", lambda _: None)
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    for version in ("9.6", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in ("postgres", "initdb"):
            file = tmp_path / version / "bin" / program
            file.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.1'\n")
            file.chmod(0o755)
    return tmp_path


def test_without_the_wheel_the_newest_of_the_system_serves(only_system: Path) -> None:
    assert binaries.find_binaries() == only_system / "15" / "bin"
    assert binaries.find_binaries(wanted=9) == only_system / "9.6" / "bin"


def test_data_of_a_version_that_is_not_here_are_left_alone(only_system: Path) -> None:
    with pytest.raises(ClusterError, match="made by PostgreSQL 17"):
        binaries.find_binaries(wanted=17)


def test_without_any_programs_it_says_what_to_install(only_system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "SYSTEM", only_system / "empty")
    with pytest.raises(ClusterError, match="install your system's PostgreSQL"):
        binaries.find_binaries()
