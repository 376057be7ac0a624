"""Links that the service gives: checked before anything is sent to where they lead."""

from __future__ import annotations

import httpx

from ionworks.errors import UnexpectedResponseError


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
        target = httpx.URL(link) if base is None else base.join(link)
        host = target.host
        # As it is looked up, which takes no empty label and no very long one.
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


def check_redirect(response: httpx.Response) -> None:
    """Check where an answer leads, before the HTTP library reads it; its hook calls this."""
    if response.has_redirect_location:
        checked(response.headers["location"], response.request.url)


async def check_redirect_async(response: httpx.Response) -> None:
    """Check where an answer leads. See `check_redirect`."""
    check_redirect(response)
