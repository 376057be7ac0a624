"""The record MultipartTarget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class MultipartTarget(PlainRecord):
    """Where large bodies go in parts, by the S3 protocol with path-style addresses.

    Attributes
    ----------
    endpoint : str
        Address of the S3 service.
    region : str
        Its region.
    bucket : str
        Bucket.
    object_path : str
        Key of the object.
    access_key_id : str
        Temporary credential: id.
    secret_access_key : str
        Temporary credential: secret.
    session_token : str
        Temporary credential: session.
    expires_at : datetime or None
        When the credential ends; read as UTC if no zone is given.
    """

    endpoint: str
    region: str
    bucket: str
    object_path: str
    access_key_id: str
    secret_access_key: str
    session_token: str
    expires_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "endpoint": "endpoint",
        "region": "region",
        "bucket": "bucket",
        "object_path": "object_path",
        "access_key_id": "access_key_id",
        "secret_access_key": "secret_access_key",
        "session_token": "session_token",
        "expires_at": "expires_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["endpoint"], str):
            require(cls, "endpoint", row["endpoint"], str)
        if not isinstance(row["region"], str):
            require(cls, "region", row["region"], str)
        if not isinstance(row["bucket"], str):
            require(cls, "bucket", row["bucket"], str)
        if not isinstance(row["object_path"], str):
            require(cls, "object_path", row["object_path"], str)
        if not isinstance(row["access_key_id"], str):
            require(cls, "access_key_id", row["access_key_id"], str)
        if not isinstance(row["secret_access_key"], str):
            require(cls, "secret_access_key", row["secret_access_key"], str)
        if not isinstance(row["session_token"], str):
            require(cls, "session_token", row["session_token"], str)
        if row["expires_at"] is not None:
            try:
                row["expires_at"] = datetime.fromisoformat(row["expires_at"])
            except (TypeError, ValueError):
                row["expires_at"] = require_time(cls, "expires_at", row["expires_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.endpoint = row["endpoint"]
        made.region = row["region"]
        made.bucket = row["bucket"]
        made.object_path = row["object_path"]
        made.access_key_id = row["access_key_id"]
        made.secret_access_key = row["secret_access_key"]
        made.session_token = row["session_token"]
        made.expires_at = row["expires_at"]
        made.extra = {} if len(row) == 8 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(MultipartTarget):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
