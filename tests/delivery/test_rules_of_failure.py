"""What a failure is called, what it says, and whether the request may be sent again: as tables."""

from __future__ import annotations

import hashlib
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from math import inf
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from ionworks import digests, errors
from ionworks._io import deadlines, decoding, failures
from ionworks._io.blocking import run
from ionworks._io.decoding import Bounded, Unpacked
from ionworks._io.operations import require_asked
from ionworks._io.repeating import RetryBudget, is_passing, repeat
from ionworks._io.silence import check_silence
from ionworks._io.sinks import MemorySink
from ionworks._io.updating import _holds, _State

MAYBE = "may have been carried out"


def answer(
    status: int, content: Any = None, *, method: str = "GET", path: str = "/x", **headers: str
) -> httpx.Response:
    request = httpx.Request(method, f"https://api.example.com{path}")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = {"content": content} if isinstance(content, bytes) else {"json": content or {}}
    return httpx.Response(status, request=request, headers=named, **body)


def failure(status: int, content: Any = None, **asked: Any) -> errors.IonworksError:
    return failures.from_answer(answer(status, content, **asked), credential="the API key")


# --- what may be sent again -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "repeatable", "other"),
    [
        # (problem, whether what may be repeated is, whether anything else is)
        (failure(500), True, False),
        (failure(502), True, False),
        (failure(501), False, False),
        (failure(505), False, False),
        (failure(599), True, False),
        (failure(429), True, True),
        (failure(429, {"error_code": "USAGE_LIMIT_REACHED"}), False, False),
        (failure(429, {"error_code": "USAGE_LIMIT_REACHED"}, retry_after="1"), True, True),
        (failure(400, {"error_code": "BAD_DIGEST", "message": "x"}), True, True),
        (failure(500, {"error_code": "DAMAGED_OBJECT", "message": "x"}), False, False),
        (failure(404, {"message": "x"}), False, False),
        (failure(409, {"message": "x"}), False, False),
        (failures.from_storage(answer(503)), True, False),
        (failures.from_storage(answer(500)), True, False),
        (failures.from_storage(answer(429)), True, False),
        (failures.from_storage(answer(499)), False, False),
        (failures.from_storage(answer(403)), False, False),
        (failures.from_damage(answer(200)), False, False),
        (ValueError("x"), False, False),
    ],
)
def test_what_passes_may_be_sent_again(problem: Any, repeatable: bool, other: bool) -> None:
    assert is_passing(problem, repeatable=True) is repeatable
    assert is_passing(problem, repeatable=False) is other


