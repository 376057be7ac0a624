"""The record UploadTarget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.multipart_target import MultipartTarget
from ..records import Links, PlainRecord, read_model, require


@frozen(kw_only=True, repr=False, eq=False)
class UploadTarget(PlainRecord):
    """Where the bytes of one file go, by `PUT` or in parts.

    Attributes
    ----------
    signed_url : str
        Address to `PUT` the bytes to, without credentials.
    filename : str or None
        Name of the file that goes here, without a folder.
    token : str or None
        Secret of the target; never sent back.
    path : str or None
        Path in the storage.
    multipart : MultipartTarget or None
        Where large bodies go in parts, by the S3 protocol with path-style addresses.
    digest : str or None
        `sha-256` if the SHA-256 of this file may be sent along: in base64 as header `x-amz-
        checksum-sha256` of the `PUT`, and in `digests` of the confirmation. Absent if the
        service does not offer it; do not send it then.
    """

    signed_url: str
    filename: str | None = None
    token: str | None = None
    path: str | None = None
    multipart: MultipartTarget | None = None
    digest: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "signed_url": "signed_url",
        "filename": "filename",
        "token": "token",
        "path": "path",
        "multipart": "multipart",
        "digest": "digest",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = ()
    _inner: ClassVar[Mapping[str, str]] = {
        "multipart": "MultipartTarget",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["signed_url"], str):
            require(cls, "signed_url", row["signed_url"], str)
        if row["multipart"] is not None:
            row["multipart"] = read_model(MultipartTarget, row["multipart"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.signed_url = row["signed_url"]
        made.filename = row["filename"]
        made.token = row["token"]
        made.path = row["path"]
        made.multipart = row["multipart"]
        made.digest = row["digest"]
        made.extra = {} if len(row) == 6 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(UploadTarget):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
