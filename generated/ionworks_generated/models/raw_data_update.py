"""The body RawDataUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class RawDataUpdate(Body):
    """Changes of a raw-data record.

    Attributes
    ----------
    name : str
        Name.
    source : str
        Where the file comes from; empty clears it.
    metadata : Any
        Further facts; replace the stored ones.
    """

    name: str | Unset = UNSET
    source: str | Unset = UNSET
    metadata: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "source": "source",
        "metadata": "metadata",
    }

    _is_open: ClassVar[bool] = True
