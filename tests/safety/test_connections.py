"""Connections that ask for nothing, or never finish, end; however many there are, others get in."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import h11
import httpx
import pytest
from safety.uploads import begun, path_of, put, stored
from support.wire import Wire, ask

from ionworks.local.connections import _end_oldest, _Phase, protocol
from ionworks.local.limits import Limits
from ionworks.local.server import Platform

LONG = 3600.0
PATIENT = Limits(head=LONG, window=LONG, rest=LONG, idle=3600)
Serve = Callable[[Limits], Platform]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda limits: stack.enter_context(Platform(tmp_path / "data", limits=limits))


def limits(**changed: float) -> Limits:
    """Limits that never end anything, but for those that are named."""
    from attrs import evolve

    return evolve(PATIENT, **changed)


@contextmanager
def half_an_upload(platform: Platform) -> Iterator[Wire]:
    link = begun(platform)
    with Wire(link) as wire:
        wire.head(f"PUT {path_of(link)}", Content_Length="100", Expect="100-continue")
        is_awaited(wire)
        wire.send(b"x" * 50)
        yield wire


@contextmanager
def half_a_record(platform: Platform) -> Iterator[Wire]:
    with Wire(platform.url) as wire:
        key = platform.api_key
        wire.head("POST /projects", X_API_Key=key, Content_Length="100", Expect="100-continue")
        is_awaited(wire)
        wire.send(b'{"name": ')
        yield wire


def is_awaited(wire: Wire) -> None:
    """Make sure that the platform reads a body."""
    answer = wire.answer()
    assert answer is not None
    assert answer.status == 100


# Time


def test_a_connection_that_says_nothing_ends(serve: Serve) -> None:
    platform = serve(limits(head=0.1))
    for url in (platform.url, platform.storage_url):
        with Wire(url) as wire:
            assert wire.answer() is None


@pytest.mark.parametrize("sent", [b"G", b"GET /healthz HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x"])
def test_a_head_that_does_not_end_is_refused(serve: Serve, sent: bytes) -> None:
    platform = serve(limits(head=0.1))
    for url in (platform.url, platform.storage_url):
        with Wire(url) as wire:
            wire.send(sent)
            answer = wire.answer()
            assert answer is not None
            assert (answer.status, answer.json()["error_code"]) == (408, "REQUEST_TIMEOUT")
            assert answer.headers["x-correlation-id"]
            assert wire.has_ended()


def test_a_head_that_trickles_is_refused(serve: Serve) -> None:
    """Each byte does not begin the time again."""
    platform = serve(limits(head=0.3))
    with Wire(platform.url) as wire:
        wire.send(b"GET /healthz HTTP/1.1\r\nX: ")
        while not select.select([wire], [], [], 0.02)[0]:
            wire.send(b"x")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 408


def test_the_head_of_a_later_request_has_its_time_too(serve: Serve) -> None:
    platform = serve(limits(head=0.2))
    with Wire(platform.url) as wire:
        for _ in range(3):
            wire.head("GET /healthz")
            answer = wire.answer()
            assert answer is not None
            assert answer.status == 200
        wire.send(b"GET /hea")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 408


def test_a_connection_without_another_request_ends(serve: Serve) -> None:
    platform = serve(limits(idle=0))
    with Wire(platform.url) as wire:
        wire.head("GET /healthz")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 200
        assert wire.has_ended()


@pytest.mark.parametrize("half", [half_a_record, half_an_upload])
def test_a_body_that_does_not_end_is_refused(
    serve: Serve, half: Callable[[Platform], Iterator[Wire]]
) -> None:
    platform = serve(limits(window=0.1))
    with half(platform) as wire:  # type: ignore[attr-defined]
        answer = wire.answer()
        assert answer is not None
        assert (answer.status, answer.json()["error_code"]) == (408, "REQUEST_TIMEOUT")
        assert wire.has_ended()
    # The platform notices in its own time, and its end waits for that.
    platform.close()
    assert [*(platform.data / "incoming").iterdir()] == []


def test_a_body_that_was_answered_is_not_waited_for(serve: Serve) -> None:
    platform = serve(limits(rest=0.1))
    with Wire(platform.url) as wire:
        wire.head("POST /projects", Content_Length="1000000")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 403
        assert wire.has_ended()


def test_a_body_that_comes_slowly_but_comes_is_taken(serve: Serve) -> None:
    platform = serve(limits(window=0.5, progress=1))
    body = b'{"name": "' + b"x" * 30 + b'"}'
    with Wire(platform.url) as wire:
        wire.head("POST /projects", X_API_Key=platform.api_key, Content_Length=str(len(body)))
        for byte in body:
            assert not select.select([wire], [], [], 0.03)[0]
            wire.send(bytes([byte]))
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 201


@pytest.mark.skipif(not hasattr(select, "poll"), reason="sees no reset without reading")
def test_an_answer_that_nobody_reads_ends(serve: Serve) -> None:
    platform = serve(limits(window=0.1))
    link = stored(platform, bytes(32 * 1024**2))
    with Wire(link) as wire:
        wire.head(f"GET {path_of(link)}")
        reset = select.poll()
        reset.register(wire, 0)  # errors and hang-ups show anyway
        assert reset.poll(30_000)


# Number


def test_many_that_wait_give_way_to_one_that_asks(serve: Serve) -> None:
    platform = serve(limits(connections=8))
    with ExitStack() as stack:
        for url in (platform.url, platform.storage_url):
            wires = [stack.enter_context(Wire(url)) for _ in range(100)]
            for number, wire in enumerate(wires):
                wire.send(b"GET / HTTP/1.1\r\nX: "[: number % 15])
            assert ask(platform.url, "GET /healthz").status == 200
            # The first to come were the first to go.
            assert wires[0].answer() is None
        assert put(begun(platform), b"x").status_code == 200


def test_one_too_many_is_told_to_come_again(serve: Serve) -> None:
    platform = serve(limits(connections=8))
    with ExitStack() as stack:
        wires = [stack.enter_context(half_a_record(platform)) for _ in range(6)]
        late = ask(platform.url, "GET /healthz")
        assert (late.status, late.json()["error_code"]) == (503, "SERVICE_UNAVAILABLE")
        assert int(late.headers["retry-after"]) > 0
        assert late.headers["connection"] == "close"
        # Those at work are not disturbed.
        for number, wire in enumerate(wires):
            wire.send(b'"%88d"}' % number)
            answer = wire.answer()
            assert answer is not None
            assert answer.status == 201
        assert ask(platform.url, "GET /healthz").status == 200


def test_far_too_many_are_not_answered(serve: Serve) -> None:
    platform = serve(limits(connections=8))
    with ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(half_a_record(platform))
        others = [stack.enter_context(Wire(platform.url)) for _ in range(100)]
        for wire in others:
            wire.head("GET /healthz")
        answers = [wire.answer() for wire in others]
        assert {answer.status for answer in answers if answer} <= {503}
        assert None in answers


def test_a_body_that_stalls_gives_way(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from ionworks.local import connections

    monkeypatch.setattr(connections, "_STALLED", 0.0)
    platform = serve(limits(connections=8))
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(half_an_upload(platform))
        assert put(begun(platform), b"x").status_code == 200


SERVER = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
from ionworks.local.server import Platform
with Platform(Path(sys.argv[1])) as platform:
    print(platform.url, platform.storage_url, platform.api_key, flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="about descriptors of POSIX")
def test_callers_do_not_use_up_the_descriptors(tmp_path: Path) -> None:
    """More connections than the process has descriptors, and it still stores and answers."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    with process, ExitStack() as stack:
        stack.callback(process.stdin.close)
        url, storage, key = process.stdout.readline().split()
        for origin in (url, storage):
            for number in range(200):
                wire = stack.enter_context(Wire(origin))
                if number % 3:
                    wire.send(b"PUT /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n")
                if number % 3 == 2:
                    wire.send(b"\r\nx")
        with httpx.Client(base_url=url, headers={"X-API-Key": key}, verify=False) as calls:
            for number in range(3):
                assert calls.post("/projects", json={"name": str(number)}).status_code == 201
        assert ask(storage, "GET /x?signature=1").status == 403


