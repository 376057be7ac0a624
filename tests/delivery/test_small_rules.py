"""Rules of delivery that are one comparison or one line each, at their boundaries."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import inf
from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest
from ionworks_generated.api.cell_batches import (
    delete_cell_batch,
    get_cell_batch,
    update_cell_batch,
)
from ionworks_generated.models import UploadTarget
from support.scripted import Reply, Seen, scripted

from ionworks import digests
from ionworks._io import by_path, deadlines, delivery, multipart, s3, silence
from ionworks._io.blocking import BlockingBackend, run
from ionworks._io.bodies import BytesBody
from ionworks._io.delivery import transfer_limits
from ionworks._io.memo import BETWEEN_TASKS, BETWEEN_THREADS, Memo, Waiting
from ionworks._io.operations import require_asked
from ionworks._io.repeating import repeat
from ionworks._io.runtime import Runtime
from ionworks._io.sinks import MemorySink
from ionworks._io.transfers import fetch, put
from ionworks._io.updating import updated
from ionworks.errors import (
    APIConnectionError,
    ConflictError,
    IonworksError,
    NotFoundError,
    ServerError,
    TransferError,
    UnexpectedResponseError,
)
from ionworks.resources._remote_parquet import RemoteParquet
from ionworks.settings import resolve


def runtime_of(url: str, backend: Any = None, **settings: Any) -> Runtime:
    resolved = resolve(
        api_key="iwk_secret", api_url=url, environ={}, start_local=lambda _: ("", ""), **settings
    )
    return Runtime(settings=resolved, backend=backend or BlockingBackend())


# --- addresses and answers ----------------------------------------------------------------


def test_an_origin_is_the_same_with_its_default_port() -> None:
    secure = runtime_of("https://api.example.com")
    assert secure.is_own(httpx.URL("https://api.example.com:443/x"))
    for other in (":444", ":80", ":8443"):
        assert not secure.is_own(httpx.URL(f"https://api.example.com{other}/x"))
    assert not secure.is_own(httpx.URL("http://api.example.com/x"))
    assert not secure.is_own(httpx.URL("http://api.example.com:443/x"))
    plain = runtime_of("http://api.example.com:80")
    assert plain.is_own(httpx.URL("http://api.example.com/x"))
    assert not plain.is_own(httpx.URL("http://api.example.com:443/x"))


def test_a_failed_precondition_is_a_conflict(with_runtime: Any) -> None:
    with scripted(Reply(412, b'{"error_code": "PRECONDITION_FAILED", "message": "old"}')) as server:
        with pytest.raises(ConflictError) as caught:
            with_runtime(server.url, lambda runtime: runtime.call(get_cell_batch, "b"))
    assert (caught.value.status_code, caught.value.error_code) == (412, "PRECONDITION_FAILED")


def test_an_error_of_a_connection_names_no_user(with_runtime: Any) -> None:
    def act(runtime: Any) -> Any:
        request = httpx.Request("GET", "http://someone:hunter22@127.0.0.1:9/x")
        return runtime.exchange(request, transfer_limits())

    with pytest.raises(APIConnectionError, match=r"http://127\.0\.0\.1:9") as caught:
        with_runtime("http://127.0.0.1:9", act)
    assert "someone" not in str(caught.value)
    assert "hunter22" not in str(caught.value)


@pytest.mark.parametrize("lost", [Reply(503), Reply(hang_up=True)])
def test_a_record_that_is_missing_after_a_lost_answer_is_not_there(
    with_runtime: Any, lost: Reply
) -> None:
    """Only for a delete does that mean that it was done."""
    gone = Reply(404, b'{"error_code": "NOT_FOUND", "message": "no"}')
    with scripted(lost, gone) as server, pytest.raises(NotFoundError):
        with_runtime(server.url, lambda runtime: runtime.call(get_cell_batch, "b"))
    with scripted(lost, gone) as server:
        with_runtime(server.url, lambda runtime: runtime.call(delete_cell_batch, "b"))
    assert [seen.method for seen in server.seen] == ["DELETE", "DELETE"]


# --- pauses and deadlines -----------------------------------------------------------------


@pytest.mark.parametrize(("pause", "attempts"), [(2.0, 2), (2.5, 1)])
def test_a_pause_may_be_as_long_as_the_longest_and_no_longer(pause: float, attempts: int) -> None:
    made: list[int] = []
    slept: list[float] = []

    async def attempt(number: int) -> None:
        made.append(number)
        raise ServerError("no", status_code=503, retry_after=pause)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def main() -> None:
        await repeat(
            attempt, sleep=sleep, tries=2, may_repeat=lambda problem: True, longest_pause=2.0
        )

    with pytest.raises(ServerError):
        run(main())
    assert (made, slept) == ([*range(1, attempts + 1)], [pause] * (attempts - 1))


def test_the_silence_of_a_body_is_counted_for_each_read(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(deadlines, "time", SimpleNamespace(monotonic=lambda: now[0]))
    body, head = deadlines.Wait(inf, in_body=True), deadlines.Wait(inf)
    for wait in (body, head):
        wait.begin_silence()
    now[0] += 4.0
    assert body.to_hear(5.0) == 5.0
    assert head.to_hear(5.0) == 1.0
    now[0] += 4.0
    assert body.to_hear(5.0) == 5.0
    head.to_hear(5.0)
    with pytest.raises(httpx.ReadTimeout):
        head.to_hear(5.0)


def test_what_has_come_may_be_read_once_each_time_that_the_limit_is_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(deadlines, "time", SimpleNamespace(monotonic=lambda: now[0]))
    body = deadlines.Wait(110.0, in_body=True)
    for _ in range(2):  # bytes move the limit on, so a delay of this process is forgiven again
        now[0] = body.until + 1.0
        assert 0.0 < body.to_hear(None) < 0.01
        body.until = now[0] + 10.0
        assert body.to_hear(None) == 10.0
    now[0] = body.until
    body.to_hear(None)
    with pytest.raises(httpx.ReadTimeout):
        body.to_hear(None)


@pytest.mark.parametrize(("pause", "attempts"), [(5, 2), (7, 1)])
def test_a_call_may_take_as_long_as_all_of_its_attempts(
    with_runtime: Any, slept: list[float], pause: int, attempts: int
) -> None:
    busy = Reply(503, b"{}", {"Retry-After": str(pause)})
    with scripted(busy, batch('"1"')) as server:
        try:
            with_runtime(
                server.url,
                lambda runtime: runtime.call(get_cell_batch, "b"),
                timeout=3.0,
                max_retries=1,
            )
        except ServerError:
            assert attempts == 1
    assert (len(server.seen), slept) == (attempts, [float(pause)] * (attempts - 1))


def test_a_short_silence_does_not_shorten_a_whole_transfer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "time", SimpleNamespace(monotonic=lambda: 100.0))
    for given, slack in ((1.0, 300.0), (1000.0, 1000.0)):
        limits = transfer_limits(given)
        assert limits.timeout.read == given
        assert limits.until(0) == 100.0 + slack
        assert limits.until(10 * 1024) == 110.0 + slack  # a KiB in a second at least


@pytest.mark.parametrize(
    ("given", "connect", "read"), [(5.0, 5.0, 5.0), (50.0, 10.0, 50.0), ((20.0, 2.0), 20.0, 2.0)]
)
def test_one_number_of_a_timeout_is_for_connecting_too_but_not_longer_than_usual(
    given: Any, connect: float, read: float
) -> None:
    timeout = silence.as_timeout(given, 10.0)
    assert timeout is not None
    assert (timeout.connect, timeout.read) == (connect, read)


def test_two_numbers_of_a_timeout_are_for_connecting_and_for_reading() -> None:
    timeout = by_path.limits_of((1.0, 2.0))
    assert timeout is not None
    assert (timeout.connect, timeout.read) == (1.0, 2.0)


# --- transfers ----------------------------------------------------------------------------


def test_that_nothing_is_newer_is_no_answer_to_who_has_nothing(with_runtime: Any) -> None:
    def ask(**known: Any) -> Any:
        return with_runtime(
            server.url, lambda runtime: fetch(runtime, f"{server.url}/x", MemorySink(), **known)
        )

    with scripted(Reply(304, b"")) as server:
        assert ask(etag='"1"') is None
        with pytest.raises(IonworksError):
            ask()


@pytest.mark.parametrize(
    ("stated", "is_stored"), [("right", True), ("another", False), (None, True)]
)
def test_a_storage_that_states_another_digest_has_not_stored_it(
    with_runtime: Any, stated: str | None, is_stored: bool
) -> None:
    body = BytesBody(b"content")
    of = {"right": body, "another": BytesBody(b"contenT")}
    digest = {digests.CHECKSUM: digests.as_base64(of[stated].sha256)} if stated else {}

    def store(runtime: Any) -> Any:
        return put(runtime, f"{server.url}/x", body, content_type="x/y", with_digest=True)

    with scripted(Reply(200, b"", digest)) as server:
        if is_stored:
            with_runtime(server.url, store)
        else:
            with pytest.raises(TransferError, match="does not match the SHA-256"):
                with_runtime(server.url, store)
    assert server.seen[0].headers[digests.CHECKSUM] == digests.as_base64(body.sha256)


@pytest.mark.parametrize(
    ("status", "may_repeat"), [(500, True), (503, True), (502, False), (504, False), (524, False)]
)
def test_a_completion_that_may_be_under_way_is_not_repeated(status: int, may_repeat: bool) -> None:
    problem = TransferError("no", status_code=status)
    assert s3._may_repeat_completion(problem) is may_repeat


def test_spaces_around_a_name_make_no_other_record() -> None:
    record = SimpleNamespace(id="b", name="LG M50")
    assert require_asked(record, id="b", name=" LG M50 ") is record
    with pytest.raises(UnexpectedResponseError, match="another record: name"):
        require_asked(record, name="LG  M50")


# --- updates whose answer was lost ---------------------------------------------------------


def batch(etag: str, name: str = "old", updated_at: str = "2026-01-01T00:00:00Z") -> Reply:
    record = {"id": "b", "name": name, "cell_specification_id": "s", "updated_at": updated_at}
    headers = {"Content-Type": "application/json", "ETag": etag}
    return Reply(200, json.dumps(record).encode(), headers)


def rename(with_runtime: Any, *replies: Reply) -> tuple[Any, list[Seen]]:
    with scripted(*replies) as server:
        found = with_runtime(
            server.url,
            lambda runtime: updated(
                runtime, update_cell_batch, get_cell_batch, "b", {"name": "new"}
            ),
        )
        return found, server.seen


LOST = Reply(500, b"{}")


def test_the_etag_tells_the_version_before_the_time_of_the_change(with_runtime: Any) -> None:
    with pytest.raises(ConflictError, match="has changed since"):
        rename(with_runtime, batch('"1"'), LOST, batch('"2"'))
    found, seen = rename(
        with_runtime,
        batch('"1"'),
        LOST,
        batch('"1"', updated_at="2026-01-02T00:00:00Z"),
        batch('"2"', name="new"),
    )
    assert found.name == "new"
    assert [one.method for one in seen] == ["GET", "PATCH", "GET", "PATCH"]
    assert seen[-1].headers["if-match"] == '"1"'


def test_an_answer_with_another_name_than_the_new_one_is_looked_at_again(with_runtime: Any) -> None:
    found, seen = rename(
        with_runtime, batch('"1"'), batch('"1"', name="other"), batch('"2"', name="new")
    )
    assert found.name == "new"
    assert [one.method for one in seen] == ["GET", "PATCH", "GET"]
    with pytest.raises(ConflictError, match="has changed since"):
        rename(with_runtime, batch('"1"'), *[batch('"2"', name="other")] * 2)


@pytest.mark.parametrize(
    ("cleared", "stored", "is_done"),
    [(None, None, True), ("", None, True), ("", "", True), (None, "kept", False)],
)
def test_a_field_is_cleared_however_that_is_stored(
    with_runtime: Any, cleared: str | None, stored: str | None, is_done: bool
) -> None:
    before = batch('"1"')
    record = json.loads(before.body) | {"notes": stored}
    after = Reply(200, json.dumps(record).encode(), dict(before.headers) | {"ETag": '"2"'})

    def act(runtime: Any) -> Any:
        return updated(runtime, update_cell_batch, get_cell_batch, "b", {"notes": cleared})

    with scripted(before, LOST, after) as server:
        if is_done:
            assert with_runtime(server.url, act).notes == stored
        else:
            with pytest.raises(ConflictError):
                with_runtime(server.url, act)


def test_without_retries_nothing_is_read_before_an_update(with_runtime: Any) -> None:
    with scripted(batch('"2"', name="new")) as server:
        with_runtime(
            server.url,
            lambda runtime: updated(
                runtime, update_cell_batch, get_cell_batch, "b", {"name": "new"}
            ),
            max_retries=0,
        )
    assert [one.method for one in server.seen] == ["PATCH"]


@pytest.mark.parametrize("status", [501, 505])
def test_what_the_service_never_does_leaves_no_doubt(with_runtime: Any, status: int) -> None:
    seen: list[str] = []

    def answer(asked: Seen) -> Reply:
        seen.append(asked.method)
        return batch('"1"') if asked.method == "GET" else Reply(status, b"{}")

    with scripted(answer=answer) as server, pytest.raises(ServerError):
        with_runtime(
            server.url,
            lambda runtime: updated(
                runtime, update_cell_batch, get_cell_batch, "b", {"name": "new"}
            ),
        )
    assert seen == ["GET", "PATCH"]  # nothing is looked up afterwards


@pytest.mark.parametrize(("pause", "patches"), [(2, 2), (3, 1)])
def test_an_update_waits_as_long_as_a_call_may_take(
    with_runtime: Any, slept: list[float], pause: int, patches: int
) -> None:
    lost = Reply(500, b"{}", {"Retry-After": str(pause)})
    replies = [batch('"1"'), lost, batch('"1"'), batch('"2"', name="new")]
    seen: list[str] = []

    def answer(asked: Seen) -> Reply:
        seen.append(asked.method)
        return replies.pop(0)

    def act(runtime: Any) -> Any:
        return updated(runtime, update_cell_batch, get_cell_batch, "b", {"name": "new"})

    with scripted(answer=answer) as server:
        try:
            with_runtime(server.url, act, timeout=1.0, max_retries=1)
        except ServerError:
            assert patches == 1
    assert seen.count("PATCH") == patches
    assert slept == [float(pause)] * (patches - 1)


# --- memo ---------------------------------------------------------------------------------


def fetching(value: Any, log: list[Any]) -> Callable[[], Coroutine[Any, Any, Any]]:
    async def fetch() -> Any:
        log.append(value)
        if isinstance(value, Exception):
            raise value
        return value

    return fetch


def test_what_was_asked_for_last_is_kept_the_longest() -> None:
    memo, log = Memo(BETWEEN_THREADS, size=len, max_bytes=4), []  # type: ignore[var-annotated]

    def get(text: str) -> None:
        assert run(memo.get((text,), fetching(text, log))) == text

    for text in ("aa", "bb", "aa", "cc", "aa", "bb"):  # bb goes for cc, then cc for bb
        get(text)
    assert log == ["aa", "bb", "cc", "bb"]
    get("dddd")  # fills all of it, and is kept
    get("dddd")
    assert log[4:] == ["dddd"]
    get("eeeee")  # is too large
    get("eeeee")
    assert log[5:] == ["eeeee", "eeeee"]


def test_what_is_dropped_makes_room() -> None:
    memo, log = Memo(BETWEEN_THREADS, size=len, max_bytes=4), []  # type: ignore[var-annotated]

    def get(text: str) -> None:
        run(memo.get((text,), fetching(text, log)))

    get("aaa")
    memo.drop(lambda key: key == ("aaa",))
    for text in ("bb", "cc", "bb", "cc", "aaa"):
        get(text)
    assert log == ["aaa", "bb", "cc", "aaa"]


def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    memo = Memo(BETWEEN_TASKS)
    log: list[str] = []

    async def main() -> None:
        going_on = anyio.Event()

        async def fail() -> None:
            log.append("failed")
            await going_on.wait()
            raise KeyError("no")

        async def ask() -> None:
            with pytest.raises(KeyError):
                await memo.get(("k",), fail)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask)
            tasks.start_soon(ask)
            await anyio.lowlevel.checkpoint()
            await anyio.lowlevel.checkpoint()
            going_on.set()
        assert await memo.get(("k",), fetching("value", log)) == "value"  # type: ignore[arg-type]

    anyio.run(main)
    assert log == ["failed", "value"]


def test_one_who_waits_takes_over_from_one_who_was_cancelled() -> None:
    memo = Memo(BETWEEN_TASKS)
    log: list[Any] = []

    async def main() -> None:
        async def never() -> None:
            await anyio.sleep_forever()

        async with anyio.create_task_group() as tasks:
            scope = anyio.CancelScope()

            async def cancelled() -> None:
                with scope:
                    await memo.get(("k",), never)

            async def ask() -> None:
                log.append(await memo.get(("k",), fetching("mine", log)))

            tasks.start_soon(cancelled)
            await anyio.lowlevel.checkpoint()
            tasks.start_soon(ask)
            await anyio.lowlevel.checkpoint()
            scope.cancel()
        assert await memo.get(("k",), fetching("again", log)) == "mine"

    anyio.run(main)
    assert log == ["mine", "mine"]


def test_a_fetch_of_another_event_loop_is_not_waited_for() -> None:
    loops = ["first"]
    memo = Memo(Waiting(BETWEEN_THREADS.signal, lambda: loops[-1]))
    log: list[Any] = []
    begun, go_on = threading.Event(), threading.Event()

    async def slow() -> str:
        begun.set()
        go_on.wait(30)
        return "slow"

    with ThreadPoolExecutor() as threads:
        first = threads.submit(run, memo.get(("k",), slow))
        try:
            begun.wait(30)
            loops.append("second")
            second = threads.submit(run, memo.get(("k",), fetching("fast", log)))
            assert second.result(10) == "fast"
        finally:
            go_on.set()
        assert first.result(30) == "slow"


def test_what_is_dropped_while_it_is_fetched_is_not_kept() -> None:
    memo, log = Memo(BETWEEN_THREADS), []  # type: ignore[var-annotated]

    async def fetch() -> str:
        memo.drop(lambda key: True)
        return "old"

    assert run(memo.get(("k",), fetch)) == "old"
    assert run(memo.get(("k",), fetching("new", log))) == "new"


# --- uploads in parts ----------------------------------------------------------------------


class LastFirst(BlockingBackend):
    """Begins jobs from the last; results are in the order of the jobs as everywhere."""

    async def gather(self, jobs: Any, *, limit: int) -> list[Any]:
        return [await job() for job in reversed(jobs)][::-1]


def upload(size: int, *, refuse: bool = False) -> list[Seen]:
    """Upload a body, of which each part has its number as the tag."""

    def answer(seen: Seen) -> Reply:
        if seen.method == "POST" and "uploads=" in seen.path:
            if refuse:
                return Reply(403, b"<Error><Code>AccessDenied</Code></Error>", {})
            return Reply(200, b"<R><UploadId>u</UploadId></R>", {})
        part = seen.path.partition("partNumber=")[2].partition("&")[0]
        return Reply(200, b"", {"ETag": f'"{part}"'} if part else {})

    async def main() -> None:
        target = UploadTarget.from_dict(
            {
                "filename": "f",
                "signed_url": f"{server.url}/link",
                "token": "t",
                "path": "p",
                "multipart": {
                    "endpoint": server.url,
                    "region": "r",
                    "bucket": "b",
                    "object_path": "p",
                    "access_key_id": "a",
                    "secret_access_key": "s",
                    "session_token": "t",
                },
            }
        )
        runtime = runtime_of(server.url, LastFirst())
        try:
            await multipart.store(runtime, target, BytesBody(bytes(size)), content_type="x/y")
        finally:
            await runtime.close()

    with scripted(answer=answer) as server:
        run(main())
    return server.seen


@pytest.fixture
def tiny_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert multipart.PART_BYTES == 16 * 1024 * 1024
    assert multipart.PUT_LIMIT == 1024**3
    monkeypatch.setattr(multipart, "PART_BYTES", 8)
    monkeypatch.setattr(multipart, "PUT_LIMIT", 32)


@pytest.mark.usefixtures("tiny_parts")
def test_parts_begin_at_their_own_size() -> None:
    assert [one.path for one in upload(7)] == ["/link"]
    assert [one.method for one in upload(8)] == ["POST", "PUT", "POST"]
    assert [one.method for one in upload(9)] == ["POST", "PUT", "PUT", "POST"]


@pytest.mark.usefixtures("tiny_parts")
def test_up_to_the_limit_of_one_request_the_link_stands_in_for_parts() -> None:
    assert [one.path for one in upload(32, refuse=True)][-1] == "/link"
    with pytest.raises(Exception, match="only be sent in parts"):
        upload(33, refuse=True)


@pytest.mark.usefixtures("tiny_parts")
def test_tags_are_in_the_order_of_the_parts() -> None:
    done = upload(8 * 4)[-1].body.decode()
    tags = [text.partition("<")[0] for text in done.split("<ETag>")[1:]]
    assert tags == ['"1"', '"2"', '"3"', '"4"']


class Counted(io.BytesIO):
    """A body that notices two who read it at once."""

    at_once = most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        Counted.at_once += 1
        Counted.most = max(Counted.most, Counted.at_once)
        time.sleep(0.005)  # for the other sender to come
        data = super().read(size)
        Counted.at_once -= 1
        return data


def test_one_sender_at_a_time_reads_the_body(monkeypatch: pytest.MonkeyPatch) -> None:
    class Body(BytesBody):
        def open(self) -> Any:
            return Counted(whole)

    monkeypatch.setattr(multipart, "PART_BYTES", 8)
    whole = bytes(range(40))
    parts = multipart._Parts(Body(whole), None)
    with ThreadPoolExecutor(3) as threads:
        taken = list(threads.map(lambda _: parts.take(), range(parts.count)))
    parts.close()
    assert Counted.most == 1
    assert b"".join(data for _, data, _ in sorted(taken, key=lambda part: part[0])) == whole


def test_an_upload_that_was_stopped_is_neither_read_nor_reported_on() -> None:
    told: list[tuple[int, int]] = []
    body = BytesBody(bytes(multipart.PART_BYTES + 1))
    parts = multipart._Parts(body, lambda done, total: told.append((done, total)))
    number, data, report = parts.take()
    assert (number, len(data)) == (1, multipart.PART_BYTES)
    report(5, len(data))
    assert told == [(5, body.size)]
    parts.close()
    for go_on in (partial(report, 6, len(data)), parts.take):
        with pytest.raises(TransferError, match="was stopped"):
            go_on()
    assert told == [(5, body.size)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PAR1PAR1", "or not all of it"),
        (b"PAR1" + bytes(20) + b"PARX", "or not all of it"),
        (b"PAR1" + bytes(12) + (17).to_bytes(4, "little") + b"PAR1", "has no such footer"),
        # A footer as long as the file is not a footer.
        (b"PAR1" + bytes(12) + (16).to_bytes(4, "little") + b"PAR1", "Parquet"),
        (b"PAR1" + bytes(12) + (12).to_bytes(4, "little") + b"PAR1", "Parquet"),
    ],
)
def test_what_is_stored_has_a_footer_that_fits(content: bytes, said: str) -> None:
    def answer(seen: Seen) -> Reply:
        length = min(int(seen.headers["range"].partition("=-")[2]), len(content))
        first = len(content) - length
        place = f"bytes {first}-{len(content) - 1}/{len(content)}"
        return Reply(206, content[first:], {"Content-Range": place})

    async def main(runtime: Runtime, url: str) -> None:
        async def resolve() -> str:
            return f"{url}/object"

        try:
            with RemoteParquet(runtime, resolve) as remote:
                await remote.open()
        finally:
            await runtime.close()

    with scripted(answer=answer) as server:
        with pytest.raises(UnexpectedResponseError, match=said):
            run(main(runtime_of(server.url), server.url))
