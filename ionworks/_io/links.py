"""Links that the service gives: checked before anything is sent to where they lead."""

from __future__ import annotations

import re
from functools import lru_cache

import httpx

from ionworks.errors import UnexpectedResponseError

_WHOLE = re.compile(r"https?://[^/?#]")
_TARGET = "ionworks.redirect_target"


def checked(link: str, base: httpx.URL | None = None) -> httpx.URL:
    """Read a link.

    Parameters
    ----------
    link : str
        As the service, or the storage, wrote it.
    base : httpx.URL, optional
        What a relative link is relative to; without it a link must be whole.

    Returns
    -------
    httpx.URL
        The address, without a user name or a password: a link brings no credentials along.

    Raises
    ------
    UnexpectedResponseError
        It leads to no HTTP service. It is not quoted, because a signed link is a secret.
    """
    try:
        # Joining parses two more times, which is slow for a long signed link.
        is_whole = base is None or _WHOLE.match(link)
        target = _read(link) if is_whole or base is None else base.join(link)
        host = target.host
        # The lookup of a host allows no empty and no very long label.
        target.raw_host.decode("ascii").encode("idna")
    except (httpx.InvalidURL, TypeError, ValueError) as problem:
        raise UnexpectedResponseError(
            "The service gave a link that is no address. Try again, or ask for support"
        ) from problem
    if target.scheme not in ("http", "https") or not host:
        raise UnexpectedResponseError(
            f"The service gave a link of the kind {target.scheme or 'relative'!r}, which leads to "
            "no storage"
        )
    return target.copy_with(userinfo=b"") if target.userinfo else target


@lru_cache(maxsize=16)
def _read(link: str) -> httpx.URL:
    """Parse a link. One that is followed was read when it came: a long one takes a while."""
    return httpx.URL(link)


def take_redirect(response: httpx.Response) -> None:
    """Check where an answer leads, and hide it from the HTTP library, whose hook calls this.

    The library would read the address again, to make a request that is not sent.
    """
    if response.has_redirect_location:
        link = response.headers.pop("location")
        response.extensions[_TARGET] = checked(link, response.request.url)


async def take_redirect_async(response: httpx.Response) -> None:
    """Check where an answer leads. See `take_redirect`."""
    take_redirect(response)


def give_redirect(response: httpx.Response) -> httpx.Response:
    """Return an answer with the whole address to which it leads, which was checked."""
    if (target := response.extensions.pop(_TARGET, None)) is not None:
        response.headers["location"] = str(target)
    return response
