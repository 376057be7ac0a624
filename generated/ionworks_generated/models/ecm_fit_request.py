"""The body EcmFitRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.ecm_measurement import EcmMeasurement
    from ..models.ecm_options import EcmOptions


@define
class EcmFitRequest(Body):
    """A fit of an equivalent circuit.

    Attributes
    ----------
    measurements : list[EcmMeasurement]
        Measurements to fit together.
    ecm_options : EcmOptions
        How to fit an equivalent circuit.
    """

    measurements: list[EcmMeasurement]
    ecm_options: EcmOptions | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurements": "measurements",
        "ecm_options": "ecm_options",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "ecm_options": "EcmOptions",
    }
    _is_open: ClassVar[bool] = True
