"""What happens to a request, over real sockets: credentials, retries, errors, compression."""

from __future__ import annotations

import gzip
import io
import json
import socket
import threading
import time
from functools import partial
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest
from ionworks_generated.api.cell_measurements import download_time_series
from ionworks_generated.api.cell_specifications import (
    create_cell_specification,
    get_cell_specification,
)
from support.scripted import Reply, Seen, scripted

from ionworks import errors
from ionworks._io import bodies, delivery
from ionworks._io.awaiting import AwaitingBackend
from ionworks._io.bodies import BytesBody
from ionworks._io.operations import payload
from ionworks._io.sinks import MemorySink
from ionworks._io.transfers import fetch, put

SPEC = json.dumps({"id": "s1", "name": "LG M50", "ratings": {}}).encode()
HTML = {"Content-Type": "text/html"}


def error(status: int, body: Any, **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(status, content, {"Content-Type": "application/json", **headers})


def get(runtime: Any) -> Any:
    return runtime.call(get_cell_specification, "s1")


def create(runtime: Any) -> Any:
    return runtime.call(create_cell_specification, body=payload({"name": "LG M50"}))


def test_an_answer_becomes_the_model_of_the_contract(with_runtime: Any) -> None:
    with scripted(Reply(body=SPEC)) as server:
        assert with_runtime(server.url, get).name == "LG M50"
    seen = server.seen[0]
    assert (seen.method, seen.path) == ("GET", "/cell_specifications/s1")
    assert seen.headers["x-api-key"] == "iwk_secret"
    assert seen.headers["user-agent"].startswith("ionworks-api/")


def test_ids_are_quoted_into_one_part_of_the_path(with_runtime: Any) -> None:
    with scripted(Reply(body=SPEC)) as server:
        with_runtime(server.url, lambda runtime: runtime.call(get_cell_specification, "a/b?c=ü"))
    assert server.seen[0].path == "/cell_specifications/a%2Fb%3Fc%3D%C3%BC"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_a_failing_service_is_asked_again(with_runtime: Any, status: int) -> None:
    with scripted(Reply(status, b"<h1>", HTML), Reply(body=SPEC)) as server:
        assert with_runtime(server.url, get).id == "s1"
    assert len(server.seen) == 2


def test_tries_run_out(with_runtime: Any) -> None:
    with scripted(error(503, {"message": "down", "error_code": "BUSY"})) as server:
        with pytest.raises(errors.ServerError, match="down") as caught:
            with_runtime(server.url, get, max_retries=2)
    assert len(server.seen) == 3
    assert caught.value.attempts == 3
    assert caught.value.error_code == "BUSY"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_create_that_may_have_happened_is_not_sent_again(with_runtime: Any, status: int) -> None:
    with scripted(error(status, {"message": "oops"})) as server:
        with pytest.raises(errors.ServerError):
            with_runtime(server.url, create)
    assert len(server.seen) == 1


def test_a_create_whose_connection_broke_is_not_sent_again(with_runtime: Any) -> None:
    with scripted(Reply(hang_up=True)) as server:
        with pytest.raises(errors.APIConnectionError):
            with_runtime(server.url, create)
    assert len(server.seen) == 1


def test_a_read_whose_connection_broke_is_sent_again(with_runtime: Any) -> None:
    with scripted(Reply(hang_up=True), Reply(body=SPEC)) as server:
        assert with_runtime(server.url, get).id == "s1"
    assert len(server.seen) == 2


def test_the_service_says_how_long_to_wait(with_runtime: Any, slept: list[float]) -> None:
    busy = error(429, {"message": "slow down", "error_code": "RATE"}, **{"Retry-After": "7"})
    with scripted(busy, Reply(201, SPEC)) as server:
        with_runtime(server.url, create)  # refused, so it did not happen: sent again
    assert len(server.seen) == 2
    assert slept == [7.0]


def test_a_wait_beyond_the_deadline_is_not_taken(with_runtime: Any, slept: list[float]) -> None:
    busy = error(429, {"message": "later", "error_code": "RATE"}, **{"Retry-After": "3600"})
    with scripted(busy) as server:
        with pytest.raises(errors.RateLimitError) as caught:
            with_runtime(server.url, get)
    assert (len(server.seen), slept, caught.value.retry_after) == (1, [], 3600.0)


def test_a_used_up_quota_is_not_asked_again(with_runtime: Any) -> None:
    with scripted(error(429, {"message": "quota", "error_code": "USAGE_LIMIT_REACHED"})) as server:
        with pytest.raises(errors.RateLimitError, match="quota"):
            with_runtime(server.url, get)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.ForbiddenError),
        (403, errors.ForbiddenError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (418, errors.UnexpectedResponseError),
        (501, errors.ServerError),
    ],
)
def test_a_refusal_has_a_class_and_tells_what_the_service_said(
    with_runtime: Any, status: int, kind: type[errors.IonworksError]
) -> None:
    body = {"error_code": "CODE", "message": "Because.", "detail": {"existing_id": "x"}}
    with scripted(error(status, body, **{"X-Correlation-Id": "c-1"})) as server:
        with pytest.raises(kind) as caught:
            with_runtime(server.url, get)
    problem = caught.value
    assert problem.status_code == status
    assert problem.error_code == "CODE"
    assert problem.data == {"existing_id": "x"}
    assert problem.correlation_id == "c-1"
    assert (problem.method, problem.path) == ("GET", "/cell_specifications/s1")
    assert "Because" in str(problem)
    assert "c-1" in str(problem)


