"""Which HTTP client a request goes through, and by which way: directly or through a proxy."""

from __future__ import annotations

import logging
import os
import re
from contextlib import suppress
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.request import getproxies
from weakref import WeakKeyDictionary

import httpx

from ionworks._forks import PerProcess
from ionworks.errors import ClientClosedError, ConfigurationError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

T = TypeVar("T")

_SIGNED = re.compile(
    r"([?&](?:[\w-]*(?:signature|token|credential)|sig|key-pair-id)=)[^&\s\"'\\)\]]+",
    re.IGNORECASE,
)


class _WithoutSignatures(logging.Filter):
    """Takes the signatures of links, which are secrets, out of what the HTTP library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always logged."""
        message = record.getMessage()
        if "?" in message:
            record.msg, record.args = _SIGNED.sub(r"\1…", message), ()
        return True


_without_signatures = _WithoutSignatures()
for _name in ("httpx", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_without_signatures)

_HERE = ("127.0.0.1", "localhost", "::1")
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


class _NoCookies(httpx.Cookies):
    """Takes no cookies."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave the cookies of an answer alone."""


NO_COOKIES = _NoCookies()
"""Those of the HTTP clients here. Requests are made elsewhere, so no cookie would ever be sent;
to look for some in each answer took a tenth of the time of a request."""


class Unroutable(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Refuses each request, since the proxy that it should go through cannot be used.

    Parameters
    ----------
    fault : str
        What is wrong with the proxy, and what to do.
    """

    def __init__(self, fault: str) -> None:
        self._fault = fault

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse a request of the blocking client."""
        raise ConfigurationError(self._fault)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse a request of the asynchronous client."""
        raise ConfigurationError(self._fault)


def routes(through: Callable[[str], T]) -> dict[str, T | Unroutable | None]:
    """Return how requests leave this machine, by patterns of their address.

    Proxies of the environment that cannot be used make only the requests fail that need them.

    Parameters
    ----------
    through : callable
        Makes a transport from the address of a proxy.

    Returns
    -------
    dict
        A transport for each pattern; None where no proxy is used.
    """
    proxies = _proxies()
    if not proxies or "*" in (unproxied := _unproxied()):
        return {}
    direct: dict[str, T | Unroutable | None] = dict.fromkeys(_THIS_MACHINE)
    if (fault := _proxy_fault()) is not None:
        return {"all://": Unroutable(fault), **direct}
    used = {f"{scheme}://": through(_with_scheme(address)) for scheme, address in proxies.items()}
    return {**used, **dict.fromkeys(map(_pattern, unproxied)), **direct}


def require_route(url: httpx.URL) -> None:
    """Refuse an address that the settings of the environment do not let a client reach.

    Raises
    ------
    ConfigurationError
        Certificates cannot be read, or a proxy cannot be used. The message names the variable
        of the environment, without a password in it.
    """
    if url.scheme == "https":
        tls()
    if url.host not in _HERE and (fault := _proxy_fault()) is not None:
        raise ConfigurationError(fault)


def _proxy_fault() -> str | None:
    """Say what is wrong with the proxy variables, None if they can be used or are not set.

    No words of the HTTP library are repeated: they may hold a part of a password.
    """
    proxies = _proxies()
    for scheme, address in proxies.items():
        try:
            httpx.HTTPTransport(verify=tls(), proxy=_with_scheme(address)).close()
        except ImportError:
            why = "a SOCKS proxy needs another package: pip install 'httpx[socks]'"
        except (ValueError, httpx.InvalidURL):
            why = "it must be an address such as http://proxy.example.com:8080"
        else:
            continue
        return (
            f"{_variable(scheme)} cannot be used as a proxy: {why}. Correct it, or unset it "
            "(HTTP_PROXY, HTTPS_PROXY and ALL_PROXY are read, in lower case first)"
        )
    for host in _unproxied() if proxies else ():
        try:
            httpx.URL(_pattern(host))
        except (ValueError, httpx.InvalidURL):
            return (
                f"{_variable('no')} has the entry {host.rpartition('@')[2]!r}, which is not a host "
                "such as example.com, 10.0.0.1 or ::1 (without brackets). Correct it, or leave it "
                "out"
            )
    return None


def _proxies() -> dict[str, str]:
    named = getproxies()
    return {scheme: named[scheme] for scheme in ("http", "https", "all") if named.get(scheme)}


def _unproxied() -> list[str]:
    """List the hosts that are reached without a proxy."""
    hosts = (host.strip() for host in getproxies().get("no", "").split(","))
    return [host for host in hosts if host]


def _pattern(host: str) -> str:
    """Write a host as the HTTP library names it in a route; a name includes those below it."""
    if "://" in host:
        return host
    with suppress(ValueError):
        address = ip_address(host.partition("/")[0])
        return f"all://{host}" if address.version == 4 else f"all://[{host}]"
    return f"all://{host}" if host.lower() == "localhost" else f"all://*{host}"


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"http://{address}"


def _variable(scheme: str) -> str:
    """Name the variable that a proxy comes from; that in lower case wins."""
    name = f"{scheme}_proxy"
    written = [one for one in os.environ if one.lower() == name and os.environ[one]]
    if not written:
        return f"the system setting {name.upper()}"
    return f"{name if name in written else written[0]} of the environment"


class Connections(Generic[T]):
    """HTTP clients, one for each process and event loop that uses ours, until it is closed.

    A forked child that used the sockets of its parent would get the parent's answers. The HTTP
    clients of others are left as they are: to close one here could send something on sockets
    that are in use there.

    Parameters
    ----------
    make : callable
        Makes an HTTP client.
    place : callable
        Returns what stands for the event loop of the caller.
    """

    def __init__(self, make: Callable[[], T], place: Callable[[], object]) -> None:
        self._make = make
        self._place = place
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
            # Atomic, so that no lock is needed, which a fork could leave locked.
            found = made.setdefault(place, self._make())
        return found

    def close(self) -> T | None:
        """Refuse further calls; return the HTTP client of this place, if it has one, to close."""
        self._closed = True
        return self._made.here().pop(self._place(), None)
