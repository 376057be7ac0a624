"""Where a service sends a client, nothing goes along and nothing but HTTP is spoken.

The key is added for the scheme, host and port of `api_url` only, whatever leads elsewhere: a
redirect, a link in an answer, a user name in a link. Cookies are not kept. A request that changes
something is not sent on to where a redirect points.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hostile.conftest import KEY, client_of
from hostile.fuzzing import NAMES, fuzz
from hypothesis import given
from hypothesis import strategies as st
from support.scripted import Reply, Seen, scripted

from ionworks import errors

REDIRECTS = [301, 302, 303, 307, 308]


@pytest.mark.parametrize("status", REDIRECTS)
def test_a_service_that_sends_to_elsewhere_sends_no_key_there(ask: Any, status: int) -> None:
    with scripted(Reply(404)) as elsewhere:
        away = Reply(status, b"", {"Location": f"{elsewhere.url}/take"})
        with scripted(away) as service:
            for act in (
                lambda c: c.cell_spec.get("s"),
                lambda c: c.cell_measurement.get_file("m", "f", use_cache=False),
                lambda c: c.cell_measurement.cycles("m", use_cache=False),
            ):
                with pytest.raises(errors.IonworksError):
                    ask(service.url, act)
    assert elsewhere.seen
    for request in elsewhere.seen:
        assert not {"x-api-key", "authorization", "x-organization-id", "cookie"} & {
            *request.headers
        }
        assert KEY not in str(request)


@pytest.mark.parametrize("status", REDIRECTS)
def test_what_changes_something_is_not_sent_on(ask: Any, status: int) -> None:
    with scripted(Reply(200)) as elsewhere:
        away = Reply(status, b"", {"Location": f"{elsewhere.url}/take"})
        with scripted(away) as service:
            for act in (
                lambda c: c.cell_spec.create({"name": "secret cell"}),
                lambda c: c.cell_spec.update("s", {"notes": "secret"}),
                lambda c: c.cell_spec.delete("s"),
                lambda c: c.pipeline.run({"elements": {}}),
            ):
                with pytest.raises(errors.IonworksError):
                    ask(service.url, act)
            assert len(service.seen) == 4
    assert not elsewhere.seen


@pytest.mark.parametrize("status", REDIRECTS)
def test_a_storage_that_sends_an_upload_elsewhere_is_refused(ask: Any, status: int) -> None:
    with scripted(Reply(200)) as elsewhere:
        with scripted(Reply(status, b"", {"Location": elsewhere.url})) as storage:
            target = {"filename": "n", "token": "", "path": "p", "signed_url": f"{storage.url}/n"}
            ticket = {"raw_data_id": "r", "uploads": [target]}
            with scripted(Reply(body=json.dumps(ticket).encode())) as service:
                with pytest.raises(errors.TransferError):
                    ask(service.url, lambda c: c.raw_data.upload(b"secret", name="n"))
    assert not elsewhere.seen


LINKS = [
    *("file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x", "javascript:1", "gopher://x"),
    *("", "/etc/passwd", "//", "http://", "http:///x", "https:x", "http://[::1", "http://h:1e9/"),
    *("http://\u202e/", "http://xn--.com/", "http://a\0b/", "\ud800", "http://" + "a" * 70_000),
    *("http://../x", "http://.a/x", "http://" + "a" * 64 + ".com/", "http:////["),
]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: ascii(link)[:30])
def test_a_link_to_what_is_no_storage_is_not_followed(tmp_path: Path, link: str) -> None:
    with scripted(Reply(body=json.dumps({"url": link}).encode())) as service:
        with client_of(service.url) as client, pytest.raises(errors.IonworksError):
            client.raw_data.download("r", tmp_path / "raw")
    target = {"filename": "n", "token": "", "path": "p", "signed_url": link}
    ticket = {"raw_data_id": "r", "uploads": [target]}
    with scripted(Reply(body=json.dumps(ticket).encode())) as service:
        with client_of(service.url) as client, pytest.raises(errors.IonworksError):
            client.raw_data.upload(b"x", name="n")
    assert list(tmp_path.iterdir()) == []


@fuzz(30)
@given(
    link=st.one_of(
        NAMES,
        st.sampled_from([link for link in LINKS if link.isascii()]),
        st.builds("http://{}/{}".format, NAMES, NAMES),
        st.builds("{}://127.0.0.1:1/{}".format, st.sampled_from(["HTTP", "file", "h"]), NAMES),
    ).map(lambda text: text.encode().decode("latin-1").replace("\r", "").replace("\n", ""))
)
def test_any_location_is_an_error_of_this_package(link: str) -> None:
    with scripted(Reply(307, b"", {"Location": link})) as service:
        with client_of(service.url) as client:
            with pytest.raises((errors.IonworksError, ValueError)) as refusal:
                client.cell_measurement.get_file("m", "f", use_cache=False)
    assert isinstance(refusal.value, errors.IonworksError)
    assert all(seen.path.startswith("/") for seen in service.seen)


def test_a_user_name_in_a_link_is_left_out(ask: Any) -> None:
    with scripted(Reply(200, b"stored", {})) as storage:
        place = storage.url.removeprefix("http://")
        link = Reply(307, b"", {"Location": f"http://mallory:planted@{place}/f"})
        with scripted(link) as service:
            read = ask(service.url, lambda c: c.cell_measurement.get_file("m", "f"))
    assert read == b"stored"
    (request,) = storage.seen
    assert "authorization" not in request.headers


def test_a_link_to_another_port_or_host_is_another_origin(ask: Any) -> None:
    with scripted(Reply(200, b"stored", {})) as storage:
        port = storage.url.rpartition(":")[2]
        for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
            link = Reply(307, b"", {"Location": f"http://{host}/f"})
            with scripted(link) as service:
                ask(service.url, lambda c: c.cell_measurement.get_file("m", "f", use_cache=False))
                assert service.seen[0].headers["x-api-key"] == KEY
    assert len(storage.seen) == 2
    assert all("x-api-key" not in request.headers for request in storage.seen)


def test_a_link_on_the_origin_of_the_service_brings_the_key(ask: Any) -> None:
    def answer(seen: Seen) -> Reply:
        if seen.path.startswith("/stored"):
            return Reply(200, b"stored", {})
        return Reply(307, b"", {"Location": "/stored?signature=s"})

    with scripted(answer=answer) as service:
        ask(service.url, lambda c: c.cell_measurement.get_file("m", "f", use_cache=False))
    assert [seen.headers["x-api-key"] for seen in service.seen] == [KEY, KEY]


def test_cookies_are_not_sent_back(ask: Any) -> None:
    project = b'{"id": "p", "name": "n", "organization_id": "o"}'
    headers = {"Content-Type": "application/json", "Set-Cookie": "session=planted; Path=/"}
    with scripted(Reply(200, project, headers)) as service:

        async def twice(client: Any) -> None:
            await client.project.get("p")
            await client.project.get("p")

        def act(client: Any) -> Any:
            if type(client).__name__.startswith("Async"):
                return twice(client)
            return [client.project.get("p"), client.project.get("p")]

        ask(service.url, act)
    assert len(service.seen) == 2
    assert all("cookie" not in seen.headers for seen in service.seen)
