"""A proxy of the environment that cannot be used stops only what would have to go through it."""

import pytest
from support.scripted import Reply, scripted

from ionworks import ConfigurationError, Ionworks
from ionworks._io import connections

#: Variables of the environment, the one that the message names, and what it says of it.
FAULTS = [
    ({"ALL_PROXY": "socks5://user:secret@proxy:1080"}, "ALL_PROXY", r"httpx\[socks\]"),
    ({"https_proxy": "socks5h://user:secret@proxy:1080"}, "https_proxy", r"httpx\[socks\]"),
    ({"HTTP_PROXY": "ftp://user:secret@proxy"}, "HTTP_PROXY", "http://proxy.example.com"),
    ({"HTTPS_PROXY": "http://user:secret@[::1"}, "HTTPS_PROXY", "http://proxy.example.com"),
    ({"http_proxy": "http://user:secret@proxy:port"}, "http_proxy", "http://proxy.example.com"),
    ({"HTTP_PROXY": "http://user:sec ret#@proxy:99999"}, "HTTP_PROXY", "http://proxy.example.com"),
    ({"HTTP_PROXY": "http://proxy:3128", "NO_PROXY": "a.org,[::1]"}, "NO_PROXY", r"'\[::1\]'"),
    ({"HTTP_PROXY": "http://proxy:3128", "no_proxy": "http://a:secret@b:x"}, "no_proxy", "'b:x'"),
]


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(("variables", "name", "hint"), FAULTS)
def test_the_embedded_platform_needs_no_proxy(do, monkeypatch, variables, name, hint):
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    made = do(lambda client: client.cell_spec.create({"name": "cell"}))
    assert do(lambda client: client.cell_spec.get(made.id)) == made
    with pytest.raises(ConfigurationError, match=f"{name} of the environment .*{hint}") as caught:
        do(lambda client: client.cell_spec.list(), api_url="https://api.example.com")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_local_address_needs_no_proxy(monkeypatch, tmp_path):
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy")
    with Ionworks(api_url=tmp_path / "data") as client:
        assert client.cell_spec.list().total == 0


def test_what_leaves_this_machine_later_is_refused_too(do, monkeypatch):
    """A service on this machine may be a tunnel whose links lead elsewhere."""
    monkeypatch.setenv("ALL_PROXY", "socks5://user:secret@proxy")
    away = Reply(307, headers={"location": "https://storage.example.com/file"})
    with scripted(away) as service:
        address = {"api_url": service.url, "api_key": "k", "project_id": "p"}
        with pytest.raises(ConfigurationError, match="ALL_PROXY of the environment") as caught:
            do(lambda client: client.cell_measurement.time_series("m"), **address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("entry", ["::1", "10.0.0.0/8", "*", "", " .example.com , localhost"])
def test_usual_exceptions_are_no_fault(monkeypatch, entry):
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example.com:3128")
    monkeypatch.setenv("NO_PROXY", entry)
    with Ionworks(api_key="k", api_url="https://api.example.com"):
        pass


def test_exceptions_without_a_proxy_say_nothing(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "[::1]")
    with Ionworks(api_key="k", api_url="https://api.example.com"):
        pass


def test_hosts_that_need_no_proxy_go_by_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("all_proxy", "https_proxy", "ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "proxy.example:8080")
    monkeypatch.setenv("no_proxy", "inside.example, 10.0.0.1")
    ways = connections.routes(lambda address: address)
    assert ways["http://"] == "http://proxy.example:8080"
    assert ways["all://*inside.example"] is ways["all://10.0.0.1"] is None
    assert ways["all://localhost"] is None
