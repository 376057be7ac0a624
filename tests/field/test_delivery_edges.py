"""Edges of delivery: each test notices one fault that the tests of whole workflows do not."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest
from ionworks_generated.api.cell_measurements import download_time_series
from ionworks_generated.api.cell_specifications import (
    delete_cell_specification,
    get_cell_specification,
)
from support.scripted import Reply, scripted

from ionworks import AsyncIonworks, Ionworks, errors
from ionworks._io import answers, delivery, multipart, network, repeating
from ionworks._io.awaiting import AwaitingBackend
from ionworks._io.blocking import BlockingBackend, run
from ionworks._io.bodies import GZIP_FROM_BYTES, is_small
from ionworks._io.multipart import _Parts
from ionworks._io.outgoing import Outgoing
from ionworks._io.sinks import MemorySink
from ionworks._io.transfers import fetch
from ionworks.resources import _polling

LOST = Reply(hang_up=True)
GONE = Reply(404, b'{"message": "not there"}')


def over(do: Any, url: str, act: Callable[[Any], Any], **settings: Any) -> Any:
    """Run an act over the runtime of either face."""

    def with_runtime(client: Any) -> Any:
        if isinstance(client, AsyncIonworks):
            return act(client._runtime)
        return run(act(client._async._runtime))

    return do(with_runtime, api_url=url, **settings)


def test_only_a_delete_succeeds_where_nothing_is_left_after_a_lost_answer(do: Any) -> None:
    with scripted(LOST, GONE) as server:
        over(do, server.url, lambda runtime: runtime.call(delete_cell_specification, "s"))
    # What comes between the lost answer and this one is no news of the record.
    with scripted(LOST, Reply(429, b"{}", {"Retry-After": "0"}), GONE) as server:
        over(do, server.url, lambda runtime: runtime.call(delete_cell_specification, "s"))
    with scripted(LOST, GONE) as server, pytest.raises(errors.NotFoundError) as caught:
        over(do, server.url, lambda runtime: runtime.call(get_cell_specification, "s"))
    assert caught.value.attempts == 2
    with scripted(GONE) as server, pytest.raises(errors.NotFoundError) as caught:
        over(do, server.url, lambda runtime: runtime.call(delete_cell_specification, "s"))
    assert caught.value.attempts == 1


@pytest.mark.parametrize("retries", [0, 1, 2])
def test_there_is_one_attempt_more_than_retries(do: Any, retries: int) -> None:
    busy = Reply(503, b"{}", {"Retry-After": "0"})
    with scripted(busy) as server, pytest.raises(errors.ServerError) as caught:
        over(
            do,
            server.url,
            lambda runtime: runtime.call(get_cell_specification, "s"),
            max_retries=retries,
        )
    assert len(server.seen) == caught.value.attempts == retries + 1


def test_a_pause_as_long_as_patience_is_taken_and_a_longer_one_is_not() -> None:
    failure = errors.ServerError("busy", status_code=503)
    slept: list[float] = []

    async def note(seconds: float) -> None:
        slept.append(seconds)

    async def attempt(_number: int) -> None:
        raise failure

    async def pauses(asked: float) -> list[float]:
        slept.clear()
        failure.retry_after = asked
        with pytest.raises(errors.ServerError):
            await repeating.repeat(
                attempt, sleep=note, tries=2, may_repeat=lambda _: True, longest_pause=3.0
            )
        return list(slept)

    assert anyio.run(pauses, 3.0) == [3.0]
    assert anyio.run(pauses, 3.1) == []


def test_retries_of_a_budget_are_spent_once() -> None:
    budget = repeating.RetryBudget(2)
    state: Any = None
    assert [budget.spend(state) for _ in range(4)] == [False, False, True, True]


@pytest.mark.parametrize("more", [0, 1])
def test_a_body_is_compressed_above_the_limit(more: int) -> None:
    text = "n" * (GZIP_FROM_BYTES - len('{"a":""}') + more)
    sent = Outgoing("POST", "/x", {}, is_repeatable=False, body={"a": text}).encoded()
    assert ("Content-Encoding" in sent.headers) == (more == 1)


def test_an_attempt_takes_the_credential_of_its_own_origin_only(do: Any) -> None:
    with scripted(Reply(body=b"x")) as own, scripted(Reply(body=b"x")) as other:

        async def act(runtime: Any) -> None:
            await fetch(runtime, f"{own.url}/o", MemorySink())
            await fetch(runtime, f"{other.url}/o", MemorySink())

        over(do, own.url, act)
    assert "x-api-key" in own.seen[0].headers
    assert "x-api-key" not in other.seen[0].headers


class OneReader(io.BytesIO):
    """A stream that notices two readers at once."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.is_read = threading.Lock()
        self.second_came = threading.Event()
        self.overlaps = 0

    def read(self, size: int | None = -1, /) -> bytes:
        alone = self.is_read.acquire(blocking=False)
        try:
            if not alone:
                self.overlaps += 1
                self.second_came.set()
            elif self.tell() == 0:
                self.second_came.wait(0.1)  # long enough for another thread to come in
            return super().read(size)
        finally:
            if alone:
                self.is_read.release()