def test_a_refused_credential_is_named_and_not_shown(with_runtime: Any) -> None:
    with scripted(error(403, {"message": "Invalid key"})) as server:
        with pytest.raises(errors.ForbiddenError, match="the API key given as `api_key`") as caught:
            with_runtime(server.url, get)
    assert "iwk_secret" not in str(caught.value)
    assert "iwk_secret" not in repr(caught.value.__dict__)


def test_wrong_fields_are_named(with_runtime: Any) -> None:
    detail = [{"loc": ["body", "ratings", "capacity"], "msg": "is not an object", "type": "type"}]
    with scripted(error(422, {"detail": detail})) as server:
        with pytest.raises(errors.RequestValidationError, match=r"body\.ratings\.capacity: is not"):
            with_runtime(server.url, create)


@pytest.mark.parametrize(
    ("body", "existing"),
    [
        ({"message": "taken", "detail": {"existing_id": "e"}}, "e"),
        ({"message": "taken", "existing_cell_specification_id": "e"}, "e"),
        ({"message": "taken"}, None),
        ({"detail": "taken"}, None),
        ({"message": "taken", "detail": "by another one"}, None),
    ],
)
def test_a_conflict_tells_what_is_there(with_runtime: Any, body: Any, existing: Any) -> None:
    with scripted(error(409, body)) as server:
        with pytest.raises(errors.ConflictError, match="taken") as caught:
            with_runtime(server.url, create)
    assert caught.value.existing_id == existing
    for field, value in body.items():  # whatever it is, and wherever it stands
        assert caught.value.data[field] == value


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, b"<html>proxy</html>", HTML),
        Reply(404, b"", {}),
        Reply(404, b"not json"),
        Reply(404, b'["list"]'),
    ],
)
def test_an_answer_that_is_not_the_services_is_an_error_all_the_same(
    with_runtime: Any, reply: Reply
) -> None:
    with scripted(reply) as server, pytest.raises(errors.NotFoundError, match="404 Not Found"):
        with_runtime(server.url, get)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"id": 5}', b"", b'{"id": null}'])
def test_a_success_that_breaks_the_contract_is_named(with_runtime: Any, body: bytes) -> None:
    with scripted(Reply(body=body)) as server:
        with pytest.raises(errors.UnexpectedResponseError, match="not what the contract promises"):
            with_runtime(server.url, get)


