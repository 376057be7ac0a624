"""Forms: request bodies of fields and files (multipart/form-data)."""

import hashlib
import re
from collections.abc import Mapping
from typing import Final, TypeAlias
from urllib.parse import unquote_to_bytes

from attrs import field, frozen
from starlette.datastructures import Headers

from ionworks.local.bodies import unpacked
from ionworks.local.errors import bad_request

MAX_PARTS: Final = 100
"""Most fields and files in a form."""

_BOUNDARY: Final = re.compile(
    r"""multipart/form-data\s*;.*?boundary=(?:"([^"]+)"|([^\s;"]+))""", re.IGNORECASE
)
_PARAMETER: Final = re.compile(rb';\s*(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_ESCAPED: Final = re.compile(rb"\\(.)")
_HEAD_END: Final = b"\r\n\r\n"
_LONGEST_HEAD: Final = 8192


@frozen
class Upload:
    """A file of a form.

    Attributes
    ----------
    filename : str
        Its name, as the sender calls it; empty where it has none.
    content : bytes
        Its bytes.
    """

    filename: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Digest of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


Form: TypeAlias = Mapping[str, str | Upload]


def parse_form(body: bytes, headers: Headers) -> Form | None:
    """Return what a form holds, by name; None when nothing was sent.

    Parameters
    ----------
    body : bytes
        As it was sent.
    headers : Headers
        Of the request: what parts the form, how it is packed, and its digest if that is stated.

    Raises
    ------
    Refusal
        It is damaged, too large, or no form.
    """
    body = unpacked(body, headers)
    if not body:
        return None
    stated = _BOUNDARY.match(headers.get("content-type", ""))
    if stated is None:
        raise bad_request("The body is no form; send it as multipart/form-data with a boundary.")
    line = b"\r\n--" + (stated[1] or stated[2]).encode()
    _, *parts = (b"\r\n" + body).split(line)
    if not parts or not parts[-1].startswith(b"--"):
        raise bad_request("The form is not whole: its last boundary is missing.")
    if len(parts) > MAX_PARTS + 1:
        raise bad_request(f"The form has more than {MAX_PARTS} parts.")
    form: dict[str, str | Upload] = {}
    for part in parts[:-1]:
        name, value = _read(part)
        if name in form:
            raise bad_request(f"The form has {name!r} twice.")
        form[name] = value
    return form


def _read(part: bytes) -> tuple[str, str | Upload]:
    end = part.find(_HEAD_END, 0, _LONGEST_HEAD)
    if end < 0:
        raise bad_request(
            f"A part of the form has no head, or one of more than {_LONGEST_HEAD} bytes; shorten "
            "the name of its file."
        )
    head = part[:end]
    disposition = next(
        (line for line in head.split(b"\r\n") if line.lower().startswith(b"content-disposition:")),
        b"",
    )
    stated = {key.lower(): _text(value) for key, value in _PARAMETER.findall(disposition)}
    if b"name" not in stated:
        raise bad_request("A part of the form has no name.")
    content = part[end + len(_HEAD_END) :]
    if b"filename" not in stated:
        try:
            return stated[b"name"], content.decode()
        except UnicodeDecodeError:
            pass  # bytes without a name of a file
    return stated[b"name"], Upload(stated.get(b"filename", ""), content)


def _text(value: bytes) -> str:
    # Senders escape quotes and line ends with a backslash or as in an address.
    plain = _ESCAPED.sub(rb"\1", value)
    for escaped in (b"%22", b"%0D", b"%0A"):
        plain = plain.replace(escaped, unquote_to_bytes(escaped))
    return plain.decode(errors="replace")
