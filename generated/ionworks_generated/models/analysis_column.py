"""The body AnalysisColumn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class AnalysisColumn(Body):
    """Analysis column.

    Attributes
    ----------
    name : str
        Name.
    unit : str
        Unit.
    dtype : None | str
        Dtype.
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
