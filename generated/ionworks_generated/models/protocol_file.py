"""The body ProtocolFile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body, File


@define
class ProtocolFile(Body):
    """A protocol file of a cycler.

    Attributes
    ----------
    file : File
        The file, as `application/octet-stream`.
    """

    file: File
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "file": "file",
    }

    _is_open: ClassVar[bool] = True
