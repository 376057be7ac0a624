"""The body CellSpecRef."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class CellSpecRef(Body):
    """A cell specification.

    Attributes
    ----------
    cell_spec_id : str
        Its id.
    """

    cell_spec_id: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "cell_spec_id": "cell_spec_id",
    }

    _is_open: ClassVar[bool] = True