@pytest.mark.parametrize(
    ("cause", "doubt"),
    [
        (httpx.ConnectError("x"), False),
        (httpx.ConnectTimeout("x"), False),
        (httpx.PoolTimeout("x"), False),
        (httpx.ReadTimeout("x"), True),
        (httpx.WriteError("x"), True),
        (httpx.RemoteProtocolError("x"), True),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_was_never_sent_leaves_no_doubt(method: str, cause: Any, doubt: bool) -> None:
    request = httpx.Request(method, "https://api.example.com/x")
    problem = failures.from_silence(cause, request)
    problem.__cause__ = cause
    assert isinstance(problem, errors.APIConnectionError)
    assert isinstance(problem, errors.APITimeoutError) is isinstance(
        cause, httpx.ReadTimeout | httpx.PoolTimeout
    )
    assert failures.leaves_doubt(problem) is doubt
    assert is_passing(problem, repeatable=False) is not doubt
    assert is_passing(problem, repeatable=True)
    assert (MAYBE in problem.message) is (doubt and method == "POST")
    assert (problem.method, problem.path) == (method, "/x")


@pytest.mark.parametrize(
    ("problem", "doubt"),
    [
        (failure(500), True),
        (failure(501), False),
        (failure(505), False),
        (failure(404), False),
        (failure(429), False),
        (failure(302), False),
        (failures.from_damage(answer(404)), True),
        (failures.from_unreadable(answer(200), ValueError("x")), True),
        (failures.from_unreadable(answer(299), ValueError("x")), True),
        (failures.from_unreadable(answer(300), ValueError("x")), False),
        (failures.from_unreadable(answer(199), ValueError("x")), False),
        (ValueError("x"), False),
    ],
)
def test_an_answer_that_is_none_leaves_doubt(problem: Any, doubt: bool) -> None:
    assert failures.leaves_doubt(problem) is doubt


# --- what it is called, and what it says ------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (300, errors.UnexpectedResponseError),
        (399, errors.UnexpectedResponseError),
        (400, errors.BadRequestError),
        (401, errors.ForbiddenError),
        (403, errors.ForbiddenError),
        (404, errors.NotFoundError),
        (407, errors.UnexpectedResponseError),
        (409, errors.ConflictError),
        (412, errors.ConflictError),
        (418, errors.UnexpectedResponseError),
        (422, errors.RequestValidationError),
        (429, errors.RateLimitError),
        (499, errors.UnexpectedResponseError),
        (500, errors.ServerError),
        (501, errors.ServerError),
        (599, errors.ServerError),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_status_has_its_class(status: int, kind: type, method: str) -> None:
    problem = failure(
        status,
        {"message": "No.", "error_code": "C"},
        method=method,
        path="/cells/abc",
        retry_after="7",
        x_correlation_id="id",
    )
    assert type(problem) is kind
    facts = (problem.status_code, problem.error_code, problem.method, problem.path)
    assert facts == (status, "C", method, "/cells/abc")
    assert problem.correlation_id == "id"
    waits = status == 429 or status >= 500
    assert problem.retry_after == (7 if waits else None)
    assert ("asks to wait 7 s" in problem.message) is waits
    assert ("sent with the API key" in problem.message) is (status in (401, 403))
    assert (MAYBE in problem.message) is (method == "POST" and status in (500, 599))
    if status not in (300, 399, 407):
        assert problem.message.startswith("No")


def test_a_refusal_says_what_helps() -> None:
    assert "redirects this request to nowhere" in failure(300).message
    led = failure(307, location="https://elsewhere.example.com/x?secret=1")
    assert "to https://elsewhere.example.com/x;" in led.message
    read_only = failure(403, {"message": "No", "error_code": "READ_ONLY"})
    assert "sent with" not in read_only.message
    for path, name in (
        ("/cells/LG%20M50", "'LG M50'"),
        ("/cells/7d0c4c9e-2f0c-4c55-a9a1-0c0f3f4d5b11", None),
        ("/cells/abc/time_series", None),
    ):
        message = failure(404, {"message": "No"}, path=path).message
        assert ("is no id" in message) is (name is not None)
        assert name is None or name in message
    assert "is no id" not in failure(404, b"", path="/cells/LG%20M50").message
    assert failure(404, b"").message == "The service answered 404 Not Found without a reason"
    foreign = failure(502, b"<html>", content_type="text/html; charset=utf-8").message
    assert foreign.startswith("The service answered 502 Bad Gateway with text/html, not its JSON")
    unnamed = failure(400, b"x").message
    assert "with an unnamed content type" in unnamed


@pytest.mark.parametrize(
    ("code", "said"),
    # As OpenSSL numbers them in x509_vfy.h.
    [
        (9, "its certificate is not valid now (why). Check the clock"),
        (10, "its certificate is not valid now (why). Check the clock"),
        (62, "its certificate is not for 'api.example.com' (why). Check the address"),
        (64, "its certificate is not for 'api.example.com' (why). Check the address"),
        (18, "nobody whom this machine trusts has signed its certificate (why)."),
        (11, "nobody whom this machine trusts has signed its certificate (why)."),
        (63, "nobody whom this machine trusts has signed its certificate (why)."),
    ],
)
def test_a_refused_certificate_is_explained(code: int, said: str) -> None:
    refused = ssl.SSLCertVerificationError()
    refused.verify_code, refused.verify_message = code, " why. "
    failed = httpx.ConnectError("x")
    failed.__context__ = OSError("between")
    failed.__context__.__cause__ = refused
    request = httpx.Request("GET", "https://api.example.com/x")
    problem = failures.from_silence(failed, request)
    assert type(problem) is errors.APIConnectionError
    assert problem.message.startswith(f"Cannot reach https://api.example.com: {said}")


def test_a_service_without_tls_is_told_from_one_that_is_away() -> None:
    request = httpx.Request("GET", "https://api.example.com/x")
    for kind, is_told in ((httpx.ConnectError, True), (httpx.ReadError, False)):
        failed = kind("x")
        failed.__cause__ = ssl.SSLError("wrong version")
        message = failures.from_silence(failed, request).message
        assert ("does not speak TLS as it should" in message) is is_told
        assert ("wrong version" in message) is is_told
    plain = failures.from_silence(httpx.ConnectError("no route."), request).message
    assert plain.startswith("Cannot reach https://api.example.com: no route. Check the address")


def test_details_of_a_refusal_are_read_by_name() -> None:
    found = failure(409, {"message": "x", "detail": {"a": 1}, "b": 2}).data
    assert (found["a"], found["b"], found.get("c"), found.get("a"), found.get("b")) == (
        *(1, 2, None),
        *(1, 2),
    )
    assert ("a" in found, "b" in found, "c" in found) == (True, True, False)
    with pytest.raises(KeyError):
        found["c"]
    old = failure(409, {"detail": "taken", "existing_cell_instance_id": "i"})
    assert (old.message, old.data["existing_cell_instance_id"]) == ("taken", "i")
    named = failure(409, {"message": "m", "detail": {"a": 1}, "existing_cell_instance_id": "i"})
    assert dict(named.data) == {"a": 1, "existing_id": "i"}
    fields = [{"loc": ["body", "name"], "msg": "is empty"}, {"loc": ["body", 0]}, "odd", {"x": 1}]
    assert failure(422, {"detail": fields}).message == (
        "body.name: is empty; body.0: is not valid; odd; {'x': 1}"
    )
    assert failure(422, {"detail": []}).message == "The request is not valid"
    assert failure(400, {"message": 5, "error_code": ""}).error_code is None


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "has expired"),
        (404, "not there"),
        (409, "another upload took its place"),
        (413, "larger than"),
        (416, "shorter than"),
        (507, "no space left"),
        (418, "refused it"),
    ],
)
def test_a_failed_transfer_says_why(status: int, said: str) -> None:
    problem = failures.from_storage(answer(status, method="PUT", path="/o?secret=1"))
    assert said in problem.message
    assert problem.message.startswith("Upload to api.example.com failed: ")
    assert (problem.status_code, problem.path, problem.method) == (status, "/o", "PUT")
    assert failures.from_storage(answer(status)).message.startswith("Download from ")
    xml = b"<?xml?><Error><Code>BadDigest</Code></Error>"
    assert "arrived damaged" in failures.from_storage(answer(status, xml)).message
    stored = {"error_code": "DAMAGED_OBJECT"}
    damaged = failures.from_storage(answer(status, stored, retry_after="3"))
    assert (damaged.error_code, damaged.retry_after) == ("DAMAGED_OBJECT", 3)
    assert "object is damaged" in damaged.message


