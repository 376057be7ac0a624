"""A real S3 service that checks signatures, and a proxy before it that can fail."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import anyio
import boto3
import httpx
import pytest
from botocore.config import Config
from ionworks_generated.models import UploadTarget
from moto.server import ThreadedMotoServer
from support.scripted import Reply, Script, Seen, scripted
from transfer.tools import MIB, named, runtime_over

from ionworks._io import awaiting, blocking, multipart
from ionworks._io.bodies import Body, BytesBody

REGION = "eu-west-1"
BUCKET = "series"


@dataclass
class Credentials:
    """Those of a role that may do everything with S3 for an hour."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)


@dataclass
class Service:
    """The S3 service itself."""

    url: str
    credentials: Credentials
    client: Any


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    anybody = {
        "endpoint_url": url,
        "region_name": REGION,
        "aws_access_key_id": "a",
        "aws_secret_access_key": "b",
    }
    everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    iam = boto3.client("iam", **anybody)
    role = iam.create_role(RoleName="uploads", AssumeRolePolicyDocument="{}")["Role"]
    iam.put_role_policy(
        RoleName="uploads",
        PolicyName="all",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [everything]}),
    )
    sts = boto3.client("sts", **anybody)
    given = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="test")["Credentials"]
    boto3.client("s3", **anybody).create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    # From here on every request must be signed, and is checked.
    httpx.post(f"{url}/moto-api/reset-auth", content=b"0").raise_for_status()
    yield Service(
        url,
        Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]),
        boto3.client(
            "s3",
            endpoint_url=url,
            region_name=REGION,
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        ),
    )
    server.stop()


@dataclass
class Storage:
    """The service as a client sees it: through a proxy that keeps what it was sent."""

    script: Script
    service: Service
    key: str = "org/measurement/time_series.parquet"
    fault: Callable[[Seen], Reply | None] = lambda _: None

    @property
    def client(self) -> Any:
        """A client of the service that does not go through the proxy."""
        return self.service.client

    def target(self, *, parts: bool = True, **changed: Any) -> UploadTarget:
        """An upload target as the platform offers it."""
        offer = {
            "endpoint": self.script.url,
            "region": REGION,
            "bucket": BUCKET,
            "object_path": self.key,
            **vars(self.service.credentials),
            **changed,
        }
        return UploadTarget.from_dict(
            {
                "filename": "time_series.parquet",
                "signed_url": f"{self.script.url}/link?signature=s",
                "token": "t",
                "path": self.key,
                "multipart": offer if parts else None,
            }
        )

    @property
    def requests(self) -> list[str]:
        """What was sent, in order, in the words of S3."""
        return [named(seen) for seen in self.script.seen]

    def stored(self) -> Any:
        """The object: its bytes and its media type."""
        found = self.client.get_object(Bucket=BUCKET, Key=self.key)
        return found["Body"].read(), found["ContentType"]

    def take(self, seen: Seen) -> None:
        media_type = seen.headers["content-type"]
        self.client.put_object(Bucket=BUCKET, Key=self.key, Body=seen.body, ContentType=media_type)

    def keys(self) -> list[str]:
        listed = self.client.list_objects_v2(Bucket=BUCKET)
        return [item["Key"] for item in listed.get("Contents", [])]

    def unfinished(self) -> int:
        """Count the uploads that were begun and neither completed nor aborted."""
        return len(self.client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []))

    def clear(self) -> None:
        client = self.client
        for key in self.keys():
            client.delete_object(Bucket=BUCKET, Key=key)
        for begun in client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []):
            client.abort_multipart_upload(
                Bucket=BUCKET, Key=begun["Key"], UploadId=begun["UploadId"]
            )


@pytest.fixture
def storage(service: Service) -> Iterator[Storage]:
    address = urlsplit(service.url)

    def forward(seen: Seen) -> Reply:
        reply = storage.fault(seen)
        if reply is not None:
            return reply
        if len(seen.body) != int(seen.headers.get("content-length", 0)):
            return Reply(hang_up=True)  # the client has hung up, and so do we
        if named(seen) == "put":  # the link is the platform's, which has its own way in
            storage.take(seen)
            return Reply()
        connection = http.client.HTTPConnection(str(address.hostname), address.port)
        try:
            connection.request(seen.method, seen.path, seen.body, seen.headers)
            answer = connection.getresponse()
            kept = ("Content-Type", "ETag")
            headers = {name: answer.headers[name] for name in kept if answer.headers[name]}
            return Reply(answer.status, answer.read(), headers)
        finally:
            connection.close()

    with scripted(answer=forward) as script:
        storage = Storage(script, service)
        yield storage
    storage.clear()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of 5 MiB, the least that S3 takes, so that a small body has several."""
    monkeypatch.setattr(multipart, "PART_BYTES", 5 * MIB)


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that were asked for; none is taken."""
    pauses: list[float] = []

    async def note(self: Any, seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(blocking.BlockingBackend, "sleep", note)
    monkeypatch.setattr(awaiting.AwaitingBackend, "sleep", note)
    return pauses


@pytest.fixture(params=["blocking", "async"])
def send(request: pytest.FixtureRequest, slept: list[float]) -> Callable[..., None]:
    """Store a body through either face: ``send(target, data, progress=...)``."""

    async def act(backend: Any, target: UploadTarget, body: Body | bytes, progress: Any) -> None:
        runtime = runtime_over(backend)
        whole = BytesBody(body) if isinstance(body, bytes) else body
        try:
            await multipart.store(
                runtime, target, whole, content_type="application/octet-stream", progress=progress
            )
        finally:
            await runtime.close()

    def run_it(target: UploadTarget, body: Body | bytes, progress: Any = None) -> None:
        if request.param == "blocking":
            blocking.run(act(blocking.BlockingBackend(), target, body, progress))
        else:

            async def main() -> None:
                await act(awaiting.AwaitingBackend(), target, body, progress)

            anyio.run(main)

    return run_it
