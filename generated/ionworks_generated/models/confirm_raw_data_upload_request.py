"""The body ConfirmRawDataUploadRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ConfirmRawDataUploadRequest(Body):
    """A file that was uploaded.

    Attributes
    ----------
    filename : str
        Name of the file.
    size_bytes : int
        Size of the file in bytes.
    project_id : str
        Project it belongs to.
    name : str
        Name; the file's unless given.
    content_type : str
        Media type of the file.
    metadata : Any
        Further facts; free-form.
    source : str
        Where the file comes from.
    digests : Any
        SHA-256 of the files that were uploaded, in hexadecimal, by the `filename` of their
        targets; only of targets that offer it by `digest`. What is stored otherwise is
        refused (400, `DIGEST_MISMATCH`).
    """

    filename: str
    size_bytes: int
    project_id: str | Unset = UNSET
    name: str | Unset = UNSET
    content_type: str | Unset = UNSET
    metadata: Any | Unset = UNSET
    source: str | Unset = UNSET
    digests: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "filename": "filename",
        "size_bytes": "size_bytes",
        "project_id": "project_id",
        "name": "name",
        "content_type": "content_type",
        "metadata": "metadata",
        "source": "source",
        "digests": "digests",
    }

    _is_open: ClassVar[bool] = True
