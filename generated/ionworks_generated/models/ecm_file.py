"""The body EcmFile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body, File


@define
class EcmFile(Body):
    """A cycler file.

    Attributes
    ----------
    file : File
        The file, in any format that is known.
    """

    file: File
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "file": "file",
    }

    _is_open: ClassVar[bool] = True
