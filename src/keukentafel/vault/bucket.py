"""A shelf in storage that speaks S3: the same sealed chunks, under the same names, in a bucket of our own.

The address says where (``https://storage.example:9000/bucket/prefix``); who we are comes from boto3's own places
(``AWS_ACCESS_KEY_ID`` and the like). boto3 is loaded when it is first needed: who keeps a folder has none of it.
"""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from keukentafel.vault.shelves import NoFile, Sink, Source

PART: Final = 8 * 1024 * 1024
"""Bytes of a part (S3 asks for at least 5 MB); so much of a file that is being written is in memory."""
GONE: Final = frozenset({"NoSuchKey", "404", "NotFound"})
BEYOND: Final = frozenset({"InvalidRange", "416"})
DAYS_UNFINISHED: Final = timedelta(days=1)


class Nothing:
    """A source without bytes: the file ends before."""

    def read(self, size: int) -> bytes:
        """Nothing."""
        return b""

    def close(self) -> None:
        """Nothing."""


class BucketSink:
    """A file that goes there in parts; what is small goes at once."""

    def __init__(self, client: Any, where: dict[str, str]) -> None:
        self._client, self._where = client, where
        self._kept, self._upload, self._parts = bytearray(), "", list[dict[str, Any]]()

    def write(self, block: bytes) -> None:
        """More bytes."""
        self._kept += block
        if len(self._kept) >= PART:
            self._send()

    def settle(self) -> None:
        """It is there, whole."""
        if not self._upload:
            self._client.put_object(**self._where, Body=bytes(self._kept))
            return
        if self._kept:
            self._send()
        parts = {"Parts": self._parts}
        self._client.complete_multipart_upload(**self._where, UploadId=self._upload, MultipartUpload=parts)

    def drop(self) -> None:
        """Leave no parts behind."""
        if self._upload:
            self._client.abort_multipart_upload(**self._where, UploadId=self._upload)
        else:
            self._client.delete_object(**self._where)

    def _send(self) -> None:
        if not self._upload:
            self._upload = self._client.create_multipart_upload(**self._where)["UploadId"]
        number = len(self._parts) + 1
        made = self._client.upload_part(**self._where, UploadId=self._upload, PartNumber=number, Body=bytes(self._kept))
        self._parts.append({"PartNumber": number, "ETag": made["ETag"]})
        self._kept.clear()


class Bucket:
    """Files in a bucket. ``address``: of the server, with the bucket and perhaps a prefix as its path."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._bucket, _, prefix = parts.path.strip("/").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._client = _client(f"{parts.scheme}://{parts.netloc}")
        self._errors: Any = importlib.import_module("botocore.exceptions").ClientError

    def begin(self, name: str) -> Sink:
        """A new file; names are random, so none is there."""
        return BucketSink(self._client, self._of(name))

    def open(self, name: str, start: int, most: int | None) -> Source:
        """From ``start`` on, asked as a range. Raises ``NoFile``."""
        end = "" if most is None else str(start + most - 1)
        try:
            found = self._client.get_object(**self._of(name), Range=f"bytes={start}-{end}")
        except self._errors as problem:
            if _code(problem) in BEYOND:
                return Nothing()
            if _code(problem) in GONE:
                raise NoFile(name) from None
            raise
        body: Source = found["Body"]
        return body

    def size(self, name: str) -> int:
        """Bytes that it takes."""
        try:
            return int(self._client.head_object(**self._of(name))["ContentLength"])
        except self._errors as problem:
            if _code(problem) in GONE:
                return 0
            raise

    def remove(self, name: str) -> None:
        """Remove it."""
        self._client.delete_object(**self._of(name))

    def older_than(self, seconds: float) -> Iterator[str]:
        """By when they were written. What was begun and never ended goes on the way: no name tells of it."""
        self._abort_unfinished()
        before = datetime.now(UTC) - timedelta(seconds=seconds)
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        for page in pages:
            for one in page.get("Contents", ()):
                if one["LastModified"] < before:
                    yield one["Key"].removeprefix(self._prefix)

    def reaches(self) -> None:
        """Write, read and remove a little. Raises what the storage raises."""
        where = self._of("0" * 32)
        self._client.put_object(**where, Body=b"keukentafel")
        self._client.get_object(**where)["Body"].close()
        self._client.delete_object(**where)

    def _abort_unfinished(self) -> None:
        before = datetime.now(UTC) - DAYS_UNFINISHED
        found = self._client.list_multipart_uploads(Bucket=self._bucket, Prefix=self._prefix)
        for one in found.get("Uploads", ()):
            if one["Initiated"] < before:
                self._client.abort_multipart_upload(Bucket=self._bucket, Key=one["Key"], UploadId=one["UploadId"])

    def _of(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + name}


def _client(server: str) -> Any:
    boto3, config = importlib.import_module("boto3"), importlib.import_module("botocore.config")
    how = config.Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        retries={"max_attempts": 3, "mode": "standard"},
        connect_timeout=5,
        read_timeout=30,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    session = boto3.session.Session()
    return session.client("s3", endpoint_url=server, region_name=session.region_name or "us-east-1", config=how)


def _code(problem: Any) -> str:
    return str(problem.response.get("Error", {}).get("Code", ""))
