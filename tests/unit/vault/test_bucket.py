"""Files in storage that speaks S3, asked over HTTP: the same sealed chunks as in a folder."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import BufferedReader
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from keukentafel.vault import Unreadable, bucket
from keukentafel.vault.bucket import Bucket
from keukentafel.vault.files import CHUNK, SEALED_CHUNK, Files, NoFile, Opened, new_key, new_name

PART = 5 * 1024 * 1024
SIZES = (0, 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7, PART + 5, 2 * PART + 3 * CHUNK)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of S3's protocol on a port of its own."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def client(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client that is not ours, and a fresh bucket."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-west-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bucket, "PART", PART)
    made = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    made.create_bucket(Bucket="files")
    yield made
    for one in made.list_objects_v2(Bucket="files").get("Contents", ()):
        made.delete_object(Bucket="files", Key=one["Key"])
    made.delete_bucket(Bucket="files")


@pytest.fixture
def shelf(server: str, client: Any) -> Bucket:
    """The bucket with a prefix of ours."""
    return Bucket(f"{server}/files/tafel")


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(shelf: Bucket, size: int) -> None:
    here, name, key, content = Files(shelf), new_name(), new_key(), os.urandom(size)
    assert here.write(name, key, [content[at : at + 100_000] for at in range(0, size, 100_000)]) == size
    chunks = max(1, -(-size // CHUNK))
    assert here.on_disk(name) == size + chunks * (SEALED_CHUNK - CHUNK)
    assert b"".join(here.read(name, key)) == content
    last = max(size - 1, 0) // CHUNK
    assert b"".join(here.read(name, key, skip=last)) == content[last * CHUNK :]
    assert b"".join(here.read(name, key, skip=last // 2, most=1)) == content[last // 2 * CHUNK :][:CHUNK]


def test_it_can_be_read_anywhere(shelf: Bucket) -> None:
    here, name, key, content = Files(shelf), new_name(), new_key(), os.urandom(4 * CHUNK + 9)
    here.write(name, key, [content])
    opened = BufferedReader(Opened(here, name, key, len(content)))
    for at in (0, CHUNK - 2, 4 * CHUNK + 5, CHUNK):
        opened.seek(at)
        assert opened.read(4) == content[at : at + 4][: len(content) - at]


def test_what_lies_there_is_sealed_and_named_by_chance(shelf: Bucket, client: Any) -> None:
    here, name, key = Files(shelf), new_name(), new_key()
    here.write(name, key, [b"onze keuken" * 1000])
    objects = client.list_objects_v2(Bucket="files")["Contents"]
    assert [one["Key"] for one in objects] == [f"tafel/{name}"]
    stored = client.get_object(Bucket="files", Key=f"tafel/{name}")["Body"].read()
    assert b"onze keuken" not in stored
    client.put_object(Bucket="files", Key=f"tafel/{name}", Body=stored[:-1])
    with pytest.raises(Unreadable):
        list(here.read(name, key))


def test_gone_is_gone(shelf: Bucket) -> None:
    here, name, key = Files(shelf), new_name(), new_key()
    here.write(name, key, [b"x"])
    here.remove(name)
    here.remove(name)
    assert here.on_disk(name) == 0
    with pytest.raises(NoFile):
        list(here.read(name, key))
    with pytest.raises(NoFile):
        here.on_disk("../other")


@pytest.mark.parametrize("size", [100, PART + 1])
def test_what_breaks_off_leaves_nothing(shelf: Bucket, client: Any, size: int) -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(size)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        Files(shelf).write(new_name(), new_key(), broken())
    assert "Contents" not in client.list_objects_v2(Bucket="files")
    assert "Uploads" not in client.list_multipart_uploads(Bucket="files")


def test_the_sweep_finds_what_is_old_and_ends_what_never_ended(
    shelf: Bucket, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, name = Files(shelf), new_name()
    here.write(name, new_key(), [b"x"])
    client.put_object(Bucket="files", Key="tafel/of somebody else", Body=b"x")
    client.put_object(Bucket="files", Key=new_name(), Body=b"x")
    client.create_multipart_upload(Bucket="files", Key=f"tafel/{new_name()}")
    monkeypatch.setattr(bucket, "DAYS_UNFINISHED", timedelta(days=36_500))
    assert list(here.older_than(3600)) == []
    assert "Uploads" in client.list_multipart_uploads(Bucket="files")
    monkeypatch.setattr(bucket, "DAYS_UNFINISHED", timedelta(seconds=-5))
    assert list(here.older_than(-5)) == [name]
    assert "Uploads" not in client.list_multipart_uploads(Bucket="files")


def test_it_is_reached_or_it_says_so(shelf: Bucket, server: str, client: Any) -> None:
    shelf.reaches()
    assert "Contents" not in client.list_objects_v2(Bucket="files")
    with pytest.raises(Exception, match="NoSuchBucket"):
        Bucket(f"{server}/none").reaches()
