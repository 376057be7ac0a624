"""How connections are made: how many are kept, and which hosts need no proxy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import httpx

if TYPE_CHECKING:
    import ssl

T = TypeVar("T")

# The pool never makes a request wait for longer than its own timeout allows; parallel
# transfers are bounded where they are started.
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20)

_THIS_MACHINE = ("all://127.0.0.1", "all://localhost", "all://[::1]")


@cache
def tls() -> ssl.SSLContext:
    """Return the TLS settings of all clients; making them reads every root certificate."""
    return httpx.create_ssl_context()


def direct(transport: T) -> dict[str, T]:
    """Mount a transport for this machine, which no proxy of the environment can reach."""
    return dict.fromkeys(_THIS_MACHINE, transport)