def test_a_dead_service_is_reported_with_its_address(with_runtime: Any) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        with pytest.raises(ConnectionError, match="ionworks serve") as caught:
            with_runtime(url, get, max_retries=1)
    assert url in str(caught.value)
    assert caught.value.attempts == 2  # type: ignore[attr-defined]


def test_large_bodies_are_compressed(with_runtime: Any) -> None:
    notes = "n" * 600_000
    with scripted(Reply(201, SPEC)) as server:
        with_runtime(
            server.url,
            lambda runtime: runtime.call(
                create_cell_specification, body=payload({"name": "a", "notes": notes})
            ),
        )
    seen = server.seen[0]
    assert seen.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(seen.body))["notes"] == notes
    assert len(seen.body) < 10_000


def test_a_redirect_to_the_storage_is_followed_without_the_credential(with_runtime: Any) -> None:
    with scripted(Reply(body=b"parquet")) as storage:
        link = f"{storage.url}/object?signature=s3cret"
        with scripted(Reply(307, b"", {"Location": link})) as server:

            async def act(runtime: Any) -> bytes:
                sink = MemorySink()
                await fetch(runtime, await runtime.call(download_time_series, "m1"), sink)
                return sink.data

            assert with_runtime(server.url, act) == b"parquet"
    assert server.seen[0].headers["x-api-key"] == "iwk_secret"
    assert "x-api-key" not in storage.seen[0].headers
    assert "authorization" not in storage.seen[0].headers


def test_a_relative_location_is_resolved(with_runtime: Any) -> None:
    with scripted(Reply(307, b"", {"Location": "/files/1"})) as server:
        link = with_runtime(server.url, lambda runtime: runtime.call(download_time_series, "m1"))
    assert link == f"{server.url}/files/1"


def test_an_upload_is_repeated_from_its_first_byte(with_runtime: Any) -> None:
    data = bytes(range(256)) * 10_000
    with scripted(Reply(503), Reply(hang_up=True), Reply(200)) as storage:
        with_runtime(
            "http://127.0.0.1:9",
            lambda runtime: put(runtime, storage.url + "/o", BytesBody(data), content_type="x/y"),
        )
    assert [seen.body == data for seen in storage.seen] == [True, True, True]
    assert all(seen.headers["content-length"] == str(len(data)) for seen in storage.seen)
    assert all("transfer-encoding" not in seen.headers for seen in storage.seen)
    assert all("x-api-key" not in seen.headers for seen in storage.seen)


