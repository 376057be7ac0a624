"""The body EcmSave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.ecm_fit_curves import EcmFitCurves


@define
class EcmSave(Body):
    """Ecm save.

    Attributes
    ----------
    name : str
        Name.
    cell_spec_id : str
        Cell spec.
    num_rcs : int
        Client default: that of the fit.
    fit_results : EcmFitCurves
        Ecm fit curves.
    description : str
        Description.
    """

    name: str
    cell_spec_id: str
    num_rcs: int
    fit_results: EcmFitCurves
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "cell_spec_id": "cell_spec_id",
        "num_rcs": "num_rcs",
        "fit_results": "fit_results",
        "description": "description",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "fit_results": "EcmFitCurves",
    }
    _is_open: ClassVar[bool] = True