def test_how_long_to_wait_is_a_number_or_a_moment() -> None:
    def asked(value: str) -> Any:
        return failure(503, retry_after=value).retry_after

    assert (asked("0"), asked(" 12 "), asked("soon"), asked("-1"), asked("")) == (
        *(0, 12),
        *(None, None, None),
    )
    # A moment is compared with the clock of the service, whatever ours says.
    there = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)

    def until(moment: datetime, **headers: str) -> Any:
        return failure(503, retry_after=format_datetime(moment, usegmt=True), **headers).retry_after

    date = format_datetime(there, usegmt=True)
    assert until(there + timedelta(hours=1), date=date) == 3600
    assert until(there - timedelta(hours=1), date=date) == 0
    assert until(there, date=date.replace("GMT", "-0000")) == 0
    assert until(there) is None


# --- repeating ------------------------------------------------------------------------------


def repeated(
    fails: int, *, tries: int = 9, budget: RetryBudget | None = None, **options: Any
) -> tuple[list[int], list[float], Any]:
    """Repeat what fails so often; return the attempts, the pauses, and how it ended."""
    attempts: list[int] = []
    pauses: list[float] = []

    async def attempt(number: int) -> str:
        attempts.append(number)
        if len(attempts) <= fails:
            raise errors.ServerError("busy", status_code=503, retry_after=options.get("asked", 0.1))
        return "done"

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def main() -> Any:
        try:
            return await repeat(
                attempt,
                sleep=sleep,
                tries=tries,
                may_repeat=options.get("may_repeat", lambda problem: True),
                longest_pause=options.get("longest", 1.0),
                deadline=options.get("deadline"),
                budget=budget,
            )
        except errors.ServerError as problem:
            return problem.attempts

    return attempts, pauses, run(main())


def test_an_attempt_is_repeated_until_one_of_its_limits() -> None:
    assert repeated(0) == ([1], [], "done")
    assert repeated(2) == ([1, 2, 3], [0.1, 0.1], "done")
    assert repeated(3, tries=3) == ([1, 2, 3], [0.1, 0.1], 3)
    assert repeated(1, tries=1) == ([1], [], 1)
    assert repeated(2, may_repeat=lambda problem: False) == ([1], [], 1)
    assert repeated(2, asked=1.0, longest=1.0)[2] == "done"
    assert repeated(2, asked=1.1, longest=1.0) == ([1], [], 1)
    assert repeated(2, deadline=time.monotonic() + 100)[2] == "done"
    assert repeated(2, asked=100.0, longest=inf, deadline=time.monotonic() + 50)[2] == 1
    assert repeated(1, deadline=time.monotonic() - 1) == ([1], [], 1)
    shared = RetryBudget(3)
    assert repeated(2, budget=shared)[2] == "done"
    assert repeated(2, budget=shared) == ([1, 2], [0.1], 2)  # one was left
    assert repeated(1, budget=shared)[2] == 1


