"""The body AnalysisColumnInput."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class AnalysisColumnInput(Body):
    """A column of the table of an analysis, as it is described.

    Attributes
    ----------
    name : str
        Name of the column.
    unit : str
        Its unit, such as `A.h`.
    dtype : None | str
        Its type, such as `Float64`.
    """

    name: str
    unit: str | Unset = UNSET
    dtype: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "unit": "unit",
        "dtype": "dtype",
    }

    _is_open: ClassVar[bool] = True
