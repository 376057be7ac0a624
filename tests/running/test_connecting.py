"""Certificates, proxies and HTTP clients of the user's own; views of a client."""

from __future__ import annotations

import pickle
import ssl
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import trustme
from support.encrypted import OK, serving
from support.scripted import Reply, scripted

from ionworks import (
    APIConnectionError,
    AsyncIonworks,
    ClientClosedError,
    ConfigurationError,
    ForbiddenError,
    Ionworks,
    UnexpectedResponseError,
)

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def roots(authority: trustme.CA, tmp_path: Path) -> Path:
    """The certificate of an authority that no machine knows."""
    path = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[str]:
    """The address of a service whose certificate that authority has signed."""
    with serving(authority, lambda connection: connection.sendall(OK)) as (url, _):
        yield url


# --- certificates -------------------------------------------------------------------------


def health(do: Any, url: str, **changed: Any) -> Any:
    return do(lambda client: client.health_check(), api_url=url, **changed)


def test_certificates_can_be_named(do: Any, secure: str, roots: Path) -> None:
    for verify in (roots, str(roots), ssl.create_default_context(cafile=roots), False):
        assert health(do, secure, verify=verify) == {"status": "ok"}


def test_who_is_not_trusted_is_advised(do: Any, secure: str) -> None:
    with pytest.raises(APIConnectionError, match="verify=") as refused:
        health(do, secure)
    assert "SSL_CERT_FILE" in str(refused.value)
    assert refused.value.attempts == 1  # another try would end as this one


def test_a_certificate_for_another_name_is_no_matter_of_trust(
    do: Any, authority: trustme.CA, roots: Path
) -> None:
    with serving(authority, lambda connection: connection.sendall(OK), "elsewhere") as (url, _):
        with pytest.raises(APIConnectionError, match="not for 'localhost'") as refused:
            health(do, url, verify=roots)
    assert "verify=" not in str(refused.value)


def test_http_behind_an_https_address_is_said(do: Any) -> None:
    with scripted() as service, pytest.raises(APIConnectionError, match="http:// or https://"):
        health(do, service.url.replace("http:", "https:"), max_retries=0)