def test_pauses_without_a_wish_grow_and_vary() -> None:
    pauses = [repeated(4, asked=None, longest=inf)[1] for _ in range(20)]
    assert all(0 <= pause <= 0.3 * 2**place for one in pauses for place, pause in enumerate(one))
    assert len({pause for one in pauses for pause in one}) > 40
    assert max(one[3] for one in pauses) > 0.3


# --- the bytes of an answer -------------------------------------------------------------------


def unpacked(coding: str, *chunks: bytes) -> bytes:
    reading = Unpacked(answer(200, b"", content_encoding=coding) if coding else answer(200, b""))
    content = b"".join(piece for chunk in chunks for piece in reading.feed(chunk))
    reading.finish()
    return content


def packed(content: bytes, window: int = 31) -> bytes:
    packing = zlib.compressobj(wbits=window)
    return packing.compress(content) + packing.flush()


def test_an_answer_is_unpacked_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytes(range(256)) * 20_000
    assert unpacked("", b"a", b"b") == unpacked("identity", b"ab") == b"ab"
    for coding, window in (("gzip", 31), ("x-gzip", 31), (" GZIP ", 31), ("deflate", 15)):
        body = packed(content, window)
        assert (
            unpacked(coding, *(body[at : at + 999] for at in range(0, len(body), 999))) == content
        )
        assert unpacked(coding) == b""
        with pytest.raises(httpx.DecodingError, match="ends before"):
            unpacked(coding, body[:-1])
    with pytest.raises(httpx.DecodingError, match="cannot be unpacked"):
        unpacked("gzip", b"not packed at all")
    for coding in ("br", "gzip, gzip"):
        with pytest.raises(errors.UnexpectedResponseError, match="was not asked for"):
            unpacked(coding, b"x")
    pieces = list(Unpacked(answer(200, b"", content_encoding="gzip")).feed(packed(content)))
    assert max(map(len, pieces)) <= 1024**2
    body = packed(b"x")
    monkeypatch.setattr(decoding, "MAX_UNANNOUNCED_BYTES", len(body))
    assert unpacked("gzip", body[:5], body[5:]) == b"x"
    monkeypatch.setattr(decoding, "MAX_UNANNOUNCED_BYTES", len(body) - 1)
    with pytest.raises(httpx.DecodingError, match="has no end"):
        unpacked("gzip", body[:5], body[5:])


def test_a_sink_takes_what_it_may_each_time_that_it_begins() -> None:
    sink = MemorySink()
    bounded = Bounded(sink, 4, answer(200))
    for _ in range(2):
        bounded.start(None)
        bounded.write(b"ab")
        bounded.write(b"cd")
    assert sink.data == b"abcd"
    with pytest.raises(errors.UnexpectedResponseError, match="more than"):
        bounded.write(b"e")
    assert sink.data == b"abcd"


def test_a_digest_is_found_among_others() -> None:
    sha256 = hashlib.sha256(b"x").hexdigest()
    field = digests.as_field(sha256)
    for text in (field, f"sha-512=:AAAA:, {field}", f"{field},md5=:A:", f" {field}"):
        assert digests.read_field(text) == sha256
    for text in (None, "", "sha-256=x", f"x{field}", field[:-1], digests.as_base64(sha256)):
        assert digests.read_field(text) is None


# --- time -----------------------------------------------------------------------------------


