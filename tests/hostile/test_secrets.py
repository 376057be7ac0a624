"""The key goes to its own service only, and is in nothing that is shown."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

import pytest
from support.scripted import Reply, scripted

from ionworks import Ionworks, errors

KEY = "iw-secret-0123456789abcdef"


def client_of(url: str) -> Ionworks:
    return Ionworks(api_key=KEY, api_url=url, project_id="p", max_retries=0)


def test_neither_netrc_nor_proxy_of_the_environment_changes_a_request_to_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password planted\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with scripted(Reply(404)) as proxy, scripted(Reply(404)) as service:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        with client_of(service.url) as client, pytest.raises(errors.NotFoundError):
            client.cell_spec.get("s")
    assert not proxy.seen
    (request,) = service.seen
    assert "authorization" not in request.headers
    assert request.headers["x-api-key"] == KEY


@pytest.mark.parametrize("status", [403, 404, 500])
def test_the_key_is_in_no_log_no_repr_and_no_traceback(
    caplog: pytest.LogCaptureFixture, status: int
) -> None:
    with caplog.at_level(logging.DEBUG), scripted(Reply(status)) as service:
        with client_of(service.url) as client:
            with pytest.raises(errors.IonworksError) as failure:
                client.cell_spec.get("s")
            shown: list[Any] = [repr(client), str(client), repr(failure.value), caplog.text]
    told = traceback.TracebackException.from_exception(failure.value, capture_locals=True)
    ours = [frame for frame in told.stack if frame.filename != __file__]  # this test knows the key
    assert ours
    shown.append(str([frame.locals for frame in ours]))
    assert service.seen[0].headers["x-api-key"] == KEY
    for text in shown:
        assert KEY not in text


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_service_that_sends_to_elsewhere_sends_no_key_there(status: int) -> None:
    with scripted(Reply(404)) as elsewhere:
        away = Reply(status, b"", {"Location": f"{elsewhere.url}/take"})
        with scripted(away) as service, client_of(service.url) as client:
            with pytest.raises(errors.IonworksError):
                client.cell_spec.get("s")
            with pytest.raises(errors.IonworksError):
                client.cell_measurement.get_file("m", "f", use_cache=False)
    for request in elsewhere.seen:
        assert "x-api-key" not in request.headers
        assert KEY not in str(request)


def test_a_refusal_that_is_nested_without_end_is_one_of_our_errors() -> None:
    with scripted(Reply(404, b"[" * 100_000)) as service, client_of(service.url) as client:
        with pytest.raises(errors.NotFoundError):
            client.cell_spec.get("s")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<html>"),
        ("application/json", b"[" * 100_000),
        ("application/json", b"1" * 10_000),
        ("application/json", b'{"id": "\xff"}'),
        ("application/json", b"null"),
        ("application/octet-stream", b"\0"),
    ],
)
def test_an_answer_that_is_none_is_one_of_our_errors(kind: str, body: bytes) -> None:
    reply = Reply(200, body, {"Content-Type": kind})
    with scripted(reply) as service, client_of(service.url) as client:
        with pytest.raises(errors.UnexpectedResponseError):
            client.cell_spec.get("s")
