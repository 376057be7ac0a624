"""Requests by path: what they send and return, and that no credential goes elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.scripted import Reply, Script, Seen, scripted

from ionworks.errors import IonworksError, NotFoundError, UnexpectedResponseError

KEY = "key-of-the-tests-0123"


ANSWERS = {
    "/text": Reply(body=b"plain", headers={"Content-Type": "text/plain"}),
    "/none": Reply(204, b"", {}),
    "/broken": Reply(body=b"{"),
    "/near": Reply(307, b"", {"Location": "/json"}),
}
JSON = Reply(body=b'{"ok": true}', headers={"Content-Type": "application/json; charset=utf-8"})


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Script, Script]]:
    with scripted(JSON) as other:
        answers = {**ANSWERS, "/moved": Reply(307, b"", {"Location": f"{other.url}/json"})}
        with scripted(answer=lambda s: answers.get(s.path.partition("?")[0], JSON)) as service:
            yield service, other


@pytest.fixture
def service(servers: tuple[Script, Script]) -> Script:
    for server in servers:
        server.seen.clear()
    return servers[0]


@pytest.fixture
def other(servers: tuple[Script, Script]) -> Script:
    return servers[1]


@pytest.fixture
def ask(do: Any, service: Script) -> Any:
    return lambda act: do(act, api_url=service.url, api_key=KEY)


def headers(seen: Seen) -> dict[str, str]:
    return {name.lower(): value for name, value in seen.headers.items()}


def test_records_by_path(do: Any, connection: dict[str, Any]) -> None:
    path = f"/projects/{connection['project_id']}"
    assert do(lambda client: client.get(path))["id"] == connection["project_id"]
    changed = do(lambda client: client.patch(path, {"description": "by path"}))
    assert changed["description"] == "by path"
    name = f"By path {path} {do.__name__}"
    made = do(lambda client: client.post("projects", {"name": name}))
    assert do(lambda client: client.get(f"/projects?name=eq.{name}"))["total"] == 1
    assert do(lambda client: client.delete(f"/projects/{made['id']}")) is None
    with pytest.raises(NotFoundError):
        do(lambda client: client.request("GET", f"/projects/{made['id']}"))
    raw = do(lambda client: client.request_raw("GET", path, timeout=(5, 30)))
    assert json.loads(raw)["description"] == "by path"


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://elsewhere.org/steal",
        "HTTP:elsewhere.org",
        "//elsewhere.org/steal",
        "/\\elsewhere.org",
        "/a//b",
        "/../admin",
        "/projects/%2e%2e/admin",
        "/projects/%252e%252E/x",
        "/projects/..%2fx",
        "/a/./b",
        "/a#b",
        "/a?b#c",
        "/a\r\nX-Evil: 1",
        " /a",
        "",
        "/",
        "?a=1",
    ],
)
@pytest.mark.parametrize("call", ["get", "delete", "redirect_url", "post_multipart"])
def test_a_path_leads_nowhere_else(ask: Any, service: Script, endpoint: str, call: str) -> None:
    with pytest.raises(ValueError, match="`endpoint` "):
        ask(lambda client: getattr(client, call)(endpoint))
    assert service.seen == []


def test_what_is_no_path_is_named(ask: Any) -> None:
    with pytest.raises(TypeError, match="`endpoint`"):
        ask(lambda client: client.get(None))
    with pytest.raises(ValueError, match="`method`"):
        ask(lambda client: client.request("GET /", "/json"))
    with pytest.raises(ValueError, match="`timeout`"):
        ask(lambda client: client.request_raw("GET", "/json", timeout=(0, 5)))


@pytest.mark.parametrize(("path", "goes_on"), [("/moved", "other"), ("/near", "service")])
def test_the_key_goes_to_no_other_origin(
    ask: Any, service: Script, other: Script, path: str, goes_on: str
) -> None:
    reached = other if goes_on == "other" else service
    for act in (
        lambda client: client.get(path),
        lambda client: client.request_raw("GET", path),
    ):
        service.seen.clear()
        other.seen.clear()
        ask(act)
        assert headers(service.seen[0])["x-api-key"] == KEY
        assert reached.seen[-1].path == "/json"
        for seen in other.seen:
            assert KEY not in seen.headers.values()
    where = ask(lambda client: client.redirect_url(path))
    assert where == f"{reached.url}/json"


def test_only_a_get_is_redirected(ask: Any, other: Script) -> None:
    for act in (
        lambda client: client.post("/moved", {"secret": 1}),
        lambda client: client.upload_multipart("/moved", files={"file": b"secret"}),
        lambda client: client.delete("/moved"),
    ):
        with pytest.raises(IonworksError):
            ask(act)
    assert other.seen == []
    with pytest.raises(UnexpectedResponseError, match="leads nowhere else"):
        ask(lambda client: client.redirect_url("/json"))


def test_answers_that_are_no_json(ask: Any) -> None:
    said = ask(lambda client: client.get("/text"))
    assert (said.status_code, said.text) == (200, "plain")
    assert ask(lambda client: client.post("/none", {})).status_code == 204
    with pytest.raises(RuntimeError):
        _ = said.request  # it would hold the key
    with pytest.raises(UnexpectedResponseError):
        ask(lambda client: client.get("/broken"))
    assert ask(lambda client: client.request_raw("POST", "/text")) == b"plain"


def test_forms(ask: Any, service: Script, tmp_path: Path) -> None:
    file = tmp_path / "cell.csv"
    file.write_bytes(b"1,2\n")
    assert ask(lambda client: client.post_multipart("/json", {"f": file}, {"q": "1"})) == {
        "ok": True
    }
    assert (service.seen[-1].method, service.seen[-1].path) == ("POST", "/json?q=1")
    assert b'name="f"; filename="cell.csv"' in service.seen[-1].body
    with file.open("rb") as opened:
        files = {"a": opened, "b": ("b.txt", "text", "text/x-log"), "c": b"bytes"}
        ask(
            lambda client: client.upload_multipart(
                "/json", data={"name": "n", "left_out": None}, files=files, method="PATCH"
            )
        )
    form, body = service.seen[-1], service.seen[-1].body
    assert form.method == "PATCH"
    assert headers(form)["content-type"].startswith("multipart/form-data; boundary=")
    assert b"left_out" not in body
    for part in (b'filename="cell.csv"', b"1,2\n", b"Content-Type: text/x-log", b"bytes"):
        assert part in body
    ask(lambda client: client.upload_multipart("/json", data={"n": 3}))
    assert service.seen[-1].body == b"n=3"
    with pytest.raises(TypeError, match="files"):
        ask(lambda client: client.post_multipart("/json", {"f": 5}))


def test_a_link_to_a_simulation(do: Any, connection: dict[str, Any]) -> None:
    link = do(lambda client: client.urls.simulation("s", "m"))
    assert link.endswith(
        f"/projects/{connection['project_id']}/parameterized-models/m/simulations/s"
    )
    with pytest.raises(IonworksError):  # it is asked for, and there is none
        do(lambda client: client.urls.simulation("s"))
