"""How connections are made: how many are kept, for whom, and which hosts need no proxy."""

from __future__ import annotations

import logging
import os
import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

import httpx

from ionworks._forks import PerProcess
from ionworks.errors import ClientClosedError, ConfigurationError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_SIGNED = re.compile(
    r"([?&](?:[\w-]*(?:signature|token|credential)|sig|key-pair-id)=)[^&\s\"'\\)\]]+",
    re.IGNORECASE,
)


class _WithoutSignatures(logging.Filter):
    """Takes the signatures of links, which are secrets, out of what the HTTP library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always told."""
        message = record.getMessage()
        if "?" in message:
            record.msg, record.args = _SIGNED.sub(r"\1…", message), ()
        return True


_without_signatures = _WithoutSignatures()
for _name in ("httpx", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_without_signatures)

# The pool never makes a request wait for longer than its own timeout allows; parallel
# transfers are bounded where they are started.
# A connection is kept for less time than servers keep it: many close one that was idle for 5 s,
# and a request that is just on its way then may or may not have been processed.
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=2.0)

_THIS_MACHINE = ("all://127.0.0.1", "all://localhost", "all://[::1]")


@cache
def tls() -> ssl.SSLContext:
    """Return the TLS settings of all clients; making them reads every root certificate.

    Raises
    ------
    ConfigurationError
        The environment names certificates that cannot be read.
    """
    try:
        return httpx.create_ssl_context()
    except OSError as problem:
        named = [name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)]
        if not named:
            raise
        raise ConfigurationError(
            f"{' and '.join(named)} of the environment cannot be read: {problem}. Let it name "
            "the root certificates, or unset it"
        ) from problem


def direct(transport: T) -> dict[str, T]:
    """Mount a transport for this machine, which no proxy of the environment can reach."""
    return dict.fromkeys(_THIS_MACHINE, transport)


@contextmanager
def proxies_of_the_environment() -> Iterator[None]:
    """Name the proxy variables when a client cannot be made because of them."""
    try:
        yield
    except (ImportError, ValueError, httpx.InvalidURL) as problem:
        raise ConfigurationError(
            f"the proxy variables of the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, "
            f"NO_PROXY) cannot be used: {problem}"
        ) from problem


class Connections(Generic[T]):
    """HTTP clients, one for each process and event loop that uses ours, until it is closed.

    A forked child that used the sockets of its parent would get the parent's answers. The HTTP
    clients of others are left as they are: to close one here could send something on sockets
    that are in use there.

    Parameters
    ----------
    make : callable
        Makes an HTTP client. The first is made at once, so that what is wrong with the
        environment shows when our client is made.
    place : callable
        Returns what stands for the event loop of the caller.
    """

    def __init__(self, make: Callable[[], T], place: Callable[[], object]) -> None:
        self._make = make
        self._place = place
        self._unused = [make()]
        self._made: PerProcess[WeakKeyDictionary[object, T]] = PerProcess(WeakKeyDictionary)
        self._closed = False

    def here(self) -> T:
        """Return the HTTP client of this process and event loop.

        Raises
        ------
        ClientClosedError
            Ours was closed.
        """
        if self._closed:
            raise ClientClosedError(
                "This client is closed. Make another one, or close it (or leave its `with` block) "
                "after the last call"
            )
        place, made = self._place(), self._made.here()
        found = made.get(place)
        if found is None:
            # Each step is atomic, so that no lock is needed, which a fork could leave locked.
            try:
                found = self._unused.pop()
            except IndexError:
                found = self._make()
            found = made.setdefault(place, found)
        return found

    def close(self) -> T | None:
        """Refuse further calls; return the HTTP client of this place, if it has one, to close."""
        self._closed = True
        return self._made.here().pop(self._place(), None)
