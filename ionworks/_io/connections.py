"""How many connections are kept, and which hosts are reached without a proxy."""

from __future__ import annotations

import httpx

# The pool never makes a request wait for longer than its own timeout allows; parallel
# transfers are bounded where they are started.
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20)


def direct_hosts() -> tuple[str, ...]:
    """Patterns of the hosts of this machine, which no proxy of the environment can reach."""
    return ("all://127.0.0.1", "all://localhost", "all://[::1]")
