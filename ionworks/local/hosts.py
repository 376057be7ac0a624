"""The host names and addresses that a platform serves.

A web page can make a browser send requests to this machine under a host name that the page chose
(DNS rebinding). So the platform serves only requests for its own names. A browser cannot be
tricked in this way with a numeric address, so all of those are allowed where the platform listens
on every address.
"""

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ionworks.errors import ConfigurationError
from ionworks.local.answers import answer
from ionworks.local.errors import Refusal

LOOPBACK: Final = "127.0.0.1"

_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]:/?#@\s]+)(:[0-9]{0,5})?")
_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_OF_EVERY_MACHINE: Final = ("localhost", LOOPBACK, "::1")


@frozen
class Hosts:
    """The names of a platform and the addresses of its storage.

    Attributes
    ----------
    names : frozenset of str
        Host names and addresses that are served.
    any_address : bool
        Whether the platform listens on every address of the machine. Then every numeric
        address is served.
    storage_port : int
        Port of the storage origin.
    public_storage : str, optional
        Address of the storage origin for every caller.
    """

    names: frozenset[str]
    any_address: bool
    storage_port: int
    public_storage: str | None

    def serve(self, header: str | None) -> bool:
        """Tell whether a request with this Host header is served."""
        name = None if header is None else host_name(header)
        return name is not None and (name in self.names or (self.any_address and _is_number(name)))

    def storage(self, scope: Scope) -> str:
        """Return the address of the storage origin for the caller of a request.

        Without a public address it is the address of this machine that received the request. It is
        taken from the connection, not from what the caller sent.
        """
        if self.public_storage is not None:
            return self.public_storage
        return origin(scope["server"][0], self.storage_port)


class OwnNames:
    """An application that answers only requests for the names of the platform.

    Parameters
    ----------
    app : ASGIApp
        The application.
    hosts : Hosts
        The names.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it (421)."""
        header = Headers(scope=scope).get("host")
        if self._hosts.serve(header):
            await self._app(scope, receive, send)
            return
        named = "no host" if header is None else f"the host {header!r}"
        refusal = Refusal(
            421,
            "MISDIRECTED_REQUEST",
            f"The request is for {named}, which is not a name of this platform. "
            "Whoever serves it can add the name with --allow-host or --public-url.",
        )
        await answer(refusal.body(), refusal.status)(scope, receive, send)


def own_hosts(
    host: str,
    bound: str,
    storage: str,
    *,
    public_url: str | None,
    public_storage_url: str | None,
    allowed: Iterable[str],
) -> Hosts:
    """Collect the names of a platform.

    Parameters
    ----------
    host : str
        The host that it listens on, as it was given.
    bound : str
        The address that it listens on.
    storage : str
        Address of the storage origin on this machine.
    public_url, public_storage_url : str, optional
        Addresses for callers behind a proxy, or outside of the container.
    allowed : iterable of str
        Further names.

    Raises
    ------
    ConfigurationError
        An address or a name is not valid.
    """
    any_address = ip_address(bound).is_unspecified
    port = urlsplit(storage).port or 0
    public = None if public_url is None else _public(public_url, "public URL")
    if public_storage_url is not None:
        public_storage: str | None = _public(public_storage_url, "public storage URL")
    elif public is not None:
        if urlsplit(public).scheme != "http":
            raise ConfigurationError(
                "A public URL with https needs a public storage URL beside it, because the "
                "storage of the platform speaks plain HTTP on a port of its own."
            )
        public_storage = origin(urlsplit(public).hostname or "", port)
    else:
        public_storage = None if any_address else storage
    names = {*_OF_EVERY_MACHINE, bound, host.lower(), *map(_allowed, allowed)}
    names.update(urlsplit(url).hostname or "" for url in (public, public_storage) if url)
    if any_address:
        machine = socket.gethostname().lower()
        names |= {machine, machine.partition(".")[0]}
    return Hosts(frozenset(map(_shortest_form, names)), any_address, port, public_storage)


def host_name(header: str) -> str | None:
    """Return the host that a Host header names; None if the header is not valid."""
    match = _HOST.fullmatch(header)
    return None if match is None else _shortest_form(match[1].lower().removesuffix("."))


def origin(host: str, port: int) -> str:
    """Return the address of a host and a port."""
    plain = _shortest_form(host)
    return f"http://{f'[{plain}]' if ':' in plain else plain}:{port}"


def _shortest_form(host: str) -> str:
    """Write a numeric address in its shortest form; return a name unchanged."""
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return host
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _public(url: str, named: str) -> str:
    if not _is_public(url):
        raise ConfigurationError(
            f"The {named} {url!r} is not an address such as 'https://lab.example.org'."
        )
    return url.rstrip("/")


def _is_public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_place = parts.port != 0 and host_name(parts.netloc) is not None
    except ValueError:
        return False
    is_plain = not parts.query and not parts.fragment
    return has_place and is_plain and parts.scheme in ("http", "https")


def _allowed(name: str) -> str:
    plain = host_name(name)
    if plain is None or not (_NAME.fullmatch(plain) or _is_number(plain)):
        raise ConfigurationError(
            f"{name!r} is not a host name such as 'lab.example.org'; patterns are not supported."
        )
    return plain
