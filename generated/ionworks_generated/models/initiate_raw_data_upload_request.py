"""The body InitiateRawDataUploadRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class InitiateRawDataUploadRequest(Body):
    """A file that is going to be uploaded.

    Attributes
    ----------
    filename : str
        Name of the file.
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
    """

    filename: str
    project_id: str | Unset = UNSET
    name: str | Unset = UNSET
    content_type: str | Unset = UNSET
    metadata: Any | Unset = UNSET
    source: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "filename": "filename",
        "project_id": "project_id",
        "name": "name",
        "content_type": "content_type",
        "metadata": "metadata",
        "source": "source",
    }

    _is_open: ClassVar[bool] = True