class Paused(BytesBody):
    """A body of which a chunk is ready only after a pause, as on a slow disk."""

    def open(self) -> Any:
        class Stream(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                if self.tell():
                    time.sleep(1.2)
                return super().read(size)

        return Stream(self.data)


def test_a_pause_of_the_sender_is_not_the_storages(
    with_runtime: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunk = 16 * 1024**2  # more than the network takes without a reader
    monkeypatch.setattr(bodies, "CHUNK_BYTES", chunk)
    monkeypatch.setattr(delivery, "_TRANSFER_TIMEOUT", httpx.Timeout(1.0))

    def read_with_pause(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as sent:
            while sent.readline() != b"\r\n":
                pass
            sent.read(chunk)
            time.sleep(1.5)
            received.append(chunk + len(sent.read(chunk)))
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    received: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        storage = threading.Thread(target=read_with_pause, args=[listener])
        storage.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/o"
        body = Paused(bytes(2 * chunk))
        with_runtime(
            "http://127.0.0.1:9",
            lambda runtime: put(runtime, url, body, content_type="x/y"),
            max_retries=0,
        )
        storage.join()
    assert received == [2 * chunk]


def test_what_goes_wrong_with_a_body_is_reported_as_it_is(with_runtime: Any) -> None:
    class Closed(BytesBody):
        def open(self) -> Any:
            stream = io.BytesIO(self.data)
            stream.close()
            return stream

    with scripted() as storage, pytest.raises(ValueError, match="closed file"):
        with_runtime(
            "http://127.0.0.1:9",
            lambda runtime: put(runtime, storage.url + "/o", Closed(b"x"), content_type="x/y"),
        )


def test_a_failed_transfer_does_not_tell_its_link(with_runtime: Any) -> None:
    with scripted(Reply(403, b"<Error/>", HTML)) as storage:
        url = f"{storage.url}/bucket/object?X-Signature=s3cret"
        with pytest.raises(errors.TransferError, match="expired") as caught:
            with_runtime("http://127.0.0.1:9", lambda runtime: fetch(runtime, url, MemorySink()))
    assert "s3cret" not in str(caught.value) + repr(vars(caught.value))
    assert len(storage.seen) == 1


def test_a_download_that_breaks_off_starts_again(with_runtime: Any) -> None:
    cut = Reply(200, b"half", {"Content-Length": "8"})
    cut_headers = dict(cut.headers)

    def answer(seen: Seen) -> Reply:
        return (
            Reply(200, b"half", cut_headers) if len(storage.seen) == 1 else Reply(200, b"complete")
        )

    with scripted(answer=answer) as storage:

        async def act(runtime: Any) -> bytes:
            sink = MemorySink()
            await fetch(runtime, storage.url + "/o", sink)
            return sink.data

        # The server keeps the connection open after half of the body: the client's read
        # ends when the server closes it.
        cut_headers["Connection"] = "close"
        assert with_runtime("http://127.0.0.1:9", act) == b"complete"
    assert len(storage.seen) == 2


def test_byte_ranges_are_asked_for(with_runtime: Any) -> None:
    tail = Reply(206, b"tail", {"Content-Range": "bytes 6-9/10"})
    head = Reply(206, b"0123456789", {"Content-Range": "bytes 0-9/10"})
    with scripted(tail, head) as storage:

        async def act(runtime: Any) -> None:
            await fetch(runtime, storage.url, MemorySink(), byte_range=(None, 4))
            await fetch(runtime, storage.url, MemorySink(), byte_range=(0, 9))

        with_runtime("http://127.0.0.1:9", act)
    assert [seen.headers["range"] for seen in storage.seen] == ["bytes=-4", "bytes=0-9"]


def test_jobs_keep_their_order_and_the_first_failure_wins(with_runtime: Any) -> None:
    async def value(number: int) -> int:
        if number == 3:
            raise KeyError(number)
        return number

    async def good(runtime: Any) -> list[int]:
        return await runtime.backend.gather([lambda n=n: value(n) for n in range(3)], limit=2)

    async def bad(runtime: Any) -> list[int]:
        return await runtime.backend.gather([lambda n=n: value(n) for n in range(6)], limit=2)

    assert with_runtime("http://127.0.0.1:9", good) == [0, 1, 2]
    with pytest.raises(KeyError):
        with_runtime("http://127.0.0.1:9", bad)


@pytest.mark.parametrize(("limit", "most"), [(0, 1), (1, 1), (3, 3), (6, 6), (9, 6)])
def test_as_many_tasks_run_at_once_as_are_allowed(limit: int, most: int) -> None:
    running: set[int] = set()
    counts: list[int] = []

    async def job(number: int) -> int:
        running.add(number)
        for _ in range(20):  # others get their turns
            await anyio.lowlevel.checkpoint()
            counts.append(len(running))
        running.remove(number)
        return number

    async def main() -> list[int]:
        jobs = [partial(job, number) for number in range(6)]
        return await AwaitingBackend().gather(jobs, limit=limit)

    assert anyio.run(main) == [0, 1, 2, 3, 4, 5]
    assert max(counts) == most


def test_the_first_task_that_fails_ends_the_others() -> None:
    ended: list[int] = []

    async def job(number: int) -> None:
        if number == 1:
            raise KeyError(number)
        try:
            await anyio.sleep_forever()
        finally:
            ended.append(number)

    async def main() -> None:
        await AwaitingBackend().gather([partial(job, number) for number in range(5)], limit=2)

    with pytest.raises(KeyError, match="1"):
        anyio.run(main)
    assert ended == [0]  # the others have not begun