# Length


@pytest.mark.parametrize("line", ["POST /projects", "GET /healthz", "PUT /x?signature=1"])
def test_a_request_with_two_lengths_is_refused_at_once(platform: Platform, line: str) -> None:
    for url in (platform.url, platform.storage_url):
        with Wire(url) as wire:
            wire.head(line, Content_Length="5", Transfer_Encoding="chunked")
            answer = wire.answer()
            assert answer is not None
            assert (answer.status, answer.json()["error_code"]) == (400, "BAD_REQUEST")
            assert wire.has_ended()


def test_what_is_no_request_is_answered_in_the_usual_form(platform: Platform) -> None:
    with Wire(platform.url) as wire:
        wire.send(b"no request\r\n\r\n")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 400
        assert answer.json()["error_code"] == "BAD_REQUEST"


def test_the_limits_leave_descriptors_for_work() -> None:
    if sys.platform == "win32":
        assert Limits().connections == 64
        return
    import resource

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    assert 8 <= Limits().connections <= max(8, soft // 4)


def test_connections_of_clients_outlive_their_pools() -> None:
    """A client must not send on a connection that is being closed."""
    with httpx.Client() as client:
        pool = client._transport._pool  # type: ignore[attr-defined]
        assert pool._keepalive_expiry < Limits().idle


# What a connection does at each look, with a clock that stands still


class Loop:
    """Calls nobody back until it is told to."""

    def __init__(self) -> None:
        self.now = 100.0
        self.calls: list[tuple[float, Callable[[], None]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[[], None]) -> SimpleNamespace:
        self.calls.append((delay, call))
        return SimpleNamespace(cancel=lambda: None)

    def look(self) -> float:
        """Call back the only one that waits; return how long it has waited."""
        ((delay, call),) = self.calls
        self.calls.clear()
        call()
        return delay


class Transport:
    """Has so many bytes that were not read yet."""

    def __init__(self) -> None:
        self.left, self.ended = 0, ""

    def get_write_buffer_size(self) -> int:
        return self.left

    def is_closing(self) -> bool:
        return bool(self.ended)

    def get_extra_info(self, name: str) -> SimpleNamespace:
        assert name == "socket"
        return SimpleNamespace(setsockopt=lambda *_: setattr(self, "ended", "reset, "))

    def abort(self) -> None:
        self.ended += "aborted"


def connection(**changed: float) -> Any:
    one = object.__new__(protocol(limits(**changed)))
    one.loop, one.transport, one.connections = Loop(), Transport(), set()
    one.cycle, one.flow = SimpleNamespace(body=b""), SimpleNamespace(read_paused=False)
    one._timer = one._write_timer = None
    one._received, one._heard, one._phase = 0, one.loop.now, _Phase.WORK
    return one


def test_an_answer_that_is_read_slowly_but_read_is_sent() -> None:
    one = connection(window=7, progress=10)
    one.transport.left = 100
    one._await_reading()
    for left in (90, 45, 35):  # at least 10 in each window
        one.transport.left = left
        assert one.loop.look() == 7
        assert not one.transport.ended
    one.transport.left = 26
    one.loop.look()
    assert one.transport.ended == "reset, aborted"
    assert one.loop.calls == []


def test_nothing_is_awaited_when_an_answer_was_read() -> None:
    one = connection(window=7, progress=10)
    one.transport.left = 5
    one._await_reading()
    one.transport.left = 0
    one.loop.look()
    assert (one.transport.ended, one.loop.calls, one._write_timer) == ("", [], None)


@pytest.mark.parametrize(
    ("came", "held", "is_paused", "ends"),
    [
        (10, b"", False, False),
        (9, b"", False, True),
        (9, b"x", False, False),  # the platform has not read what came
        (9, b"", True, False),
    ],
)
def test_a_body_has_to_make_progress(came: int, held: bytes, is_paused: bool, ends: bool) -> None:
    one, ended = connection(window=7, progress=10), []
    one._too_slow = lambda: ended.append(True)
    one._received = 1000
    one._await_body()
    one._received += came
    one.cycle.body, one.flow.read_paused = held, is_paused
    assert one.loop.look() == 7
    assert bool(ended) == ends
    assert bool(one.loop.calls) != ends


@pytest.mark.parametrize(
    ("phase", "silent", "gives_way"),
    [
        (_Phase.HEAD, 0, True),
        (_Phase.IDLE, 0, True),
        (_Phase.REST, 0, True),
        (_Phase.CLOSING, 0, True),
        (_Phase.WORK, 9999, False),
        (_Phase.BODY, 5, False),
        (_Phase.BODY, 5.1, True),
    ],
)
def test_what_gives_way_to_another_request(phase: _Phase, silent: float, gives_way: bool) -> None:
    one = connection()
    one._phase = phase
    one.loop.now += silent
    assert one._gives_way() is gives_way


def test_the_one_that_was_silent_longest_gives_way() -> None:
    served: list[Any] = []
    for heard in (3, 1, 2):
        one = connection(connections=8)
        one._heard, one._phase = heard, _Phase.IDLE
        one._end = lambda heard=heard: served.append(heard)
        served.append(one)
    others, served[:] = list(served), []
    assert _end_oldest(others)
    assert served == [1]
    assert not _end_oldest([])


@pytest.mark.parametrize(("others", "at_work", "is_served"), [(5, 5, True), (6, 6, False)])
def test_three_quarters_of_the_connections_are_served(
    others: int, at_work: int, is_served: bool
) -> None:
    one = connection(connections=8)
    for number in range(others):
        other = connection(connections=8)
        other._phase = _Phase.WORK if number < at_work else _Phase.IDLE
        one.connections.add(other)
    one.connections.add(one)  # which does not count
    assert one._has_its_turn() is is_served


@pytest.mark.parametrize(("others", "is_ended"), [(7, False), (8, True)])
def test_one_connection_more_than_there_may_be_is_ended(others: int, is_ended: bool) -> None:
    one, ended = connection(connections=8), []
    one._end = lambda: ended.append(True)
    one.connections.update(connection(connections=8) for _ in range(others))  # all at work
    one._make_room()
    assert bool(ended) == is_ended


@pytest.mark.parametrize(
    ("is_closing", "is_awaited", "looks"), [(True, False, 1), (True, True, 0), (False, False, 0)]
)
def test_who_has_to_read_the_last_answer_is_awaited_once(
    is_closing: bool, is_awaited: bool, looks: int
) -> None:
    one = connection(window=7, progress=10)
    one.transport.left, one.transport.ended = 5, "closing" if is_closing else ""
    one.conn = SimpleNamespace(their_state=h11.DONE)  # otherwise the platform is at work
    one._write_timer = SimpleNamespace(cancel=lambda: None) if is_awaited else None
    one._watch()
    one._watch()  # the phase is the same
    assert [delay for delay, _ in one.loop.calls] == [7] * looks
