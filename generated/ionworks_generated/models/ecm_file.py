"""The body EcmFile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body, File


@define
class EcmFile(Body):
    """Ecm file.

    Attributes
    ----------
    file : File
        File.
    """

    file: File
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "file": "file",
    }

    _is_open: ClassVar[bool] = True
