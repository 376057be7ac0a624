"""What comes and comes without an answer's end holds no call and no transfer."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from delivery.conftest import slept, with_runtime  # noqa: F401
from ionworks_generated.api.cell_specifications import get_cell_specification
from support.flooding import flooding
from support.scripted import Reply, scripted

from ionworks._io import delivery
from ionworks._io.bodies import BytesBody
from ionworks._io.sinks import MemorySink
from ionworks._io.transfers import fetch, put
from ionworks.errors import APIConnectionError, APITimeoutError

INTERIM = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

# Each is sent slowly, so that only time can end it; the last two come in a body.
SLOW = {
    "interim answers": (b"", INTERIM),
    "a head": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"z"),
    "the length of a chunk": (CHUNKED, b"0"),
    "the extension of a chunk": (CHUNKED + b"1;", b"x"),
    "trailers": (CHUNKED + b"2\r\n{}\r\n0\r\nX-Slow: ", b"z"),
}


async def call(runtime: Any) -> Any:
    return await runtime.call(get_cell_specification, "s")


async def transfer(runtime: Any) -> Any:
    return await fetch(runtime, runtime.settings.api_url + "/object", MemorySink())


async def upload(runtime: Any) -> Any:
    return await put(
        runtime, runtime.settings.api_url + "/object", BytesBody(b"x"), content_type="a/b"
    )


@pytest.mark.parametrize("beginning_and_piece", SLOW.values(), ids=SLOW)
def test_a_call_ends_in_time(with_runtime: Any, beginning_and_piece: Any) -> None:  # noqa: F811
    with flooding(*beginning_and_piece, pause=0.01) as url:
        with pytest.raises(APITimeoutError, match="did not answer in time"):
            with_runtime(url, call, timeout=0.1, max_retries=1)


@pytest.mark.parametrize("beginning_and_piece", SLOW.values(), ids=SLOW)
@pytest.mark.parametrize("act", [transfer, upload])
def test_a_transfer_ends_in_time(
    with_runtime: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    act: Any,
    beginning_and_piece: Any,
) -> None:
    monkeypatch.setattr(delivery, "_TRANSFER_TIMEOUT", httpx.Timeout(0.1))
    with flooding(*beginning_and_piece, pause=0.01) as url:
        with pytest.raises(APITimeoutError):
            with_runtime(url, act, max_retries=0)


@pytest.mark.parametrize("act", [call, transfer, upload])
def test_a_flood_of_interim_answers_ends_by_its_size(with_runtime: Any, act: Any) -> None:  # noqa: F811
    """It is faster than any deadline: a call may take a minute here, a transfer five."""
    with flooding(b"", INTERIM * 1000) as url:
        with pytest.raises(APIConnectionError, match="1024 KiB came, and no answer"):
            with_runtime(url, act, timeout=60.0, max_retries=0)


def test_interim_answers_before_an_answer_are_passed_over(with_runtime: Any) -> None:  # noqa: F811
    """Some services send one every few seconds while they work."""
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{"id": "s", "name": "n"}'
    with flooding(INTERIM * 100 + answer, b"", pause=0.05) as url:
        assert with_runtime(url, call).id == "s"


def test_a_large_answer_is_not_taken_for_a_flood(with_runtime: Any) -> None:  # noqa: F811
    body = b'{"id": "s", "name": "n", "notes": "' + b"n" * 3 * 1024**2 + b'"}'
    with scripted(Reply(body=body)) as server:
        assert len(with_runtime(server.url, call).notes) == 3 * 1024**2