def test_certificates_are_those_of_the_moment_when_a_client_is_made(
    secure: str, roots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ionworks("k", secure) as before:
        monkeypatch.setenv("SSL_CERT_FILE", str(roots))
        with Ionworks("k", secure) as after:
            assert after.health_check() == {"status": "ok"}
        with pytest.raises(APIConnectionError, match="trusts"):
            before.health_check()
    roots.write_text(trustme.CA().cert_pem.bytes().decode())
    with Ionworks("k", secure) as renewed, pytest.raises(APIConnectionError, match="trusts"):
        renewed.health_check()


@pytest.mark.parametrize("face", [Ionworks, AsyncIonworks])
def test_certificates_that_are_none_are_refused_at_once(face: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("no certificate")
    for verify in (tmp_path / "empty.pem", tmp_path / "nowhere.pem"):
        with pytest.raises(ConfigurationError, match=f"`verify` names '{verify}'"):
            face("k", "http://127.0.0.1:9", verify=verify)
    with pytest.raises(ConfigurationError, match=r"`verify` must be True, False, the path"):
        face("k", verify=3)


# --- proxies ------------------------------------------------------------------------------


def test_all_requests_go_through_the_proxy_that_is_named(do: Any) -> None:
    with scripted(Reply(200, b'{"status": "ok"}')) as proxy:
        for given in (proxy.url, httpx.URL(proxy.url), httpx.Proxy(proxy.url, auth=("u", "pw"))):
            assert health(do, "http://api.example", proxy=given) == {"status": "ok"}
    assert {seen.path for seen in proxy.seen} == {"http://api.example/healthz"}
    assert "proxy-authorization" in proxy.seen[-1].headers


def test_a_proxy_that_refuses_is_named_without_its_password(do: Any) -> None:
    with scripted(Reply(407, b"<html>")) as proxy:
        named = proxy.url.replace("//", "//user:hush@")
        with pytest.raises(UnexpectedResponseError, match=f"The proxy {proxy.url} wants") as open_:
            health(do, "http://api.example", proxy=named)
        with pytest.raises(APIConnectionError, match=f"proxy {proxy.url}") as tunnel:
            health(do, "https://api.example", proxy=named, max_retries=0)
    for refused in (open_, tunnel):
        assert "NO_PROXY" in str(refused.value)
        assert "proxy=" in str(refused.value)
        assert "hush" not in str(refused.value)


def test_an_answer_that_may_be_of_the_proxy_names_it(do: Any) -> None:
    with scripted(Reply(403, b"<html>", {"Content-Type": "text/html"})) as proxy:
        named = proxy.url.replace("//", "//user:hush@")
        with pytest.raises(ForbiddenError, match=f"or the proxy {proxy.url} before it") as refused:
            health(do, "http://api.example", proxy=named)
        assert "hush" not in str(refused.value)


def test_a_proxy_that_is_not_there_is_named(do: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://user:hush@127.0.0.1:9")
    with pytest.raises(APIConnectionError, match=r"through the proxy http://127\.0\.0\.1:9:") as it:
        health(do, "http://api.example", max_retries=0)
    assert "hush" not in str(it.value)
    assert "NO_PROXY" in str(it.value)


@pytest.mark.parametrize(
    "proxy", ["ftp://u:hush@proxy", "socks5://u:hush@proxy", "http://u:hush@:80", "http://", 3]
)
@pytest.mark.parametrize("face", [Ionworks, AsyncIonworks])
def test_what_is_no_proxy_is_refused_at_once(face: Any, proxy: Any) -> None:
    with pytest.raises(ConfigurationError, match="`proxy` cannot be used") as refused:
        face("k", proxy=proxy)
    assert "hush" not in str(refused.value)


# --- HTTP clients of the user ---------------------------------------------------------------


class Noting(httpx.Auth):
    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["x-gateway"] = "pass"
        yield request


@pytest.fixture(params=["blocking", "async"])
def own(request: pytest.FixtureRequest, connection: dict[str, Any]) -> Callable[..., Any]:
    """Run one act through either face over an HTTP client of the test's own."""

    def blocking(act: Any, hook: Any, **changed: Any) -> Any:
        http = httpx.Client(event_hooks={"response": [hook]}, auth=Noting())
        with http, Ionworks(**{**connection, **changed}, http_client=http) as client:
            found = act(client)
            client.close()
            assert not http.is_closed
            return found

    def awaited(act: Any, hook: Any, **changed: Any) -> Any:
        async def async_hook(response: httpx.Response) -> None:
            hook(response)

        async def main() -> Any:
            http = httpx.AsyncClient(event_hooks={"response": [async_hook]}, auth=Noting())
            given = {**connection, **changed, "http_client": http}
            async with http, AsyncIonworks(**given) as client:
                outcome = act(client)
                found = await outcome if isinstance(outcome, Awaitable) else outcome
                await client.close()
                assert not http.is_closed
                return found

        return anyio.run(main)

    return blocking if request.param == "blocking" else awaited


def test_a_client_of_ones_own_has_its_hooks_and_its_auth(own: Any, tmp_path: Path) -> None:
    seen: list[httpx.Response] = []
    raw = own(lambda client: client.raw_data.upload(b"abc", name="n.txt"), seen.append)
    own(lambda client: client.raw_data.download(raw.id, tmp_path / "n.txt"), seen.append)
    assert (tmp_path / "n.txt").read_bytes() == b"abc"
    # The gateway's word goes with the key, and not to the storage.
    for response in seen:
        headers = response.request.headers
        assert ("x-gateway" in headers) == ("x-api-key" in headers)
    assert {"PUT", "POST", "GET"} == {response.request.method for response in seen}
    assert any("x-gateway" not in response.request.headers for response in seen)


def test_a_hook_may_read_the_answer(own: Any, connection: dict[str, Any]) -> None:
    if own.__name__ == "awaited":
        return  # there, a hook awaits `aread`, which ends in the same state
    found = own(lambda client: client.project.get(connection["project_id"]), httpx.Response.read)
    assert found.id == connection["project_id"]


def test_redirects_of_a_client_of_ones_own_are_whole(own: Any) -> None:
    with scripted(Reply(307, b"", {"Location": "/else/where"})) as service:
        found = own(lambda client: client.redirect_url("/x"), id, api_url=service.url)
    assert found == f"{service.url}/else/where"


def test_a_client_of_ones_own_that_cannot_be_used_is_refused() -> None:
    with httpx.Client() as http, pytest.raises(ConfigurationError, match=r"httpx\.AsyncClient"):
        AsyncIonworks("k", http_client=http)  # type: ignore[arg-type]
    for setting in ({"verify": False}, {"proxy": "http://p"}):
        with httpx.Client() as http, pytest.raises(ConfigurationError, match="`verify` and"):
            Ionworks("k", http_client=http, **setting)
    with httpx.Client() as http:
        client = Ionworks("k", "http://127.0.0.1:9", http_client=http)
        with pytest.raises(TypeError, match="`http_client` of yours"):
            pickle.dumps(client)
    with pytest.raises(ClientClosedError, match="`http_client` is closed"):
        client.health_check()


def test_certificates_go_to_other_processes_by_their_path(roots: Path) -> None:
    client = Ionworks("k", "https://api.example", verify=roots)
    assert pickle.loads(pickle.dumps(client)).settings.verify == roots
    with pytest.raises(TypeError, match="path of the certificates"):
        pickle.dumps(Ionworks("k", "https://api.example", verify=ssl.create_default_context()))


# --- views ----------------------------------------------------------------------------------


def test_a_view_has_another_project_and_the_same_connections(do: Any) -> None:
    def act(client: Any) -> Any:
        if isinstance(client, Ionworks):
            project = client.project.create({"name": "of the view"})
            with client.using(project_id=project) as view:
                made = view.cell_spec.create({"name": "in the view"})
            here = client.cell_spec.create({"name": "here"})
            return client, view, made, here, project

        async def main() -> Any:
            project = await client.project.create({"name": "of the view, awaited"})
            async with client.using(project_id=project.id) as view:
                made = await view.cell_spec.create({"name": "in the view"})
            here = await client.cell_spec.create({"name": "here"})
            return client, view, made, here, project

        return main()

    client, view, made, here, project = do(act)
    assert made.project_id == project.id
    assert here.project_id == client.settings.project_id != project.id
    assert type(view) is type(client)
    assert view.settings.project_id == project.id
    runtime, other = (
        (one if one.__class__ is AsyncIonworks else one._async)._runtime for one in (client, view)
    )
    assert runtime.backend is other.backend


def test_a_walk_knows_of_changes_through_a_view(client: Ionworks) -> None:
    project = client.settings.project_id
    assert project
    view = client.using(project_id=project)
    for number in range(4):
        client.cell_spec.create({"name": f"cell {number}"})
    client.cell_spec._async._page_size = 2  # type: ignore[misc]
    seen = []
    for spec in client.cell_spec.iter():
        seen.append(spec.name)
        view.cell_spec.delete(spec.id)
    assert sorted(seen) == [f"cell {number}" for number in range(4)]
    with pytest.raises((TypeError, ValueError), match="project_id"):
        client.using(project_id="")
