"""Large uploads in parts, against a real S3 service that checks what it is sent."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.scripted import Reply, Seen
from transfer.tools import MIB, FailTimes, named, runtime_over

from ionworks._io import awaiting, blocking, multipart
from ionworks._io.bodies import BytesBody
from ionworks.errors import APIConnectionError, TransferError
from ionworks.progress import reporting

BODY = os.urandom(11 * MIB)
OUR_LOGS = ("anyio", "httpcore", "httpx", "httpx_auth", "ionworks")
Send = Callable[..., None]


# --- which way ----------------------------------------------------------------------------


def test_a_large_body_goes_up_in_parts(storage: Any, send: Send) -> None:
    body = os.urandom(33 * MIB)
    send(storage.target(), body)
    assert storage.stored() == (body, "application/octet-stream")
    assert sorted(storage.requests) == ["complete", "create", "part 1", "part 2", "part 3"]
    sent = {named(seen): seen for seen in storage.script.seen}
    sizes = [len(sent[f"part {number}"].body) for number in (1, 2, 3)]
    assert sizes == [16 * MIB, 16 * MIB, MIB]
    assert all(
        seen.headers["x-amz-content-sha256"] == hashlib.sha256(seen.body).hexdigest()
        for seen in storage.script.seen
    )
    assert not any("x-api-key" in seen.headers for seen in storage.script.seen)


def test_a_small_body_goes_up_by_the_link(storage: Any, send: Send) -> None:
    send(storage.target(), b"PAR1")
    assert storage.stored()[0] == b"PAR1"
    assert storage.requests == ["put"]


def test_without_the_offer_a_large_body_goes_up_by_the_link(storage: Any, send: Send) -> None:
    body = bytes(17 * MIB)
    send(storage.target(parts=False), body)
    assert storage.stored()[0] == body
    assert storage.requests == ["put"]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("key", ["a b/ü=1+2&c~(d)!'*,;:@$.parquet", "100%25/%2F?#[x].parquet"])
def test_any_key_is_signed_as_it_is_sent(storage: Any, send: Send, key: str) -> None:
    storage.key = key
    send(storage.target(), BODY)
    assert storage.keys() == [key]
    assert "put" not in storage.requests


@pytest.mark.usefixtures("small_parts")
def test_two_parts_are_on_their_way_at_once(storage: Any, send: Send) -> None:
    both = threading.Barrier(2, timeout=30)
    at_once, most, lock = 0, 0, threading.Lock()

    def meet(seen: Seen) -> None:
        nonlocal at_once, most
        if named(seen) in ("part 1", "part 2"):
            with lock:
                at_once += 1
                most = max(most, at_once)
            both.wait()
            with lock:
                at_once -= 1

    storage.fault = meet
    send(storage.target(), BODY)
    assert most == 2
    assert storage.stored()[0] == BODY


@given(size=st.integers(0, 2**43))
def test_parts_cover_the_body_within_the_limits_of_s3(size: int) -> None:
    class Big:
        def __init__(self) -> None:
            self.size = size

        def open(self) -> Any:
            return io.BytesIO()

    parts = multipart._Parts(Big(), None)
    lengths = parts._lengths
    assert sum(lengths) == size
    assert 1 <= parts.count == len(lengths) <= 10_000
    assert all(length >= 16 * MIB for length in lengths[:-1])
    assert lengths[-1] >= 0


# --- faults -------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("reply", [Reply(524), Reply(503), Reply(500), Reply(hang_up=True)])
@pytest.mark.parametrize("where", ["create", "part 2"])
def test_a_failing_request_is_repeated(storage: Any, send: Send, where: str, reply: Reply) -> None:
    storage.fault = FailTimes(2, where, reply)
    send(storage.target(), BODY)
    assert storage.stored()[0] == BODY
    assert storage.requests.count(where) == 3
    again = [seen.body for seen in storage.script.seen if named(seen) == where]
    assert again[0] == again[1] == again[2]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("where", ["create", "part 1", "part 3"])
def test_three_tries_and_no_more(storage: Any, send: Send, where: str) -> None:
    storage.fault = FailTimes(99, where, Reply(524))
    with pytest.raises(TransferError, match="Upload in parts") as caught:
        send(storage.target(), BODY)
    assert (caught.value.status_code, caught.value.attempts) == (524, 3)
    assert storage.requests.count(where) == 3
    assert ("abort" in storage.requests) == (where != "create")
    assert "put" not in storage.requests
    assert storage.keys() == []
    assert storage.unfinished() == 0


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("reply", [Reply(524), Reply(502), Reply(hang_up=True)])
def test_a_completion_that_may_be_going_on_is_not_repeated(
    storage: Any, send: Send, reply: Reply
) -> None:
    storage.fault = FailTimes(99, "complete", reply)
    with pytest.raises((TransferError, APIConnectionError)):
        send(storage.target(), BODY)
    assert storage.requests.count("complete") == 1
    assert storage.requests[-1] == "abort"
    assert storage.unfinished() == 0


LATE = b"<?xml version='1.0'?>\n<Error><Code>InternalError</Code><Message>x</Message></Error>"


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("reply", [Reply(503), Reply(200, LATE)])
def test_a_completion_that_was_not_done_is_repeated(storage: Any, send: Send, reply: Reply) -> None:
    storage.fault = FailTimes(2, "complete", reply)
    send(storage.target(), BODY)
    assert storage.stored()[0] == BODY


@pytest.mark.usefixtures("small_parts")
def test_a_completion_that_fails_below_a_success_is_a_failure(storage: Any, send: Send) -> None:
    storage.fault = FailTimes(99, "complete", Reply(200, LATE))
    with pytest.raises(TransferError) as caught:
        send(storage.target(), BODY)
    assert (caught.value.status_code, caught.value.error_code) == (500, "InternalError")
    assert storage.unfinished() == 0


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("where", ["create", "part 1"])
def test_an_answer_without_what_is_needed_is_a_failure(
    storage: Any, send: Send, where: str
) -> None:
    storage.fault = FailTimes(1, where, Reply(200, b"", {}))
    with pytest.raises(TransferError, match=r"names no upload|has no ETag"):
        send(storage.target(), BODY)
    assert storage.unfinished() == 0


@pytest.mark.usefixtures("small_parts")
def test_an_abort_that_fails_hides_nothing(storage: Any, send: Send) -> None:
    def fault(seen: Seen) -> Reply | None:
        return {"abort": Reply(500), "part 2": Reply(400)}.get(named(seen))

    storage.fault = fault
    with pytest.raises(TransferError) as caught:
        send(storage.target(), BODY)
    assert caught.value.status_code == 400


@pytest.mark.usefixtures("small_parts")
def test_a_body_that_shrinks_is_not_stored(storage: Any, send: Send) -> None:
    class Shrunk(BytesBody):
        size = len(BODY) + 1  # type: ignore[assignment]

    with pytest.raises(TransferError, match="became shorter"):
        send(storage.target(), Shrunk(BODY))
    assert storage.keys() == []
    assert storage.unfinished() == 0


# --- each way stands in for the other -----------------------------------------------------


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(
    "wrong",
    [{"secret_access_key": "no"}, {"session_token": "no"}, {"access_key_id": "ASIANOBODY"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_refused_credentials_lead_to_the_link(storage: Any, send: Send, wrong: Any) -> None:
    send(storage.target(**wrong), BODY)
    assert storage.stored()[0] == BODY
    assert storage.requests == ["create", "put"]


@pytest.mark.usefixtures("small_parts")
def test_credentials_that_end_halfway_lead_to_the_link(storage: Any, send: Send) -> None:
    ended = b"<Error><Code>ExpiredToken</Code></Error>"
    storage.fault = FailTimes(1, "part 3", Reply(400, ended))
    send(storage.target(), BODY)
    assert storage.stored()[0] == BODY
    assert storage.requests[-2:] == ["abort", "put"]
    assert storage.unfinished() == 0


@pytest.mark.usefixtures("small_parts")
def test_without_the_extra_the_link_is_used(
    storage: Any, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx_auth", None)
    send(storage.target(), BODY)
    assert storage.stored()[0] == BODY
    assert storage.requests == ["put"]


@pytest.mark.usefixtures("small_parts")
def test_a_body_that_no_link_takes_names_the_extra(
    storage: Any, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx_auth", None)
    monkeypatch.setattr(multipart, "PUT_LIMIT", 10 * MIB)
    with pytest.raises(TransferError, match=r"ionworks-api\[s3\]"):
        send(storage.target(), BODY)
    assert storage.requests == []


@pytest.mark.usefixtures("small_parts")
def test_a_body_that_no_link_takes_says_why_parts_failed(
    storage: Any, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multipart, "PUT_LIMIT", 10 * MIB)
    with pytest.raises(TransferError, match="SignatureDoesNotMatch"):
        send(storage.target(secret_access_key="no"), BODY)
    assert storage.requests == ["create"]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("ends", ["2001-01-01T00:00:00Z", "2101-01-01T00:00:00Z"])
def test_the_storage_says_whether_a_permission_has_ended(
    storage: Any, send: Send, ends: str
) -> None:
    """By our own clock, which may be wrong by hours, nothing is refused."""
    send(storage.target(expires_at=ends), BODY)
    assert storage.requests[0] == "create"
    assert storage.stored()[0] == BODY


@pytest.mark.usefixtures("small_parts")
def test_a_permission_that_has_ended_leaves_the_link(storage: Any, send: Send) -> None:
    ended = Reply(400, b"<Error><Code>ExpiredToken</Code></Error>")
    storage.fault = lambda seen: ended if named(seen) == "create" else None
    send(storage.target(), BODY)
    assert storage.requests == ["create", "put"]


@pytest.mark.parametrize("status", [504, 524])
def test_a_link_that_takes_too_long_leads_to_parts(storage: Any, send: Send, status: int) -> None:
    storage.fault = FailTimes(1, "put", Reply(status))
    send(storage.target(), b"PAR1")
    assert storage.stored()[0] == b"PAR1"
    assert storage.requests == ["put", "create", "part 1", "complete"]


def test_parts_are_tried_once_and_no_link_after_them(storage: Any, send: Send) -> None:
    storage.fault = lambda seen: Reply(524) if named(seen) in ("put", "complete") else None
    with pytest.raises(TransferError, match="Upload in parts"):
        send(storage.target(), b"PAR1")
    assert storage.requests == ["put", "create", "part 1", "complete", "abort"]


def test_if_parts_are_out_of_reach_the_failure_of_the_link_is_reported(
    storage: Any, send: Send
) -> None:
    storage.fault = FailTimes(99, "put", Reply(524))
    with pytest.raises(TransferError, match="Upload to") as caught:
        send(storage.target(secret_access_key="no"), b"PAR1")
    assert caught.value.status_code == 524


def test_a_link_that_is_refused_stays_refused(storage: Any, send: Send) -> None:
    storage.fault = FailTimes(99, "put", Reply(403))
    with pytest.raises(TransferError, match="expired"):
        send(storage.target(), b"PAR1")
    assert storage.requests == ["put"]


# --- interrupted --------------------------------------------------------------------------


@pytest.mark.usefixtures("small_parts")
def test_cancelling_aborts_the_upload(storage: Any) -> None:
    waiting, leave = threading.Event(), threading.Event()

    def hang(seen: Seen) -> Reply | None:
        if named(seen) == "part 2":
            waiting.set()
            leave.wait(30)
            return Reply(hang_up=True)
        return None

    storage.fault = hang

    async def main() -> None:
        runtime = runtime_over(awaiting.AwaitingBackend())
        try:
            async with anyio.create_task_group() as group:
                store = multipart.store
                body = BytesBody(BODY)
                group.start_soon(lambda: store(runtime, storage.target(), body, content_type="a/b"))
                await anyio.to_thread.run_sync(waiting.wait)
                group.cancel_scope.cancel()
        finally:
            await runtime.close()

    try:
        anyio.run(main)
    finally:
        leave.set()
    assert "abort" in storage.requests
    assert storage.unfinished() == 0


@pytest.mark.usefixtures("small_parts")
def test_an_interrupt_aborts_the_upload(storage: Any) -> None:
    def interrupted(done: int, total: int) -> None:
        raise KeyboardInterrupt

    async def main() -> None:
        runtime = runtime_over(blocking.BlockingBackend())
        body = BytesBody(BODY)
        try:
            await multipart.store(
                runtime, storage.target(), body, content_type="a/b", progress=interrupted
            )
        finally:
            await runtime.close()

    with pytest.raises(KeyboardInterrupt):
        blocking.run(main())
    assert "complete" not in storage.requests
    assert "put" not in storage.requests
    assert "abort" in storage.requests
    assert storage.unfinished() == 0


# --- progress and secrets -----------------------------------------------------------------


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("where", ["part 2", "nothing"])
def test_progress_never_falls_and_ends_with_all(storage: Any, send: Send, where: str) -> None:
    storage.fault = FailTimes(1, where, Reply(503))
    calls: list[tuple[int, int]] = []
    with reporting(lambda *call: calls.append(call), "x", None) as report:
        send(storage.target(), BODY, report)
    assert calls == sorted(set(calls))
    assert calls[-1] == (len(BODY), len(BODY))
    assert len(calls) > 5


@pytest.mark.usefixtures("small_parts")
def test_a_report_that_fails_ends_the_upload(storage: Any, send: Send) -> None:
    problem = ConnectionError("the display is gone")  # of a kind that would be retried

    def fail(done: int, total: int) -> None:
        raise problem

    with pytest.raises(ConnectionError) as caught:
        with reporting(fail, "x", None) as report:
            send(storage.target(), BODY, report)
    assert caught.value is problem
    assert "complete" not in storage.requests
    assert max(map(storage.requests.count, storage.requests)) == 1  # nothing was sent again
    assert storage.keys() == []


@pytest.mark.usefixtures("small_parts")
def test_secrets_are_in_no_error_and_no_log(
    storage: Any, send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    own = storage.service.credentials
    telling = (
        f"<Error><Code>AccessDenied</Code><Message>{own.session_token}</Message>"
        f"<StringToSign>{own.secret_access_key}</StringToSign></Error>"
    ).encode()
    target = storage.target()
    caplog.clear()
    storage.fault = lambda seen: None if named(seen) == "create" else Reply(400, telling)
    with pytest.raises(TransferError) as caught:
        send(target, BODY)
    problem = caught.value
    # The service runs in this process and logs what it is sent.
    ours = [record for record in caplog.records if record.name.partition(".")[0] in OUR_LOGS]
    assert ours
    logs = [record.getMessage() for record in ours]
    said = f"{problem!r} {problem} {vars(problem)} {problem.__cause__!r} {logs}"
    for secret in (own.secret_access_key, own.session_token):
        assert secret not in said