def test_a_silence_and_the_end_bound_a_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(deadlines, "time", SimpleNamespace(monotonic=lambda: now[0]))
    head = deadlines.awaiting_answer(110.0)
    assert deadlines.current() is None
    with head as wait:
        assert deadlines.current() is wait is head
        wait.begin_silence()
        assert (wait.to_hear(None), wait.to_hear(30.0), wait.to_hear(4.0)) == (10.0, 10.0, 4.0)
        now[0] = 103.0
        assert wait.to_hear(4.0) == 1.0  # of the whole head
        assert wait.to_send(4.0) == 4.0  # sending ends a silence
        now[0] = 107.0
        assert 0 < wait.to_hear(4.0) < 0.01  # what has come already may be read
        with pytest.raises(httpx.ReadTimeout):
            wait.to_hear(4.0)
    assert deadlines.current() is None
    endless = deadlines.awaiting_answer(None)
    endless.begin_silence()
    assert (endless.to_hear(None), endless.to_hear(4.0)) == (None, 4.0)
    now[0] = 100.0
    body = deadlines.awaiting_body(110.0)
    now[0] = 109.0
    assert (body.to_hear(4.0), body.to_hear(0.5)) == (1.0, 0.5)  # each read by itself
    now[0] = 110.0
    body.to_hear(4.0)
    with pytest.raises(httpx.ReadTimeout):
        body.to_hear(4.0)
    late = deadlines.awaiting_body(100.0)
    late.to_send(1.0)
    with pytest.raises(httpx.WriteTimeout):
        late.to_send(1.0)
    limit = 1024 * 1024
    assert len(deadlines.awaiting_answer(None).heard(bytes(limit))) == limit
    with pytest.raises(httpx.RemoteProtocolError, match="1024 KiB"):
        deadlines.awaiting_answer(None).heard(bytes(limit + 1))
    counting = deadlines.awaiting_answer(None)
    counting.heard(bytes(limit))
    with pytest.raises(httpx.RemoteProtocolError):
        counting.heard(b"x")
    deadlines.awaiting_body(inf).heard(bytes(limit + 1))


def test_a_timeout_of_a_transfer_is_one_number_or_two() -> None:
    assert check_silence(None) is None
    assert (check_silence(3), check_silence((3,)), check_silence([1, 2])) == (3.0, 3.0, (1.0, 2.0))
    for wrong in (True, "1", (1, "2"), (1, None)):
        with pytest.raises(TypeError, match="number of seconds"):
            check_silence(wrong)
    for wrong in (0, -1, inf, float("nan"), (1, 0)):
        with pytest.raises(ValueError, match="longer than 0 s"):
            check_silence(wrong)
    for wrong in ((), (1, 2, 3)):
        with pytest.raises(ValueError, match=f"not {len(wrong)}"):
            check_silence(wrong)


# --- updates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patch", "value", "holds"),
    [
        ({}, {"a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 3}, {"a": 1, "b": 2}, False),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, True),
        ({"a": {"b": 1}}, {"a": 1}, False),
        ({"a": {"b": None}}, {"a": None}, True),
        ({"a": None}, {}, True),
        ({"a": ""}, {"a": []}, True),
        ({"a": None}, {"a": {}}, True),
        ({"a": None}, {"a": 0}, False),
        ({"a": 0}, {"a": None}, False),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ({"t": "2026-01-01T00:00:00Z"}, {"t": "2026-01-01T01:00:00+01:00"}, True),
        ({"t": "2026-01-01T00:00:00Z"}, {"t": "2026-01-01T00:00:01Z"}, False),
        # Without a zone it is UTC, as the platform reads it.
        ({"t": "2026-01-01T00:00:00"}, {"t": "2026-01-01T00:00:00.000000Z"}, True),
        ({"t": "2026-01-01T00:00:00"}, {"t": "2026-01-01T00:00:00+01:00"}, False),
        ({"t": "2026-01-01"}, {"t": "2026-01-01T00:00:00Z"}, True),
        ({"t": "2026-01-01"}, {"t": None}, False),
    ],
)
def test_a_patch_holds_where_it_would_change_nothing(patch: Any, value: Any, holds: bool) -> None:
    assert _holds(patch, value) is holds


def test_a_version_is_told_by_its_tag_then_by_its_time_then_by_all_of_it() -> None:
    def state(etag: str | None, moment: str | None, other: int = 0) -> _State:
        record = {"other": other} if moment is None else {"other": other, "updated_at": moment}
        return _State(None, record, etag)

    one = state("a", "1")
    assert one.is_version_of(state("a", "2", 1))
    assert not one.is_version_of(state("b", "1"))
    assert one.is_version_of(state(None, "1", 1))
    assert not state(None, "1").is_version_of(state("a", "2"))
    assert state(None, None).is_version_of(state("a", "1")) is False
    assert state(None, None, 3).is_version_of(state(None, None, 3))
    assert not state(None, None, 3).is_version_of(state(None, None, 4))


def test_each_field_of_a_record_is_compared_with_what_was_asked_for() -> None:
    found = SimpleNamespace(id="i", name=" n ", size=1, absent=None)
    asked: dict[str, Any]
    for asked in ({}, {"id": "i", "name": "n"}, {"size": 2, "absent": "x", "other": "y"}):
        assert require_asked(found, **asked) is found
    for asked in ({"id": "j"}, {"size": 2, "name": "m"}, {"other": "y", "id": "i", "name": "N"}):
        with pytest.raises(errors.UnexpectedResponseError, match="another record"):
            require_asked(found, **asked)
