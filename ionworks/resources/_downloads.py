"""Downloads by links that may end before they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks._io.transfers import fetch
from ionworks.errors import TransferError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ionworks._io.runtime import Runtime
    from ionworks._io.silence import Silence
    from ionworks._io.sinks import Sink
    from ionworks._io.transfers import Fetched

    Link = Callable[[], Awaitable[str]]

# Refused because the link is too old, or because an extension has put another object in the
# place of the one that it leads to.
LINK_HAS_ENDED = frozenset({403, 404})
TRIES = 4


async def fetch_linked(
    runtime: Runtime,
    link: Link,
    sink: Sink,
    *,
    etag: str | None = None,
    timeout: Silence | None = None,
) -> Fetched | None:
    """Stream what a link leads to into a sink; ask for another link when it has ended.

    Parameters
    ----------
    runtime : Runtime
        How the storage is reached.
    link : callable
        Awaited for a link.
    sink, etag, timeout
        As for `ionworks._io.transfers.fetch`.

    Returns
    -------
    Fetched or None
        As from `ionworks._io.transfers.fetch`.

    Raises
    ------
    TransferError
        New links do not help.
    """
    for left in reversed(range(TRIES)):
        try:
            return await fetch(runtime, await link(), sink, etag=etag, timeout=timeout)
        except TransferError as problem:
            if problem.status_code not in LINK_HAS_ENDED or not left:
                raise
    raise AssertionError  # the last try returns or raises
