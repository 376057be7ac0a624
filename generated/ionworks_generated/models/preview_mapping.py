"""The body PreviewMapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class PreviewMapping(Body):
    """A mapping to try.

    Attributes
    ----------
    cell_spec_id : str
        Cell specification to read.
    mapping : Any
        Path in the specification by name of the parameter.
    """

    cell_spec_id: str
    mapping: Any
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "cell_spec_id": "cell_spec_id",
        "mapping": "mapping",
    }

    _is_open: ClassVar[bool] = True
