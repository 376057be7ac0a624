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
    """A fit to keep.

    Attributes
    ----------
    name : str
        Name of the parameterized model.
    cell_spec_id : str
        Cell specification that it describes.
    num_rcs : int
        Number of RC pairs.
    fit_results : EcmFitCurves
        The curves of a fit.
    description : str
        What it is for.
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
