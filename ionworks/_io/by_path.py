"""Requests by the path of an address: what is refused, and what is sent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote

import httpx
from ionworks_generated.types import read_json

from ionworks._given import is_number, mapping_of, shown
from ionworks._io import failures

Timeout: TypeAlias = float | tuple[float, float]
"""Seconds of silence, or one number for connecting and one for reading."""

_METHOD = re.compile("[A-Za-z]+")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_OF_TRANSFER = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


def checked_method(method: Any) -> str:
    """Return the name of an HTTP method in capitals.

    Raises
    ------
    ValueError
        It is none.
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
    return detached(response.status_code, response.headers.raw, response.content)


def detached(status: int, headers: Iterable[tuple[bytes, bytes]], content: bytes) -> httpx.Response:
    """Return an answer without its request, which holds the credential."""
    kept = [pair for pair in headers if pair[0].lower() not in _OF_TRANSFER]
    return httpx.Response(status, headers=kept, content=content)
