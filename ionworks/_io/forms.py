"""Forms: bodies of fields and files (multipart/form-data)."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import httpx
from attrs import field, frozen

from ionworks._io.bodies import encode_json
from ionworks.errors import RequestValidationError

if TYPE_CHECKING:
    from ionworks_generated.types import RequestFiles

_LONGEST_NAME = 4096
"""Characters of the name of a file. It stands in the head of a part, which is small."""


@frozen
class FormFile:
    """A file of a form, in memory: it is sent again when an attempt is repeated.

    Attributes
    ----------
    name : str
        The file name that the service gets.
    content : bytes
        Its bytes.
    media_type : str
        What kind of file it is.
    """

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"

    @classmethod
    def read(
        cls, file: str | os.PathLike[str] | bytes | BinaryIO, name: str | None = None
    ) -> FormFile:
        """Read a file that a user gave.

        Parameters
        ----------
        file : path, bytes or binary file
            The file, its content, or an open file, which is read from where it stands.
        name : str, optional
            What to call it; otherwise the name that the file has. Content needs one.

        Raises
        ------
        FileNotFoundError
            There is no such file.
        TypeError
            It is not one of these, or was opened as text.
        ValueError
            Content or an open file without a name, or a name that no service takes.
        """
        if isinstance(file, bytes | bytearray | memoryview):
            content, known = bytes(file), None
        elif isinstance(file, str | os.PathLike):
            if not str(file).strip():
                raise ValueError("the path of the file is empty")
            path = Path(file).expanduser()
            content, known = path.read_bytes(), path.name
        elif hasattr(file, "read"):
            content, opened = file.read(), getattr(file, "name", None)
            known = Path(opened).name if isinstance(opened, str) else None
            if not isinstance(content, bytes):
                raise TypeError("the file was opened as text; open it with mode 'rb'")
        else:
            raise TypeError(
                f"a file is a path, bytes or an open binary file, not a {type(file).__name__}"
            )
        if name is not None and not isinstance(name, str):
            raise TypeError(f"the name of a file is text, not a {type(name).__name__}")
        name = name or known
        if not name:
            raise ValueError("content without a name; say what the file is called")
        if len(name) > _LONGEST_NAME:
            raise RequestValidationError(
                f"the name of the file has {len(name)} characters; give it one of up to "
                f"{_LONGEST_NAME}"
            )
        # A bare name would be read as a URL.
        guessed = mimetypes.guess_type(f"./{name}")[0]
        return cls(name, content, guessed or "application/octet-stream")


class _Form:
    """A form as an operation takes it."""

    def __init__(self, parts: RequestFiles) -> None:
        self._parts = parts

    def to_multipart(self) -> RequestFiles:
        return self._parts


def form(fields: Mapping[str, Any]) -> Any:
    """Let fields and files stand where an operation expects a generated form.

    Parameters
    ----------
    fields : mapping
        Values by name. A `FormFile` is a file, text stays text, None is left out, and
        everything else is JSON.
    """
    parts: RequestFiles = []
    for name, value in fields.items():
        if isinstance(value, FormFile):
            parts.append((name, (value.name, value.content, value.media_type)))
        elif value is not None:
            try:
                text = value.encode() if isinstance(value, str) else encode_json(value, place=name)
            except UnicodeEncodeError:
                raise ValueError(
                    f"`{name}` holds half of a surrogate pair, which is no character"
                ) from None
            parts.append((name, (None, text, None)))
    return _Form(parts)


def encode_form(parts: Mapping[str, Any]) -> tuple[bytes, str]:
    """Encode a form once for all attempts.

    Parameters
    ----------
    parts : mapping
        ``files`` and ``data``, as the HTTP library takes them. Open files are read from
        their start.

    Returns
    -------
    tuple
        The bytes, and the media type that says how they are parted.
    """
    request = httpx.Request("POST", "http://form", **parts)
    # The same form gives the same bytes, and no file can know the boundary that is in it.
    drawn = request.headers["content-type"].rpartition("boundary=")[2]
    content = request.read()
    boundary = hashlib.sha256(content.replace(drawn.encode(), b"")).hexdigest()[:32]
    return (
        content.replace(drawn.encode(), boundary.encode()),
        f"multipart/form-data; boundary={boundary}",
    )
