"""An environment that somebody else has set is used as it is meant, or named; never a traceback.

A `.netrc`, proxies, certificates that are not there, no home, settings with control characters: a
client works without them, or says with a `ConfigurationError` which of them is wrong. No setting
gets a header of its own into a request.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile.conftest import KEY, client_of
from hostile.fuzzing import NAMES, fuzz
from hypothesis import given
from hypothesis import strategies as st
from support.scripted import Reply, scripted

from ionworks import AsyncIonworks, ConfigurationError, Ionworks, errors
from ionworks.settings import resolve

ROOT = Path(__file__).parents[2]
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
CONTROLS = ["\n", "\r\nX-Evil: 1", "\0", "\x7f", "é", "\u202e", "\ud800", "\U0001f50b"]


def test_neither_netrc_nor_proxy_of_the_environment_changes_a_request_to_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ask: Any
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password planted\ndefault login m password p")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    with scripted(Reply(404)) as proxy, scripted(Reply(404)) as service:
        for name in PROXIES:
            monkeypatch.setenv(name, proxy.url)
        with pytest.raises(errors.NotFoundError):
            ask(service.url, lambda client: client.cell_spec.get("s"))
    assert not proxy.seen
    (request,) = service.seen
    assert "authorization" not in request.headers
    assert request.headers["x-api-key"] == KEY


@pytest.mark.parametrize("client", [Ionworks, AsyncIonworks])
@pytest.mark.parametrize("name", PROXIES)
@pytest.mark.parametrize("value", ["ftp://x", "http://[::1", "socks9://x"])
def test_a_proxy_that_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, client: type, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match="PROXY"):
        client(api_key="k", api_url="https://api.example.com")


@pytest.mark.parametrize("client", [Ionworks, AsyncIonworks])
def test_certificates_that_are_not_there_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: type
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nowhere.pem"))
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        client(api_key="k", api_url="https://api.example.com")
    (tmp_path / "nowhere.pem").write_text("no certificate")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        client(api_key="k", api_url="https://api.example.com")


ADDRESSES = [
    *("http://[::1", "http://host:abc", "http://host:99999", "http://ho st", "http://a..b"),
    *("http://host\n", "http://host/\r\nX: y", "http://\0", "http://h\u202eost", "http://\ud800"),
    *("http://xn--.com", "http://" + "a" * 70 + ".com", "http://a\\b", "http://<h>", "http://u@h"),
    *("file:///etc/passwd", "javascript:x", "//host", "http:host", "", "http://host?x", "gopher:"),
]


@pytest.mark.parametrize("address", ADDRESSES, ids=ascii)
def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    if address == "http://host\n":  # as a file or a command leaves it
        assert resolved({"IONWORKS_API_URL": address}).api_url == "http://host"
        return
    if not address:
        assert resolved({"IONWORKS_API_URL": address}).api_url.startswith("https://")
        return
    for client in (Ionworks, AsyncIonworks):
        with pytest.raises(ConfigurationError, match="api_url"):
            client(api_key="k", api_url=address)


def resolved(environ: dict[str, str]) -> Any:
    return resolve(
        environ={"IONWORKS_API_KEY": "key", **environ}, start_local=lambda _: ("http://x", "k")
    )


@pytest.mark.parametrize("inside", CONTROLS, ids=ascii)
@pytest.mark.parametrize("name", ["IONWORKS_API_KEY", "IONWORKS_TOKEN", "IONWORKS_ORGANIZATION_ID"])
def test_what_no_header_can_hold_is_named_and_not_shown(name: str, inside: str) -> None:
    with pytest.raises(ConfigurationError, match=name) as refusal:
        resolved({name: f"hunter2{inside}x"})
    assert "hunter2" not in str(refusal.value)


@fuzz(150)
@given(
    value=NAMES | st.text(st.characters(codec="latin-1"), max_size=8),
    name=st.sampled_from(
        [
            *("API_KEY", "TOKEN", "ORGANIZATION_ID", "PROJECT_ID", "API_URL"),
            *("TIMEOUT", "MAX_RETRIES", "DATAFRAME_BACKEND"),
        ]
    ),
)
def test_any_setting_is_taken_or_named(value: str, name: str) -> None:
    try:
        settings = resolved({f"IONWORKS_{name}": value})
    except ConfigurationError:
        return
    for header, sent in settings.headers().items():
        assert header.isascii()
        assert sent.isascii()
        assert sent.isprintable()
    assert settings.api_url.isprintable()


@pytest.mark.parametrize("inside", ["\r\nX-Evil: 1", "a&b=c", "#x", "é", "\0"])
def test_a_project_of_the_environment_is_one_value(ask: Any, inside: str) -> None:
    empty = Reply(body=b'{"items": [], "count": 0, "total": 0}')
    with scripted(empty) as service:
        ask(service.url, lambda client: client.cell_spec.list(), project_id=f"p{inside}")
    (request,) = service.seen
    assert "x-evil" not in request.headers
    assert request.path.count("=") == 1
    assert "#" not in request.path


NO_HOME = """
import sys
from ionworks import Ionworks, clear_cache, errors, get_cache_directory
with Ionworks(api_key="k", api_url=sys.argv[1], max_retries=0) as client:
    try:
        client.cell_spec.get("s")
    except errors.NotFoundError:
        print("answered")
    print(client.cell_measurement.get_file("m", "f"))
"""


@pytest.mark.parametrize("home", [None, "/nonexistent", "relative"])
def test_without_a_home_everything_works(tmp_path: Path, home: str | None) -> None:
    environment = {
        "PYTHONPATH": f"{ROOT / 'generated'}:{ROOT}",
        "TMPDIR": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
    }
    if home is not None:
        environment["HOME"] = home

    def answer(seen: Any) -> Reply:
        return Reply(404) if "spec" in seen.path else located(seen)

    def located(seen: Any) -> Reply:
        if seen.path == "/stored":
            return Reply(200, b"content", {})
        return Reply(307, b"", {"Location": f"{service.url}/stored"})

    with scripted(answer=answer) as service:
        ran = subprocess.run(
            [sys.executable, "-c", NO_HOME, service.url],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
        )
    assert ran.stdout.split("\n")[:2] == ["answered", "b'content'"], ran.stderr[-1000:]


def test_the_embedded_platform_of_nobody_says_what_to_do() -> None:
    for client in (Ionworks, AsyncIonworks):
        with pytest.raises(ConfigurationError, match="name a folder"):
            client(api_url="local:~nobody-of-this-name/cells")


def test_the_key_of_the_hosted_service_is_not_sent_to_the_embedded_platform(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IONWORKS_API_KEY", KEY)
    with scripted(Reply(404)) as service:
        settings = resolve(
            api_url="local:", start_local=lambda _: (service.url, "local-key"), environ={}
        )
    assert settings.headers() == {"X-API-Key": "local-key"}
    with client_of("http://127.0.0.1:9") as client:
        assert KEY in client.settings.headers().values()
