"""Requests by the path of an address: what is refused, and what is sent."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import httpx
from ionworks_generated.types import read_json

from ionworks._given import is_number, mapping_of, shown
from ionworks._io import failures
from ionworks._io.answers import of_content
from ionworks._io.operations import REPEATABLE_METHODS
from ionworks._io.outgoing import Outgoing
from ionworks._io.sinks import MemorySink
from ionworks._io.transfers import fetch

if TYPE_CHECKING:
    from ionworks._io.runtime import Runtime

Timeout: TypeAlias = float | tuple[float, float]
"""Seconds of silence, or one number for connecting and one for reading."""

_METHOD = re.compile("[A-Za-z]+")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")


async def send(
    runtime: Runtime,
    method: str,
    endpoint: str,
    *,
    body: Any = None,
    form: Callable[[], dict[str, Any]] | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: Timeout | None = None,
) -> httpx.Response:
    """Send a request by its path and return the answer as it came, which may be a redirect.

    Parameters
    ----------
    runtime : Runtime
        How the service is reached.
    method : str
        The HTTP method.
    endpoint : str
        Path below the address of the service, with its query.
    body : object, optional
        What is sent as JSON.
    form : callable, optional
        Reads the fields and files of a form, in a thread.
    params : mapping, optional
        Further query parameters.
    timeout : float or tuple of float, optional
        Seconds for each attempt; by default those of the client.
    """
    method, path = checked_method(method), checked_path(endpoint)
    limits = limits_of(timeout)
    outgoing = Outgoing(
        method=method,
        path=path,
        headers={"Accept": "application/json"},
        is_repeatable=method in REPEATABLE_METHODS,
        params=dict(params) if params else None,
        body=body,
        form=await runtime.backend.run_in_thread(form) if form else {},
    )
    return await runtime.deliver(outgoing, None if limits is None else limits.read)


async def send_and_follow(
    runtime: Runtime, method: str, endpoint: str, **given: Any
) -> httpx.Response:
    """Send a request by its path; what a GET is redirected to is fetched.

    The credential goes along to no other origin than the service's own.

    Raises
    ------
    UnexpectedResponseError
        Another request than a GET was redirected.
    """
    response = await send(runtime, method, endpoint, **given)
    if not response.has_redirect_location:
        return response
    if response.request.method != "GET":
        raise runtime.refusal(response)
    sink = MemorySink()
    fetched = await fetch(runtime, response.headers["location"], sink)
    assert fetched is not None  # no version was asked for
    return detached(httpx.codes.OK, fetched.headers, sink.data)


async def download(runtime: Runtime, endpoint: str, timeout: Timeout | None = None) -> bytes:
    """Download what a path of the service leads to."""
    sink = MemorySink()
    url = runtime.settings.api_url + checked_path(endpoint)
    await fetch(runtime, url, sink, timeout=limits_of(timeout))
    return sink.data


def checked_method(method: Any) -> str:
    """Return the name of an HTTP method in capitals.

    Raises
    ------
    ValueError
        This is not the name of a method.
    """
    if not isinstance(method, str) or not _METHOD.fullmatch(method):
        raise ValueError(
            f"`method` is {shown(method)}; give the name of an HTTP method, such as 'GET'"
        )
    return method.upper()


def checked_path(endpoint: Any) -> str:
    """Return a path below the address of the service, with its query.

    The credential goes where the path leads, so a path leads nowhere else.

    Raises
    ------
    TypeError
        It is no text.
    ValueError
        It is empty, a whole address, or leads out of the service's own.
    """
    if not isinstance(endpoint, str):
        raise TypeError(
            f"`endpoint` is a path such as '/projects?limit=5', not a {type(endpoint).__name__}"
        )
    path = endpoint.partition("?")[0]
    segments = _decoded(path).split("/")
    if not endpoint.isprintable() or endpoint != endpoint.strip() or "\\" in _decoded(path):
        problem = "holds characters that no path has"
    elif not path.strip("/"):
        problem = "names nothing"
    elif _SCHEME.match(endpoint) or path.startswith("//"):
        problem = "is an address"
    elif "#" in endpoint:
        problem = "has a fragment (#)"
    elif "//" in path:
        problem = "has two slashes in a row"
    elif {".", ".."} & set(segments):
        problem = "has a segment of dots"
    else:
        return path if endpoint.startswith("/") and endpoint == path else _rooted(endpoint)
    raise ValueError(
        f"`endpoint` {problem}: {_without_query(endpoint)!r}; give a path below the address of "
        "the service, such as '/projects?limit=5'"
    )


def _decoded(path: str) -> str:
    """Decode a path until nothing is left to decode, as servers in a row may."""
    while (decoded := unquote(path)) != path:
        path = decoded
    return path


def _rooted(endpoint: str) -> str:
    return endpoint if endpoint.startswith("/") else f"/{endpoint}"


def _without_query(endpoint: str) -> str:
    return endpoint.partition("?")[0][:200]


def limits_of(timeout: Timeout | None) -> httpx.Timeout | None:
    """Read a timeout.

    Raises
    ------
    ValueError
        It is no number above 0, and no pair of such numbers.
    """
    if timeout is None:
        return None
    pair = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    for seconds in pair:
        if not is_number(seconds) or not seconds > 0:
            raise ValueError(f"`timeout` is {shown(timeout)}; give seconds above 0, or two of them")
    connect, read = pair
    return httpx.Timeout(read, connect=connect)


def form_of(data: Mapping[str, Any] | None, files: Any) -> dict[str, Any]:
    """Read the fields and files of a form; fields that are None are left out.

    Files are read whole, so that an attempt that is repeated sends them again.
    """
    form: dict[str, Any] = {}
    given = mapping_of(data, "data")
    if fields := {name: value for name, value in given.items() if value is not None}:
        form["data"] = fields
    pairs = [*files] if isinstance(files, list | tuple) else mapping_of(files, "files").items()
    if pairs:
        form["files"] = [(name, _read_file(name, given)) for name, given in map(_pair, pairs)]
    return form


def _pair(given: Any) -> tuple[str, Any]:
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise TypeError(f"`files` holds {shown(given)}; give pairs of a field and its file")
    return given[0], given[1]


def _read_file(field: str, given: Any) -> tuple[Any, ...]:
    if isinstance(given, tuple):
        name, content, *more = given
        return (name, _content(field, content), *more)
    name = getattr(given, "name", None) if not isinstance(given, str | bytes) else None
    return (Path(name).name if isinstance(name, str) else field, _content(field, given))


def _content(field: str, given: Any) -> bytes:
    if isinstance(given, os.PathLike):
        given = Path(given).read_bytes()
    elif hasattr(given, "read"):
        given = given.read()
    if isinstance(given, str):
        return given.encode()
    if isinstance(given, bytes | bytearray | memoryview):
        return bytes(given)
    raise TypeError(f"`files[{field!r}]` is a {type(given).__name__}; give bytes, text or a file")


def read_answer(response: httpx.Response) -> Any:
    """Return the JSON of an answer; without JSON, the answer, which holds no credential.

    Raises
    ------
    UnexpectedResponseError
        The answer says that it is JSON, and is not.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.content and (kind == "application/json" or kind.endswith("+json")):
        try:
            return read_json(response.content)
        except (ValueError, RecursionError) as problem:
            raise failures.from_unreadable(response, problem) from problem
    return detached(response.status_code, response.headers, response.content)


def detached(status: int, headers: httpx.Headers, content: bytes) -> httpx.Response:
    """Return an answer without its request, which holds the credential."""
    return httpx.Response(status, headers=of_content(headers), content=content)