def test_what_is_shielded_is_done_although_the_caller_is_cancelled() -> None:
    done: list[int] = []

    async def work() -> None:
        await anyio.lowlevel.checkpoint()
        done.append(1)

    async def main() -> None:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await AwaitingBackend().run_shielded(work, seconds=30)

    anyio.run(main)
    assert done == [1]


def test_a_failure_is_raised_when_no_job_works_on_behind_the_callers_back() -> None:
    failed, go_on = threading.Event(), threading.Event()
    done: list[int] = []

    async def fail() -> None:
        failed.set()
        raise ValueError("the first failure")

    async def finish() -> None:
        failed.wait(30)
        threading.Timer(0.2, go_on.set).start()
        go_on.wait(30)
        done.append(1)

    with pytest.raises(ValueError, match="the first failure"):
        run(BlockingBackend().gather([fail, finish], limit=2))
    assert done == [1]


def test_two_senders_do_not_read_one_body_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "PART_BYTES", 4)
    stream = OneReader(b"aaaabbbbccccdd")
    body: Any = SimpleNamespace(size=14, sha256="", open=lambda: stream)
    parts = _Parts(body, None)
    taken: list[tuple[int, bytes]] = []

    def take() -> None:
        number, data, _ = parts.take()
        taken.append((number, data))

    threads = [threading.Thread(target=take) for _ in range(parts.count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts.close()
    assert stream.overlaps == 0
    assert sorted(taken) == [(1, b"aaaa"), (2, b"bbbb"), (3, b"cccc"), (4, b"dd")]


# --- pools ----------------------------------------------------------------------------


def test_a_pool_takes_one_request_and_the_next_gets_another_pool() -> None:
    pools = network._Pools[Any](
        lambda _origin: SimpleNamespace(requests=0, idle_since=0.0, is_retired=False)
    )
    url = httpx.URL("http://a.example/x")
    taken = [pools.take(url) for _ in range(9)]
    assert len({id(pool) for pool in taken}) == 9
    other = pools.take(httpx.URL("http://b.example/x"))
    assert all(other is not pool for pool in taken)
    assert not pools.release(taken[0], None)
    assert pools.take(url) is taken[0]


def test_however_many_wait_there_are_a_hundred_connections_to_an_origin() -> None:
    pools = network._Pools[Any](
        lambda _origin: SimpleNamespace(requests=0, idle_since=0.0, is_retired=False)
    )
    url = httpx.URL("http://a.example/x")
    taken = [pools.take(url) for _ in range(150)]
    assert len({id(pool) for pool in taken}) == 100
    assert max(pool.requests for pool in taken) == 2


def test_a_pool_of_a_cancelled_request_is_closed_with_its_last_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "_MOST_POOLS", 1)  # so that requests share one
    pools = network._Pools[Any](
        lambda _origin: SimpleNamespace(requests=0, idle_since=0.0, is_retired=False)
    )
    url = httpx.URL("http://a.example/x")
    first, second = pools.take(url), pools.take(url)
    assert first is second
    assert not pools.release(first, ValueError())
    third = pools.take(url)
    assert third is first
    assert not pools.release(first, KeyboardInterrupt())
    assert pools.take(url) is not first
    assert pools.release(first, None)


def test_the_pools_of_a_burst_go_when_they_have_been_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    pools = network._Pools[Any](
        lambda _origin: SimpleNamespace(requests=0, idle_since=0.0, is_retired=False)
    )
    url = httpx.URL("http://a.example/x")
    burst = [pools.take(url) for _ in range(12)]
    assert [pools.release(pool, None) for pool in burst] == [[]] * 12  # idle, but not for long
    monkeypatch.setattr(network, "_KEPT_FOR", -1.0)
    kept = pools.take(url)
    assert kept is burst[0]
    assert {id(pool) for pool in pools.release(kept, None)} == set(map(id, burst[1:]))
    assert pools.take_all() == [kept]


def test_pools_are_looked_at_now_and_then_and_go_after_two_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(network, "time", SimpleNamespace(monotonic=lambda: now[0]))
    pools = network._Pools[Any](
        lambda _origin: SimpleNamespace(requests=0, idle_since=0.0, is_retired=False)
    )
    url, other = httpx.URL("http://a.example/x"), httpx.URL("http://b.example/x")

    def request_at(moment: float, problem: BaseException | None = None) -> list[Any]:
        now[0] = moment
        return pools.release(pools.take(url), problem)

    first, second, third = (pools.take(url) for _ in range(3))
    elsewhere = pools.take(other)
    for pool in (first, second, third, elsewhere):
        assert pools.release(pool, None) == []
    assert request_at(102.0) == []  # not longer than two seconds
    assert request_at(103.0) == []  # looked at a second ago
    assert request_at(103.01) == [second, third]
    assert request_at(105.0, KeyboardInterrupt()) == [first]  # whenever that is
    assert request_at(109.0) == []  # of a new pool
    assert elsewhere in pools.take_all()


def test_a_client_of_plain_http_reads_no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Any:
        raise AssertionError("certificates were read")

    monkeypatch.setattr("ionworks._io.connections.tls", refuse)
    with scripted(Reply(body=b'{"status": "ok"}')) as server:
        with Ionworks("key-1234", api_url=server.url) as client:
            assert client.health_check() == {"status": "ok"}


def test_only_what_is_encoded_at_once_is_small() -> None:
    assert is_small({"name": "LG M50T", "ratings": {"capacity": {"value": 5.0, "unit": "A.h"}}})
    assert is_small({"notes": None, "tags": ["a", "b"], "is_public": True, "rows": 7})
    for large in (
        {"samples": [0.5] * 1000},
        {"rows": [{"name": f"cell {number}"} for number in range(100)]},
        {"notes": "x" * 1_000_000},
        {"samples": range(3)},  # what has to be written as plain JSON first
    ):
        assert not is_small(large)
    endless: dict[str, Any] = {}
    endless["self"] = endless
    assert not is_small(endless)


def test_a_request_without_a_body_sends_none(do: Any) -> None:
    with scripted(Reply(200, b'{"id": "s", "name": "x"}')) as server:
        over(do, server.url, lambda runtime: runtime.call(get_cell_specification, "s"))
    (request,) = server.seen
    assert request.body == b""
    assert not {"content-type", "content-digest", "content-length"} & set(request.headers)


def test_a_redirect_leads_to_its_whole_address(do: Any) -> None:
    """A relative address is joined; a whole one, also with words that need quoting, is kept."""
    signed = "http://storage.example/a/b.parquet?X-Signature=" + "0123456789abcdef" * 20
    for location, wanted in (
        ("/files/1?sign=2", "{url}/files/1?sign=2"),
        ("http://user:word@storage.example/a", "http://storage.example/a"),
        ("HTTPS://storage.example/a", "https://storage.example/a"),
        (signed, signed),
    ):
        with scripted(Reply(307, b"", {"Location": location})) as server:
            found = over(do, server.url, lambda runtime: runtime.call(download_time_series, "m"))
            assert found == wanted.format(url=server.url)


def test_a_change_counts_when_it_begins_and_when_it_ends(do: Any) -> None:
    """A page that is read meanwhile may show the list before the change, or after it."""
    counted: list[int] = []

    with scripted(Reply(204, b"")) as server:

        async def act(runtime: Any) -> None:
            def answer(_seen: Any) -> Reply:
                counted.append(runtime.changes)
                return Reply(204, b"")

            server.answer = answer
            await runtime.call(delete_cell_specification, "s")
            counted.append(runtime.changes)

        over(do, server.url, act)
    assert counted == [1, 2]


# --- time -----------------------------------------------------------------------------


def test_an_answer_of_a_call_is_held_to_the_deadline_however_much_of_it_came() -> None:
    deadline = time.monotonic() + 5.0
    limits = delivery.call_limits(30.0, deadline)
    assert limits.head_until == limits.until(0) == limits.until(10**9) == deadline
    assert 0.0 < (limits.timeout.read or 0.0) <= 5.0  # a silence ends by the deadline too
    assert delivery.call_limits(3.0, deadline).timeout.read == 3.0


def test_a_transfer_is_held_to_its_pace_instead() -> None:
    limits = delivery.transfer_limits()
    assert limits.head_until is None
    assert limits.until(2048) - limits.until(0) == pytest.approx(2.0)  # 1 KiB/s at least
    assert limits.until(0) - time.monotonic() == pytest.approx(300.0, abs=60.0)


def test_questions_come_more_slowly_up_to_a_limit_and_end_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(_polling, "time", SimpleNamespace(monotonic=lambda: sum(slept)))

    async def note(seconds: float) -> None:
        slept.append(seconds)

    async def look() -> None:
        return None

    runtime: Any = SimpleNamespace(backend=SimpleNamespace(sleep=note))
    found = run(_polling.poll_until_done(runtime, look, timeout=1.03, longest_pause=0.1))
    assert found is None
    assert sum(slept) == pytest.approx(1.03)
    assert slept[:3] == pytest.approx([0.005, 0.01, 0.02])
    assert max(slept) == 0.1


def test_a_packed_answer_does_not_announce_the_length_of_its_content() -> None:
    length = {"Content-Length": "7"}
    assert answers.announced_length(httpx.Response(200, headers=length)) == 7
    packed = httpx.Response(200, headers={**length, "Content-Encoding": "gzip"})
    assert answers.announced_length(packed) is None
