"""A platform answers to its own names only, and its links lead where its callers can follow.

A page of a stranger can make a browser call this machine by a name of the stranger's (DNS
rebinding); such a request has that name in its Host header.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from safety.uploads import begun
from support.wire import Wire, ask

from ionworks.errors import ConfigurationError
from ionworks.local.server import Platform


def status(platform: Platform, host: str, storage: bool = False) -> int:
    url, path = (platform.storage_url, "/x") if storage else (platform.url, "/healthz")
    answer = ask(url, f"GET {path}", Host=host)
    if answer.status == 421:
        assert answer.json()["error_code"] == "MISDIRECTED_REQUEST"
        assert f"for the host {host!r}, which" in answer.json()["message"]
        assert answer.headers["x-correlation-id"]
    return answer.status


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:80", "localhost", "LocalHost:1", "localhost.", "[::1]", "[0:0::1]:9"],
)
def test_own_names_are_served(platform: Platform, host: str) -> None:
    assert status(platform, host) == 200
    # The storage answers links alone, and this path is not one.
    assert status(platform, host, storage=True) == 403


@pytest.mark.parametrize(
    "host",
    [
        "page.example",
        "page.example:8321",
        "127.0.0.1.page.example",
        "localhost.page.example",
        "page.example@127.0.0.1",
        "127.0.0.1@page.example",
        "127.0.0.1#page.example",
        "127.0.0.1 page.example",
        "127.0.0.1, page.example",
        "192.0.2.1",
        "[2001:db8::1]",
        "2130706433",
        "0.0.0.0",
        "localhost:page",
        "xn--lcalhost-54a",
        "",
        ":80",
        "[::1",
        "*",
    ],
)
def test_other_names_are_not(platform: Platform, host: str) -> None:
    assert status(platform, host) == 421
    assert status(platform, host, storage=True) == 421


def test_a_request_that_names_no_host_is_not_served(platform: Platform) -> None:
    with Wire(platform.url) as wire:
        wire.send(b"GET /healthz HTTP/1.0\r\n\r\n")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 421
        assert "for no host, which" in answer.json()["message"]


def test_the_key_does_not_open_another_name(platform: Platform) -> None:
    headers = {"X_API_Key": platform.api_key, "Host": "page.example"}
    assert ask(platform.url, "GET /users/me", **headers).status == 421


# Names that are given


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform behind a proxy, which has further names."""
    with Platform(
        tmp_path_factory.mktemp("hosts"),
        public_url="https://lab.example.org/ionworks/",
        public_storage_url="https://files.example.org:8443/ionworks/",
        allowed_hosts=["Lab.Local", "198.51.100.7"],
    ) as platform:
        yield platform


@pytest.mark.parametrize(
    "host",
    [
        "lab.example.org",
        "lab.example.org:443",
        "files.example.org:8443",
        "lab.local",
        "198.51.100.7:80",
        "localhost",
        "127.0.0.1",
    ],
)
def test_given_names_are_served(published: Platform, host: str) -> None:
    assert status(published, host) == 200


def test_a_given_name_opens_no_other(published: Platform) -> None:
    for host in (
        "example.org",
        "x.lab.example.org",
        "lab.example.org.page.example",
        "198.51.100.8",
    ):
        assert status(published, host) == 421


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "lab.local"},
        {"X-Forwarded-Host": "page.example", "X-Forwarded-Proto": "http"},
        {"Forwarded": "host=page.example"},
    ],
)
def test_links_lead_to_the_public_address(published: Platform, headers: dict[str, str]) -> None:
    link = begun(published, None, **headers)
    assert link.startswith("https://files.example.org:8443/ionworks/measurements/")


@pytest.mark.parametrize("host", ["localhost:1", "[::1]:1", "127.0.0.1:1"])
def test_links_do_not_follow_what_a_caller_says(platform: Platform, host: str) -> None:
    assert begun(platform, None, Host=host).startswith(f"{platform.storage_url}/")


def test_a_public_address_of_the_service_alone_names_the_host_of_storage(tmp_path: Path) -> None:
    with Platform(tmp_path, public_url="http://lab.example.org:8000") as platform:
        port = urlsplit(platform.storage_url).port
        assert begun(platform).startswith(f"http://lab.example.org:{port}/")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("public_url", "lab.example.org"),
        ("public_url", "ftp://lab.example.org"),
        ("public_url", "https://"),
        ("public_url", "https://user@lab.example.org"),
        ("public_url", "http://lab.example.org:99999"),
        ("public_url", "http://lab.example.org?x=1"),
        ("public_url", "https://lab.example.org"),  # storage speaks no https itself
        ("public_storage_url", ""),
        ("public_storage_url", "//lab.example.org"),
        ("allowed_hosts", ["*"]),
        ("allowed_hosts", ["*.example.org"]),
        ("allowed_hosts", ["http://lab.example.org"]),
        ("allowed_hosts", [""]),
        ("allowed_hosts", ["lab example"]),
        ("host", "no.such.host.invalid"),
        ("host", "\x00"),
        ("host", "x" * 300),
        ("port", 65536),
        ("port", -1),
        ("storage_port", 99999),
    ],
)
def test_settings_that_cannot_be_are_refused_before_a_folder_is_made(
    tmp_path: Path, setting: str, value: Any
) -> None:
    with pytest.raises(ConfigurationError):
        Platform(tmp_path / "data", **{setting: value})
    assert not (tmp_path / "data").exists()


# On every address


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("everywhere"), host="0.0.0.0") as platform:
        yield platform


def test_on_every_address_any_address_in_numbers_is_served(everywhere: Platform) -> None:
    for host in ("192.0.2.1:80", "[2001:db8::1]", "127.0.0.1", socket.gethostname()):
        assert status(everywhere, host) == 200
    for host in ("page.example", "192.0.2.1.page.example", "2130706433"):
        assert status(everywhere, host) == 421


def test_on_every_address_links_lead_to_where_the_caller_came(everywhere: Platform) -> None:
    """To the address of this machine that the connection has, whatever the caller says."""
    port = urlsplit(everywhere.url).port
    storage = urlsplit(everywhere.storage_url).port
    for address in ("127.0.0.1", "127.0.0.2"):
        link = begun(everywhere, f"http://{address}:{port}", Host="192.0.2.1")
        assert link.startswith(f"http://{address}:{storage}/")
