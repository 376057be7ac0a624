"""Over TLS: whom the client believes, and that it gives up in time there too."""

from __future__ import annotations

import ssl
import time
from pathlib import Path
from typing import Any

import pytest
import trustme
from support.encrypted import OK, serving

from ionworks import APIConnectionError, APITimeoutError


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs the certificate of the service."""
    return trustme.CA()


@pytest.fixture
def believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, authority: trustme.CA) -> None:
    """Let the environment name the authority, as a company with its own does."""
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(roots)
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))


def trickle(connection: ssl.SSLSocket) -> None:
    """Begin a head that has no end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"z")
        time.sleep(0.05)


@pytest.mark.usefixtures("believed")
def test_who_has_a_certificate_of_a_known_authority_is_asked(
    authority: trustme.CA, ask: Any
) -> None:
    with serving(authority, lambda connection: connection.sendall(OK)) as (url, asked):
        assert ask(url, lambda client: client.health_check()) == {"status": "ok"}
    assert len(asked) == 1


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize("other", [True, False], ids=["authority", "name"])
def test_who_has_another_certificate_is_told_nothing(
    authority: trustme.CA, ask: Any, other: bool
) -> None:
    signs, name = (trustme.CA(), "localhost") if other else (authority, "elsewhere.example")
    with (
        serving(signs, lambda connection: connection.sendall(OK), name) as (url, asked),
        pytest.raises(APIConnectionError, match="certificate"),
    ):
        ask(url, lambda client: client.health_check())
    assert not asked


@pytest.mark.usefixtures("believed")
def test_a_head_without_end_is_not_waited_for(authority: trustme.CA, ask: Any) -> None:
    with (
        serving(authority, trickle) as (url, asked),
        pytest.raises(APITimeoutError, match="in time"),
    ):
        ask(url, lambda client: client.health_check(), timeout=0.5)
    assert len(asked) == 1
