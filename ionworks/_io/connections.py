"""Which HTTP client a request goes through, and by which way: directly or through a proxy."""

from __future__ import annotations

import logging
import os
import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar
from urllib.request import getproxies
from weakref import WeakKeyDictionary

import httpx
from attrs import define, field

from ionworks._forks import PerProcess
from ionworks._io import deadlines
from ionworks._io.request_log import LOG
from ionworks.errors import ClientClosedError, ConfigurationError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from httpx._client import UseClientDefault

    from ionworks.settings import Proxy, Settings, Verify

T = TypeVar("T")

Mounts: TypeAlias = "dict[str, T | Unroutable | None]"

_SIGNED = re.compile(
    r"([?&](?:[\w-]*(?:signature|token|credential)|sig|key-pair-id)=)[^&\s\"'\\)\]]+",
    re.IGNORECASE,
)


_COOKIE = re.compile(r"(set-cookie', b['\"])[^'\"]*", re.IGNORECASE)


class _WithoutSignatures(logging.Filter):
    """Takes signatures of links and cookies, which are secrets, out of the HTTP library's log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; leave it out if ours says the same, unless all details are wanted."""
        if (
            record.name == "httpx"
            and record.levelno == logging.INFO
            and deadlines.current() is not None  # the request is one of ours
            and LOG.isEnabledFor(logging.INFO)
            and not logging.getLogger("httpx").isEnabledFor(logging.DEBUG)
        ):
            return False
        message = record.getMessage()
        if "?" in message or "cookie" in message.lower():
            record.msg = _COOKIE.sub(r"\1…", _SIGNED.sub(r"\1…", message))
            record.args = ()
        return True


_without_signatures = _WithoutSignatures()
for _name in ("httpx", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_without_signatures)

_HERE = ("127.0.0.1", "localhost", "::1")
_THIS_MACHINE = ("all://127.0.0.1", "all://localhost", "all://[::1]")


def tls() -> ssl.SSLContext:
    """Return the TLS settings of clients that were given none of their own.

    To make them reads every root certificate, so clients share them as long as the environment
    names the same files and nobody changes these.

    Raises
    ------
    ConfigurationError
        The environment names certificates that cannot be read.
    """
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR")
    return _of_environment(*((os.environ.get(name), _changed(name)) for name in names))


def _changed(name: str) -> int | None:
    """Return when the file that a variable names was changed, if there is one."""
    with suppress(OSError, ValueError):
        return Path(os.environ[name]).stat().st_mtime_ns if os.environ.get(name) else None
    return None


@lru_cache(maxsize=4)
def _of_environment(*_state: tuple[str | None, int | None]) -> ssl.SSLContext:
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


def _of_file(path: str | os.PathLike[str]) -> ssl.SSLContext:
    """Return TLS settings that trust the certificates of a file or a folder."""
    import ssl

    place = Path(path).expanduser()
    try:
        if place.is_dir():
            return ssl.create_default_context(capath=place)
        return ssl.create_default_context(cafile=place)
    except OSError as problem:
        raise ConfigurationError(
            f"`verify` names {str(path)!r}, whose certificates cannot be read: {problem}. Let it "
            "name a file of root certificates in PEM format"
        ) from problem


@define
class Route:
    """How the requests of a client leave this machine.

    Attributes
    ----------
    verify : bool, str, path or ssl.SSLContext
        Which certificates are trusted: those of the environment or of httpx (True), those of a
        file or a folder, or all of them (False).
    proxy : str, httpx.URL or httpx.Proxy, optional
        What all requests go through; without it, the environment says.
    """

    verify: Verify = True
    proxy: Proxy | None = field(default=None, repr=False)
    _context: ssl.SSLContext | None = field(default=None, init=False, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Route:
        """Return the route that the settings of a client ask for."""
        return cls(settings.verify, settings.proxy)

    def tls(self) -> ssl.SSLContext:
        """Return the TLS settings; they are made when they are first asked for.

        Raises
        ------
        ConfigurationError
            Certificates cannot be read.
        """
        if self._context is None:
            self._context = tls() if self.verify is True else self._own_tls()
        return self._context

    def _own_tls(self) -> ssl.SSLContext:
        if isinstance(self.verify, str | os.PathLike):
            return _of_file(self.verify)
        return httpx.create_ssl_context(verify=self.verify)

    def mounts(self, through: Callable[[Proxy], T]) -> Mounts[T]:
        """Return how requests leave this machine. See `routes`."""
        return routes(through) if self.proxy is None else {"all://": through(self.proxy)}

    def require(self, url: httpx.URL) -> None:
        """Refuse an address that the settings do not let a client reach.

        Raises
        ------
        ConfigurationError
            Certificates cannot be read, or a proxy cannot be used. The message names where the
            setting comes from, without a password in it.
        """
        if url.scheme == "https" or isinstance(self.verify, str | os.PathLike):
            self.tls()
        if self.proxy is not None:
            if why := _why_no_proxy(self.proxy):
                raise ConfigurationError(f"`proxy` cannot be used as a proxy: {why}")
        elif url.host not in _HERE and (fault := _proxy_fault()) is not None:
            raise ConfigurationError(fault)


OWN = "ionworks.own"
"""Extension of a request that goes to the service itself."""


PROXY = "ionworks.proxy"
"""Extension of a request that names the proxy that it goes through, for messages."""


def auth_of(request: httpx.Request) -> UseClientDefault | None:
    """Return what an HTTP client authorises a request with.

    That of a client which the user gave is for the service alone: storage takes signed links.
    """
    return httpx.USE_CLIENT_DEFAULT if request.extensions.get(OWN) else None


def refuse_closed(given: httpx.Client | httpx.AsyncClient | None) -> None:
    """Refuse to use an HTTP client that its owner has closed.

    Raises
    ------
    ClientClosedError
        It is closed.
    """
    if given is not None and given.is_closed:
        raise ClientClosedError(
            "The HTTP client given as `http_client` is closed; close it after the last call"
        )


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


def routes(through: Callable[[str], T]) -> Mounts[T]:
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


def _proxy_fault() -> str | None:
    """Say what is wrong with the proxy variables, None if they can be used or are not set.

    No words of the HTTP library are repeated: they may hold a part of a password.
    """
    proxies = _proxies()
    for scheme, address in proxies.items():
        if why := _why_no_proxy(_with_scheme(address)):
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


def _why_no_proxy(proxy: Proxy) -> str:
    """Say why an address is no proxy; "" if it is one."""
    try:
        httpx.HTTPTransport(verify=no_tls(), proxy=proxy).close()
        if not (proxy if isinstance(proxy, httpx.Proxy) else httpx.Proxy(proxy)).url.host:
            raise ValueError("no host")
    except ImportError:
        return "a SOCKS proxy needs another package: pip install 'httpx[socks]'"
    except (ValueError, TypeError, AttributeError, httpx.InvalidURL):
        return "it must be an address such as http://proxy.example.com:8080"
    return ""


@lru_cache(maxsize=1)
def no_tls() -> ssl.SSLContext:
    """Return TLS settings that trust nobody, for connections that use no TLS."""
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


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
