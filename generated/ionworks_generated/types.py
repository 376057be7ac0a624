"""What generated functions and models share."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import IO, Any, BinaryIO, ClassVar, Generic, Literal, Self, TypeVar, cast
from urllib.parse import quote

from attrs import define


class Unset:
    """The type of `UNSET`, which stands for what is not sent or was not received."""

    _only: "Unset | None" = None

    def __new__(cls) -> "Unset":
        # One object, also after copying and unpickling, so that models still compare equal.
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> tuple[type["Unset"], tuple[()]]:
        return Unset, ()


UNSET: Unset = Unset()

FileContent = IO[bytes] | bytes | str
FileTypes = (
    tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


@define
class File:
    """A file of a multipart body: its open content, its name and its media type."""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """Return it as httpx takes it."""
        return self.file_name, self.payload, self.mime_type


class Body:
    """The body of a request. What is UNSET is not sent; None is sent as null."""

    __slots__ = ()

    # What the template fills in: each field with its attribute, the models of the objects in it,
    # and whether it takes further fields.
    _fields: ClassVar[Mapping[str, str]] = {}
    _inner: ClassVar[Mapping[str, str]] = {}
    _is_open: ClassVar[bool] = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a body of its fields by name. Objects within it stay dicts."""
        known: Any = {cls._fields[name]: data[name] for name in data if name in cls._fields}
        made = cls(**known)
        if cls._is_open:
            further = {name: data[name] for name in data if name not in cls._fields}
            cast(Any, made).additional_properties = further
        return made

    def to_dict(self) -> dict[str, Any]:
        """Return what is sent."""
        return {name: _json(value) for name, value in self._set()}

    def to_multipart(self) -> RequestFiles:
        """Return what is sent as a form."""
        return [
            (name, value.to_tuple() if isinstance(value, File) else _form_text(value))
            for name, value in self._set()
        ]

    def _set(self) -> Iterator[tuple[str, Any]]:
        for name, attribute in self._fields.items():
            value = getattr(self, attribute)
            if not isinstance(value, Unset):
                yield name, value
        if self._is_open:
            yield from cast(Any, self).additional_properties.items()


def _json(value: object) -> object:
    if isinstance(value, Body):
        return value.to_dict()
    if isinstance(value, list):
        return [_json(item) for item in cast(list[object], value)]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _form_text(value: object) -> FileTypes:
    return None, str(value).encode(), "text/plain"


T = TypeVar("T")


@define
class Response(Generic[T]):
    """A success: the answer as received and as parsed."""

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T


# Shorter texts take less time than the import of msgspec.
_LONG = 64 * 1024  # bytes


def read_json(content: bytes) -> Any:
    """Read JSON as `json.loads` does, long texts in half the time."""
    if len(content) >= _LONG:
        import msgspec

        try:
            return msgspec.json.decode(content)
        except (msgspec.MsgspecError, RecursionError):
            pass  # Either it is wrong, which `json` says better, or it holds NaN or the like.
    return json.loads(content)


def path_segment(name: str, value: object) -> str:
    """Quote a value so that it stays one segment of a path.

    Raises
    ------
    ValueError
        The value is empty, or a segment of dots, which would lead to another path.
    """
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{name} must not be {text!r}")
    return quote(text, safe="")


def query_values(values: Mapping[str, object]) -> dict[str, Any]:
    """Leave out what is not set, and write dates as ISO 8601."""
    return {
        name: _query_value(value)
        for name, value in values.items()
        if value is not None and not isinstance(value, Unset)
    }


def _query_value(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_query_value(item) for item in cast(Iterable[object], value)]
    return value


__all__ = [
    "UNSET",
    "Body",
    "File",
    "FileTypes",
    "RequestFiles",
    "Response",
    "Unset",
    "path_segment",
    "query_values",
    "read_json",
]
